"""The sections of a case: what is written there, and writing more."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.cases import access
from fanal.cases.actions import people_around
from fanal.cases.models import Case
from fanal.cases.queries import pages, records
from fanal.cases.queries.known_answers import to_confirm
from fanal.cases.queries.particulars import kinds_asked, totals_in
from fanal.cases.queries.pay import pay_in
from fanal.cases.queries.people_map import people_map
from fanal.cases.queries.present import VisibleState
from fanal.cases.queries.removed_people import taken_off
from fanal.cases.queries.rights import files_open_to, rights_on
from fanal.cases.queries.unsettled import states_of_case
from fanal.core.casework.entries import EntryKind, kinds_of
from fanal.core.casework.sections import Section
from fanal.core.sealing.compartments import FILES, NARRATIVE, Compartment
from fanal.keys.requests import Request
from fanal.people.models import Person
from fanal.web.pagination import page_of
from fanal.web.typing import Context

PARTS_OF = {Section.CONSENT: NARRATIVE, Section.DOCUMENTS: FILES, Section.CLOSURE: NARRATIVE}


@require_GET
def section(request: Request, case_id: UUID, section: str) -> HttpResponse:
    """One section: its entries, and what may be added."""
    case, section = access.case_for(request.user, case_id), named(section)
    rights = rights_on(request.user, case)
    may_open = rights.opens
    if section is Section.PEOPLE:
        # The gate reads these rows without a key; partners may have been added since.
        people_around.refresh_people_around(case=case, ring=request.ring)
    entries = pages.entries_of(case, section, request.ring, may_open)
    note_opened(request, case, section, may_open, entries)
    kinds = _kinds_of(request, case, section, may_open, entries)
    # Whoever works on it writes wherever she reads: that was asked above.
    writable = may_open if rights.works else access.writable_for(request.user, case)
    context = {
        "case": case,
        "section": section,
        "entries": entries,
        "closed_kinds": [kind for kind in kinds if kind.compartment not in may_open],
        "rights": rights,
        "works": rights.works,
        "leads": rights.leads,
        "said_before": records.said_before(case, section),
        "said_in_call": _said_in_call(request, case, section) if rights.works else [],
        "states": _states(request, case, section),
        **_to_add(section, kinds, writable),
        **_particulars(section, entries),
        **_people_in_case(request, case, section, may_open, entries),
        **_special(request, case, section, may_open),
    }
    return render(request, "cases/section.html", context)


def _to_add(
    section: Section, kinds: Iterable[EntryKind], writable: Collection[Compartment]
) -> Context:
    """Return what the reader may write here, and how the buttons for it look."""
    needs = asks_needs(section, writable)
    return {
        "add": [
            kind
            for kind in kinds
            if not kind.under and not kind.own_page and kind.compartment in writable
        ],
        "asks_needs": needs,
        "first_style": "second,second" if needs else ",second",
        "writable": writable,
    }


def _particulars(section: Section, entries: Sequence[pages.OpenedEntry]) -> Context:
    """Return the sums of what was paid and owed, beside what the case is about."""
    if section is not Section.PARTICULARS:
        return {}
    return {"totals": totals_in(entries), "pay": pay_in(entries)}


def _states(
    request: Request, case: Case, section: Section
) -> Sequence[tuple[Person, VisibleState]]:
    on_it = section is Section.SAFETY
    return states_of_case(case, request.user, request.ring) if on_it else ()


def _kinds_of(
    request: Request,
    case: Case,
    section: Section,
    may_open: frozenset[Compartment],
    entries: Iterable[pages.OpenedEntry],
) -> Sequence[EntryKind]:
    """Return the kinds of the section; of what only some cases ask, those that this one does."""
    if section is not Section.PARTICULARS:
        return kinds_of(section)
    return kinds_asked(case, request.ring, may_open, entries)


def _special(
    request: Request, case: Case, section: Section, may_open: frozenset[Compartment]
) -> Context:
    """Return what only this section shows; of its documents those of the page that is open."""
    shown = records.special(case, section, request.ring, may_open, request.user)
    pages_of = {"page": page_of(request, shown["documents"])} if "documents" in shown else {}
    return {**shown, **pages_of}


def _people_in_case(
    request: Request,
    case: Case,
    section: Section,
    may_open: frozenset[Compartment],
    entries: Iterable[pages.OpenedEntry],
) -> Context:
    """Return whom the case concerns, who was taken off it, and the map of the people around her."""
    if section is not Section.PEOPLE:
        return {}
    return {
        "people": pages.concerned(case, request.ring, may_open, timezone.localdate()),
        "taken_off": taken_off(case, request.ring, may_open),
        "opens": files_open_to(request.user, case),
        "people_map": people_map(case, entries),
    }


def _said_in_call(request: Request, case: Case, section: Section) -> list[Context]:
    """Return what a call said of this section and nobody has confirmed yet."""
    kinds = {kind.code: kind for kind in kinds_of(section)}
    waiting = [call for call in to_confirm(case, request.ring) if call.kind in kinds]
    return [{"kind": kinds[call.kind], "said": call} for call in waiting]


def asks_needs(section: Section, writable: Collection[Compartment]) -> bool:
    """Whether what she needs is asked one by one on this page."""
    return section is Section.NEEDS and NARRATIVE in writable


def named(section: str) -> Section:
    """Return the section of that name, or `Http404`."""
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
    """Record one journal entry for each part of the file that this page opens."""
    parts = {Compartment(entry.entry.compartment) for entry in entries} & may_open
    if section in PARTS_OF:
        parts |= {PARTS_OF[section]} & may_open
    for part in sorted(parts):
        access.opened(request.user, case, part, ring=request.ring)
