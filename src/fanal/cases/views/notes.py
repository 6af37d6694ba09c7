"""Writing and correcting a note of a case."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from fanal.cases import access
from fanal.cases.actions.entries import add_note, correct_note
from fanal.cases.forms.entries import (
    CorrectionForm,
    NoteForm,
)
from fanal.cases.models import Case
from fanal.cases.queries.known_answers import KnownAnswer, kept_with
from fanal.cases.views.case import address
from fanal.core.casework.sections import Section
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def note(request: Request, case_id: UUID) -> HttpResponse:
    """Write a note from the case, and go back to it."""
    case = access.case_for(request.user, case_id)
    access.must_write(request.user, case, NARRATIVE)
    return write_note(request, case, back=address(case_id))


def write_note(
    request: Request, case: Case, *, back: str, known: Mapping[str, KnownAnswer] | None = None
) -> HttpResponse:
    """Show the form of a new note, for who may write it; saved, it leads `back`. `known`: what a
    call said, to be kept in other words."""
    said = known or {}
    links = case.concerned
    people = {str(link.person_id): link.person for link in links}

    def save(answers: Answers) -> None:
        about = people.get(answers.pop("about", ""))
        kept = kept_with(said, answers)
        add_note(case=case, about=about, kept=kept, **answers, **acting(request))
        messages.success(request, _("Note saved."))

    choices = [(key, person.code_name) for key, person in people.items()]
    return ask(
        request,
        NoteForm(choices, sent(request), initial=_as_said(said)),
        save,
        heading=_("Note"),
        code=case.code_name,
        text=case.code_name,
        submit=_("Save note"),
        done=back,
    )


def _as_said(known: Mapping[str, KnownAnswer]) -> dict[str, object]:
    return {name: answer.value for name, answer in known.items()}


@idempotent
def correct(request: Request, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """Write a note that corrects a note."""
    case = access.case_for(request.user, case_id)
    first = access.entry_for(request.user, case, entry_id)
    access.must_write(request.user, case, NARRATIVE)
    if first.kind != "note":
        raise Http404
    back = address(case_id, "section", section=Section.NOTES)

    form = CorrectionForm(sent(request), initial={"text": first.unseal(request.ring)["text"]})
    lead = _("The first text stays where it is, with a sign that it was corrected.")
    return ask(
        request,
        form,
        lambda answers: correct_note(note=first, **answers, **acting(request)),
        heading=_("Correct a note"),
        lead=lead,
        code=case.code_name,
        submit=_("Save the correction"),
        done=back,
    )
