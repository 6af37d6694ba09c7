"""Writing into the sections of a case: entries, several needs at once, notes and corrections."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.cases import access
from fanal.cases.actions.entries import add_entry, add_needs, add_note, correct_note, edit_entry
from fanal.cases.forms.entries import (
    CorrectionForm,
    EditForm,
    NeedsForm,
    NoteForm,
    initial_of,
)
from fanal.cases.models import Case
from fanal.cases.queries.agenda_after_closing import FOLLOW_UP
from fanal.cases.queries.before_calling import before_calling, word_agreed
from fanal.cases.queries.carers import carer_warnings
from fanal.cases.queries.hearings import LEGAL_SITUATION
from fanal.cases.queries.known_answers import KnownAnswer, kept_with
from fanal.cases.queries.particulars import LEFT_OUT, still_to_ask
from fanal.cases.queries.people_around import (
    NamedRelative,
)
from fanal.cases.queries.present import VisibleState, states_in
from fanal.cases.views.case import address
from fanal.cases.views.entry_forms import entry_form, looked_for, said_before
from fanal.cases.views.present import tell_who_decides_state
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.contact_evidence import SAID_WORD
from fanal.core.casework.entries import EntryKind, entry_kind
from fanal.core.casework.entry_statements import ASKED
from fanal.core.casework.present import WORST_FIRST
from fanal.core.casework.sections import Section
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.requests import Request, acting, writing
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers
from fanal.web.words import translated

STILL = gettext_lazy(
    "Saved. She still counts as in danger. Say here who says that she is not, since when, and why."
)


def kind_named(kind: str) -> EntryKind:
    try:
        return entry_kind(kind)
    except BadInput:
        raise Http404 from None


@idempotent
def write(request: Request, case_id: UUID, kind: str, under_id: UUID | None = None) -> HttpResponse:
    """Write a new entry."""
    case, described = access.case_for(request.user, case_id), kind_named(kind)
    access.must_write(request.user, case, described.compartment)
    under = access.entry_for(request.user, case, under_id) if under_id else None
    if described.own_page:
        raise Http404
    known = {} if under else said_before(request, case, kind)
    if described.append_only:
        back = address(case_id, "section", section=described.section)
        return write_note(request, case, back=back, known=known)
    relative = None if known or under else looked_for(request, case, kind)
    calling = before_calling(case, request.user, request.ring) if kind == FOLLOW_UP else []
    # A word that is agreed elsewhere, as in her plan, is asked as well.
    word = any(person.rule and person.rule.code_word for person in calling)
    asked = still_to_ask(case, described, request.ring, word=word)
    form = entry_form(request, case, asked, known, relative)

    def save(answers: Answers) -> str:
        add_entry(
            case=case,
            kind=kind,
            answers=form.answers(),
            under=under,
            due=answers.get("due"),
            kept=kept_with(known, form.answers()),
            **acting(request),
        )
        return _after(request, case, described)

    shown = _words(case, described) | {"lead": _lead(asked, described, relative)}
    if kind == FOLLOW_UP:
        shown |= {"template": "cases/heard.html", "calling": calling}
    return ask(request, form, save, **shown)


def _still_asked(case: Case, described: EntryKind, stored: Content, ring: Ring) -> EntryKind:
    """The kind as it is asked: what was answered stays, though it would not be asked by now, as a
    hearing that a proceeding keeps."""
    left_out = LEFT_OUT.get(described.code, "")
    if not left_out or is_value(load(stored.get(left_out))):
        return described
    return still_to_ask(
        case, described, ring, word=left_out == SAID_WORD and word_agreed(case, ring)
    )


def _lead(asked: EntryKind, described: EntryKind, relative: NamedRelative | None) -> str:
    if relative:
        return _("Her family is looked for by this name: {who}.").format(who=relative.said)
    if described.code == LEGAL_SITUATION and asked != described:
        return _("Hearings are written in the proceeding of this case.")
    return ""


@idempotent
def needs(request: Request, case_id: UUID) -> HttpResponse:
    """Write several needs of one conversation, on one page."""
    case, described = access.case_for(request.user, case_id), entry_kind("need")
    access.must_write(request.user, case, described.compartment)
    form = NeedsForm(sent(request))

    def save(_answers: Answers) -> str:
        add_needs(case=case, needs=form.answers(), **acting(request))
        return _after(request, case, described)

    words = _words(case, described) | {"heading": _("What does she need?")}
    return ask(request, form, save, template="cases/needs.html", **words)


def _after(request: Request, case: Case, described: EntryKind) -> str:
    """Return the next address: where two answers do not agree after a safety form or a follow-up,
    what would end it. Say at once what stands against a yes of somebody around her."""
    if described.section is Section.PEOPLE:
        for warning in carer_warnings(case):
            messages.warning(request, warning)
    if described.code in ASKED:
        tell_who_decides_state(request, case)
        states = states_in(case, request.user, request.ring)
        for person, seen in sorted(states.items(), key=_worst_first):
            if seen.state.contradictions:
                messages.warning(request, STILL)
                # A “safe” in a form that does not say who says so ends no danger: she is led to the
                # page that asks it.
                return address(case.id, "no_longer", person_id=person)
    return address(case.id, "section", section=described.section)


def _worst_first(one: tuple[UUID, VisibleState]) -> tuple[int, UUID]:
    return WORST_FIRST.index(one[1].code), one[0]


def _words(case: Case, described: EntryKind) -> dict:
    return {
        "heading": translated(described.title),
        "code": case.code_name,
        "back_url": address(case.id, "section", section=described.section),
    }


@idempotent
def edit(request: Request, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """Change an entry; a note is corrected instead."""
    case = access.case_for(request.user, case_id)
    entry = access.entry_for(request.user, case, entry_id)
    described = entry_kind(entry.kind)
    access.must_write(request.user, case, described.compartment)
    if described.append_only:
        raise Http404
    stored = entry.unseal(request.ring)
    initial = initial_of(described, stored) | {"due": entry.due}
    form = EditForm(
        _still_asked(case, described, stored, request.ring),
        sent(request),
        initial=initial,
        done=entry.done_on,
    )

    def save(answers: Answers) -> str:
        edit_entry(
            entry=entry,
            answers=form.answers(),
            due=answers.get("due"),
            done_on=_done(answers, entry.done_on),
            **writing(request),
        )
        return _after(request, case, described)

    return ask(request, form, save, record=entry, **_words(case, described))


def _done(answers: Answers, before: date | None) -> date | None:
    if not answers.get("done"):
        return None
    # A form that is saved again does not move the day on which it was done.
    return before or timezone.localdate()


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
