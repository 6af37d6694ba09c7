"""The sections of a case: what is written there, and writing more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from fanal.cases import access
from fanal.cases.actions import around
from fanal.cases.actions.entries import add_entry, add_needs, edit_entry
from fanal.cases.forms.entries import EditForm, EntryForm, NeedsForm, initial_of
from fanal.cases.models import Case
from fanal.cases.queries import pages, records
from fanal.cases.queries.carers import carer_warnings
from fanal.cases.queries.child_on_file import child_on_file
from fanal.cases.queries.colleagues import leads_of
from fanal.cases.queries.known import kept_with, known_for, to_confirm
from fanal.cases.queries.particulars import kinds_asked, still_to_ask, totals_in
from fanal.cases.queries.pay import pay_in
from fanal.cases.queries.people_map import people_map
from fanal.cases.queries.rights import rights_on
from fanal.cases.queries.taken_off import taken_off
from fanal.cases.views.case import address, files_open_to, states_of_people
from fanal.cases.views.notes import write_note
from fanal.cases.views.present import tell_who_decides_state
from fanal.core.casework.entries import EntryKind, entry_kind, kinds_of
from fanal.core.casework.entry_statements import ASKED
from fanal.core.casework.sections import Section
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import FILES, NARRATIVE, Compartment
from fanal.keys.drafts.writers import as_id
from fanal.keys.requests import Request
from fanal.web.asking import ask, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context
from fanal.web.words import translated

STILL = gettext_lazy(
    "Saved. She still counts as in danger. Say here who says that she is not, since when, and why."
)
PARTS_OF = {Section.CONSENT: NARRATIVE, Section.DOCUMENTS: FILES, Section.CLOSURE: NARRATIVE}


@require_GET
def section(request: Request, case_id: UUID, section: str) -> HttpResponse:
    """One section: its entries, and what may be added."""
    case, section = access.case_for(request.user, case_id), named(section)
    rights = rights_on(request.user, case)
    may_open = rights.opens
    if section is Section.PEOPLE:
        around.look_around(case=case, ring=request.ring)
    entries = pages.entries_of(case, section, request.ring, may_open)
    note_opened(request, case, section, may_open, entries)
    kinds = _kinds_of(request, case, section, may_open, entries)
    # Whoever works on it writes wherever she reads: that was asked above.
    writable = may_open if rights.works else access.writable_for(request.user, case)
    context = {
        "case": case,
        "section": section,
        "entries": entries,
        "add": [
            kind
            for kind in kinds
            if not kind.under and not kind.own_page and kind.compartment in writable
        ],
        "totals": totals_in(entries) if section is Section.PARTICULARS else [],
        "pay": pay_in(entries) if section is Section.PARTICULARS else None,
        "asks_needs": asks_needs(section, writable),
        "first_style": "second,second" if asks_needs(section, writable) else ",second",
        "closed_kinds": [k for k in kinds if k.compartment not in may_open],
        "writable": writable,
        "rights": rights,
        "works": rights.works,
        "said_before": records.said_before(case, section),
        "people_map": people_map(case, entries) if section is Section.PEOPLE else None,
        "states": states_of_people(request, case) if section is Section.SAFETY else [],
        "leads": rights.leads,
        "colleagues": list(leads_of(case)),
        **people_in_case(request, case, section, may_open),
        "said_in_call": _said_in_call(request, case, section) if rights.works else [],
        **records.special(case, section, request.ring, may_open, request.user),
    }
    return render(request, "cases/section.html", context)


def _kinds_of(
    request: Request,
    case: Case,
    section: Section,
    may_open: frozenset[Compartment],
    entries: Iterable[pages.OpenedEntry],
) -> Sequence[EntryKind]:
    """The kinds of the section; of what only some cases ask, those that this one does."""
    if section is not Section.PARTICULARS:
        return kinds_of(section)
    return kinds_asked(case, request.ring, may_open, entries)


def people_in_case(
    request: Request, case: Case, section: Section, may_open: frozenset[Compartment]
) -> Context:
    """Whom the case concerns, and who was taken off it: beside the people around her."""
    if section is not Section.PEOPLE:
        return {}
    return {
        "people": pages.concerned(case, request.ring, may_open, timezone.localdate()),
        "taken_off": taken_off(case, request.ring, may_open),
        "opens": files_open_to(request.user, case),
    }


def _said_in_call(request: Request, case: Case, section: Section) -> list[Context]:
    """What a call said of this section and nobody has confirmed yet."""
    kinds = {kind.code: kind for kind in kinds_of(section)}
    found = [one for one in to_confirm(case, request.ring) if one.kind in kinds]
    return [{"kind": kinds[one.kind], "said": one} for one in found]


def asks_needs(section: Section, writable: Collection[Compartment]) -> bool:
    """Whether what she needs is asked one by one on this page."""
    return section is Section.NEEDS and NARRATIVE in writable


def named(section: str) -> Section:
    """The section of that name, or `Http404`."""
    try:
        return Section(section)
    except ValueError:
        raise Http404 from None


def note_opened(
    request: Request,
    case: Case,
    section: Section,
    may_open: frozenset[Compartment],
    entries: Iterable[pages.OpenedEntry],
) -> None:
    """One journal entry for each part of the file that this page opens."""
    parts = {Compartment(one.entry.compartment) for one in entries if one.data is not None}
    if section in PARTS_OF:
        parts |= {PARTS_OF[section]} & may_open
    for part in sorted(parts):
        access.opened(request.user, case, part)


def kind_named(kind: str) -> EntryKind:
    try:
        return entry_kind(kind)
    except BadInput:
        raise Http404 from None


@idempotent
def write(request: Request, case_id: UUID, kind: str, under_id: UUID | None = None) -> HttpResponse:
    """A new entry."""
    case, described = access.case_for(request.user, case_id), kind_named(kind)
    access.must_write(request.user, case, described.compartment)
    under = access.entry_for(request.user, case, under_id) if under_id else None
    if described.own_page:
        raise Http404
    if described.append_only:
        back = address(case_id, "section", section=described.section)
        return write_note(request, case, back=back)
    said_in = as_id(request.GET.get("call", ""))
    known = {} if under else known_for(case, kind, request.ring, said_in)
    if known:
        access.opened(request.user, case, NARRATIVE)
    on_file = child_on_file(case, kind, request.user, request.ring)
    asked = still_to_ask(case, described, request.ring)
    form = EntryForm(asked, sent(request), known=known, on_file=on_file, initial=on_file)

    def save(answers: Answers) -> str:
        add_entry(
            case=case,
            kind=kind,
            answers=form.answers(),
            under=under,
            due=answers.get("due"),
            kept=kept_with(known, form.answers()),
            by=request.user,
            ring=request.ring,
        )
        return _after(request, case, described)

    return ask(request, form, save, **_words(case, described))


@idempotent
def needs(request: Request, case_id: UUID) -> HttpResponse:
    """Several needs of one conversation, on one page."""
    case, described = access.case_for(request.user, case_id), entry_kind("need")
    access.must_write(request.user, case, described.compartment)
    form = NeedsForm(sent(request))

    def save(_answers: Answers) -> str:
        add_needs(case=case, needs=form.answers(), by=request.user, ring=request.ring)
        return _after(request, case, described)

    words = _words(case, described) | {"heading": _("What does she need?")}
    return ask(request, form, save, template="cases/needs.html", **words)


def _after(request: Request, case: Case, described: EntryKind) -> str:
    """Where two answers do not agree after a safety form or a follow-up: to what would end it. What
    stands against a yes of somebody around her is said at once."""
    if described.section is Section.PEOPLE:
        for warning in carer_warnings(case):
            messages.warning(request, warning)
    if described.code in ASKED:
        tell_who_decides_state(request, case)
        for person, seen in states_of_people(request, case):
            if seen.state.contradictions:
                messages.warning(request, STILL)
                return address(case.id, "no_longer", person_id=person.id)
    return address(case.id, "section", section=described.section)


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
    initial = initial_of(described, entry.unseal(request.ring)) | {"due": entry.due}
    form = EditForm(described, sent(request), initial=initial, done=entry.done_on)

    def save(answers: Answers) -> str:
        edit_entry(
            entry=entry,
            answers=form.answers(),
            version=version_of(request),
            by=request.user,
            ring=request.ring,
            due=answers.get("due"),
            done_on=_done(answers, entry.done_on),
        )
        return _after(request, case, described)

    return ask(request, form, save, record=entry, **_words(case, described))


def _done(answers: Answers, before: date | None) -> date | None:
    if not answers.get("done"):
        return None
    return before or timezone.localdate()
