"""A note: what happened, saved in two taps from the case."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from fanal.cases import access
from fanal.cases.actions.entries import add_note, correct_note
from fanal.cases.forms import entries
from fanal.cases.models import Case
from fanal.cases.views.case import address
from fanal.core.casework.sections import Section
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def note(request: Request, case_id: UUID) -> HttpResponse:
    """From the case, and back to it."""
    case = access.case_for(request.user, case_id)
    access.must_write(request.user, case, NARRATIVE)
    return write_note(request, case, back=address(case_id))


def write_note(request: Request, case: Case, *, back: str) -> HttpResponse:
    """The form of a new note, for who may write it; saved, it leads `back`."""
    links = case.concerns.exclude(of_family=True).select_related("person")
    people = {str(link.person_id): link.person for link in links}

    def save(answers: Answers) -> None:
        about = people.get(answers.pop("about", ""))
        add_note(case=case, about=about, by=request.user, ring=request.ring, **answers)
        messages.success(request, _("Note saved."))

    choices = [(key, person.code_name) for key, person in people.items()]
    return ask(
        request,
        entries.NoteForm(choices, sent(request)),
        save,
        heading=_("Note"),
        code=case.code_name,
        text=case.code_name,
        submit=_("Save note"),
        done=back,
    )


@idempotent
def correct(request: Request, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """A note that corrects a note."""
    case = access.case_for(request.user, case_id)
    first = access.entry_for(request.user, case, entry_id)
    access.must_write(request.user, case, NARRATIVE)
    if first.kind != "note":
        raise Http404
    back = address(case_id, "section", section=Section.NOTES)

    def save(answers: Answers) -> None:
        correct_note(note=first, by=request.user, ring=request.ring, **answers)

    form = entries.CorrectionForm(
        sent(request), initial={"text": first.unseal(request.ring)["text"]}
    )
    lead = _("The first text stays where it is, with a sign that it was corrected.")
    return ask(
        request,
        form,
        save,
        heading=_("Correct a note"),
        lead=lead,
        code=case.code_name,
        submit=_("Save the correction"),
        done=back,
    )
