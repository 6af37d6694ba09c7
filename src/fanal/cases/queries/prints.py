"""What stands on each paper about a case: what its pages show to this reader, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases import access
from fanal.cases.models import Case
from fanal.cases.queries import pages, records
from fanal.cases.queries.present import VisibleState
from fanal.cases.queries.still_open import ASK_IN_THE_HOUSE, still_open_in
from fanal.cases.queries.timeline import TimelineItem
from fanal.cases.queries.timeline.pages import parts_shown, timeline_of
from fanal.cases.queries.unsettled import states_of_case
from fanal.core.casework.closure import StillOpen
from fanal.core.casework.prints import PrintKind
from fanal.core.casework.sections import Section
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import (
    IDENTITY,
    LEGAL,
    NARRATIVE,
    WHEREABOUTS,
    Compartment,
    in_order,
)
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.web.typing import Context

# Plans that an app above keeps: as a part of the safety plan, `title`, `on` and `rows` of each.
PLANS: list[Callable[[PrintQuery], Iterable[Context]]] = []
# Services that an app above keeps: `person`, `what`, `giver`, `state` and `on` of each.
SERVICES: list[Callable[[PrintQuery], Iterable[Context]]] = []
# Proceedings that an app above keeps: `person`, `what`, `role`, `state`, `on` and `next` of each.
PROCEEDINGS: list[Callable[[PrintQuery], Iterable[Context]]] = []
MOST_ON_PAPER = 1_000  # items of a chronology: forty sheets
# A paper that she keeps is found by whom she fears: it does not say what she told us of them.
THREAT = frozenset({"danger_now", "said_by", "dangers", "can_leave"})
OF_DANGER = frozenset({TimelineKind.DANGER, TimelineKind.SIGN})


@dataclass(frozen=True)
class PrintQuery:
    """What is printed of which case, by whom. `where`: where she is, too. `hers`: she keeps it.
    `out`: it leaves the house, and may be lost on the way."""

    case: Case
    user: User
    ring: Ring
    may_open: frozenset[Compartment]
    where: bool = False
    hers: bool = False
    out: bool = False


def paper(what: PrintKind, query: PrintQuery) -> tuple[Context, list[Compartment]]:
    """What the template of the paper is given, and which parts of the file stand on it."""
    content, parts = PAPERS[what](query)
    states = content.get("states", ())
    if not query.out and any(seen.unsettled for _person, seen in states):
        parts = parts | {LEGAL}
    if query.where and any(seen.state.place for _person, seen in states):
        parts = parts | {WHEREABOUTS}
    content |= {"left_out": left_out(query), "say_whom": _say_whom(query, states)}
    return content, list(in_order(parts & query.may_open))


def _say_whom(query: PrintQuery, states: Iterable[tuple[Person, VisibleState]]) -> set[UUID]:
    """Return of whom the paper says who has her, and what is known of them: of nobody where it
    leaves the house, for those who have her may find it."""
    if not query.where or query.out or NARRATIVE not in query.may_open:
        return set()
    return {person.id for person, seen in states if not seen.hides_place_in(query.case)}


def left_out(query: PrintQuery) -> list[str]:
    """What is not on the paper, in words: the reader of it should not take it for everything."""
    missing = [_("telephone numbers and code words")]
    if not query.where:
        missing.append(_("where she is"))
    if query.out:
        missing.append(_("proceedings"))
    if query.hers:
        missing.append(_("that she is in danger, from whom, and who said so"))
    return missing


def _people(query: PrintQuery) -> Context:
    seen = _states(query)
    people = pages.concerned(query.case, query.ring, query.may_open, timezone.localdate())
    return {
        "people": people,
        "states": [
            (person.link.person, seen[person.link.person_id])
            for person in people
            if person.link.person_id in seen
        ],
    }


def _states(query: PrintQuery) -> dict[UUID, VisibleState]:
    # Not even opened for a paper that she keeps: whom she fears may find it.
    if query.hers:
        return {}
    of_case = states_of_case(query.case, query.user, query.ring)
    states = {person.id: seen for person, seen in of_case}
    if not query.out:
        return states
    # That her word is doubtful is on a paper that leaves the house, and not why: that a suspect
    # is free may stand in the legal part alone.
    return {
        person: replace(seen, unsettled=ASK_IN_THE_HOUSE) if seen.unsettled else seen
        for person, seen in states.items()
    }


def _tasks(query: PrintQuery) -> Context:
    only = None if access.works_on(query.user, query.case) else query.user
    return {"tasks": pages.tasks_of(query.case, timezone.localdate(), only)}


def _entries(query: PrintQuery, section: Section, kinds: Iterable[str]) -> list[pages.OpenedEntry]:
    wanted = set(kinds)
    opened = pages.entries_of(query.case, section, query.ring, query.may_open)
    return [entry for entry in opened if entry.kind.code in wanted and entry.data is not None]


def _summary(query: PrintQuery) -> tuple[Context, set[Compartment]]:
    content = (
        _people(query)
        | _tasks(query)
        | {
            "contact": _entries(query, Section.CONTACT, {"contact"}),
            "consents": records.consents(query.case, query.ring, query.may_open),
            "open_ends": _open_ends(query),
            "goals": _entries(query, Section.PLAN, {"goal"}),
            "legal": _entries(query, Section.NEEDS, {"legal"}),
            "proceedings": _proceedings(query),
        }
    )
    parts = {IDENTITY, NARRATIVE, *_parts_of(content["legal"])}
    return content, parts | ({LEGAL} if content["proceedings"] else set())


def _open_ends(query: PrintQuery) -> list[StillOpen]:
    if query.hers or not access.works_on(query.user, query.case):
        return []
    found = still_open_in(query.case, query.user, query.ring)
    # Who finds the paper on the way may be whom she fears: he does not read what we know of him.
    said = [replace(one, says=one.outside) if query.out and one.outside else one for one in found]
    return list(dict.fromkeys(said))  # of several people the same


def _proceedings(query: PrintQuery) -> list[Context]:
    """The proceedings; none on a paper that leaves the house: whom she testifies against may find
    it."""
    if query.out or LEGAL not in query.may_open:
        return []
    return [proceeding for source in PROCEEDINGS for proceeding in source(query)]


def _plan(query: PrintQuery) -> tuple[Context, set[Compartment]]:
    content = (
        _people(query)
        | _tasks(query)
        | {
            "needs": _entries(query, Section.NEEDS, {"need"}),
            "goals": _entries(query, Section.PLAN, {"goal"}),
            "services": _entries(query, Section.SERVICES, {"service"}),
            "steps_of_services": [step for source in SERVICES for step in source(query)],
        }
    )
    return content, {IDENTITY, NARRATIVE}


def _safety(query: PrintQuery) -> tuple[Context, set[Compartment]]:
    answers = _entries(query, Section.SAFETY, {"safety"})
    if query.hers:
        answers = [_without_threat(entry) for entry in answers]
    content = _people(query) | {
        "safety": answers[-1:],
        "contact": _entries(query, Section.CONTACT, {"contact"}),
        "plans": [plan for source in PLANS for plan in source(query)],
    }
    return content, {IDENTITY, NARRATIVE}


def _chronology(query: PrintQuery) -> tuple[Context, set[Compartment]]:
    line = timeline_of(query.case, query.user, query.ring, oldest_first=True)
    items = (
        line.items
        if query.where
        else [_without_place(item) for item in line.items if item.part is not WHEREABOUTS]
    )
    if query.hers:
        items = [item for item in items if item.kind not in OF_DANGER]
    # The latest, as the paper says how many earlier ones it leaves out.
    shown = items[-MOST_ON_PAPER:]
    content = {
        "people": [],
        "items": shown,
        "earlier": len(items) - len(shown),
        "closed_parts": ", ".join(line.closed),
        "to_ask": line.to_ask,
    }
    return content, set(parts_shown(shown))


def _without_threat(entry: pages.OpenedEntry) -> pages.OpenedEntry:
    """Return what she agreed on and takes with her: not that she is in danger, nor from whom."""
    names = {field.name for field in entry.kind.fields} - THREAT
    answers = {name: answer for name, answer in (entry.data or {}).items() if name in names}
    return replace(entry, data=answers)


def _without_place(item: TimelineItem) -> TimelineItem:
    """A journey as something that happened, not to whom she was given: they are somewhere."""
    return replace(item, details=(), text="") if item.kind is TimelineKind.JOURNEY else item


def _parts_of(entries: Iterable[pages.OpenedEntry]) -> set[Compartment]:
    return {entry.kind.compartment for entry in entries}


PAPERS: dict[PrintKind, Callable[[PrintQuery], tuple[Context, set[Compartment]]]] = {
    PrintKind.SUMMARY: _summary,
    PrintKind.PLAN: _plan,
    PrintKind.SAFETY: _safety,
    PrintKind.CHRONOLOGY: _chronology,
}
