"""What stands on each paper about a case: what its pages show to this reader, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases import access
from fanal.cases.models import Case
from fanal.cases.queries import pages, records
from fanal.cases.queries.present import states_in
from fanal.cases.queries.still_open import still_open_in
from fanal.cases.queries.timeline import TimelineItem
from fanal.cases.queries.timeline.pages import parts_shown, timeline_of
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
from fanal.web.typing import Context

# Plans that an app above keeps: as a part of the safety plan, `title`, `on` and `rows` of each.
PLANS: list[Callable[[PrintQuery], Iterable[Context]]] = []
# Services that an app above keeps: `what`, `giver`, `state` and `on` of each.
SERVICES: list[Callable[[PrintQuery], Iterable[Context]]] = []
# Proceedings that an app above keeps: `what`, `role`, `state`, `on` and `next` of each.
PROCEEDINGS: list[Callable[[PrintQuery], Iterable[Context]]] = []
MOST_ON_PAPER = 1_000  # items of a chronology: forty sheets
# A paper that she keeps is found by whom she fears: it does not say what she told us of them.
THREAT = frozenset({"danger_now", "said_by", "dangers", "can_leave"})
OF_DANGER = frozenset({TimelineKind.DANGER, TimelineKind.SIGN})


@dataclass(frozen=True)
class PrintQuery:
    """What is printed of which case, by whom. `where`: where she is, too. `hers`: she keeps it."""

    case: Case
    user: User
    ring: Ring
    may_open: frozenset[Compartment]
    where: bool = False
    hers: bool = False


def paper(what: PrintKind, asked: PrintQuery) -> tuple[Context, list[Compartment]]:
    """What the template of the paper is given, and which parts of the file stand on it."""
    content, parts = PAPERS[what](asked)
    if asked.where and any(seen.state.place for _person, seen in content.get("states", ())):
        parts = parts | {WHEREABOUTS}
    return content | {"left_out": left_out(asked)}, list(in_order(parts & asked.may_open))


def left_out(asked: PrintQuery) -> list[str]:
    """What is not on the paper, in words: the reader of it should not take it for everything."""
    told = [_("telephone numbers and code words")]
    if not asked.where:
        told.append(_("where she is"))
    if asked.hers:
        told.append(_("that she is in danger, from whom, and who said so"))
    return told


def _people(asked: PrintQuery) -> Context:
    seen = {} if asked.hers else states_in(asked.case, asked.user, asked.ring)
    people = pages.concerned(asked.case, asked.ring, asked.may_open, timezone.localdate())
    return {
        "people": people,
        "states": [
            (one.link.person, seen[one.link.person_id])
            for one in people
            if one.link.person_id in seen
        ],
    }


def _tasks(asked: PrintQuery) -> Context:
    only = None if access.works_on(asked.user, asked.case) else asked.user
    return {"tasks": pages.tasks_of(asked.case, timezone.localdate(), only)}


def _entries(asked: PrintQuery, section: Section, kinds: Iterable[str]) -> list[pages.OpenedEntry]:
    wanted = set(kinds)
    found = pages.entries_of(asked.case, section, asked.ring, asked.may_open)
    return [one for one in found if one.kind.code in wanted and one.data is not None]


def _summary(asked: PrintQuery) -> tuple[Context, set[Compartment]]:
    content = (
        _people(asked)
        | _tasks(asked)
        | {
            "contact": _entries(asked, Section.CONTACT, {"contact"}),
            "consents": records.consents(asked.case, asked.ring, asked.may_open),
            "open_ends": still_open_in(asked.case, asked.user, asked.ring)
            if access.works_on(asked.user, asked.case) and not asked.hers
            else [],
            "goals": _entries(asked, Section.PLAN, {"goal"}),
            "legal": _entries(asked, Section.NEEDS, {"legal"}),
            "proceedings": _proceedings(asked),
        }
    )
    parts = {IDENTITY, NARRATIVE, *_parts_of(content["legal"])}
    return content, parts | ({LEGAL} if content["proceedings"] else set())


def _proceedings(asked: PrintQuery) -> list[Context]:
    """Not on a paper that she keeps: whom she testifies against may find it."""
    if asked.hers or LEGAL not in asked.may_open:
        return []
    return [one for source in PROCEEDINGS for one in source(asked)]


def _plan(asked: PrintQuery) -> tuple[Context, set[Compartment]]:
    content = (
        _people(asked)
        | _tasks(asked)
        | {
            "needs": _entries(asked, Section.NEEDS, {"need"}),
            "goals": _entries(asked, Section.PLAN, {"goal"}),
            "services": _entries(asked, Section.SERVICES, {"service"}),
            "steps_of_services": [one for source in SERVICES for one in source(asked)],
        }
    )
    return content, {IDENTITY, NARRATIVE}


def _safety(asked: PrintQuery) -> tuple[Context, set[Compartment]]:
    said = _entries(asked, Section.SAFETY, {"safety"})
    if asked.hers:
        said = [_without_threat(one) for one in said]
    content = _people(asked) | {
        "safety": said[-1:],
        "contact": _entries(asked, Section.CONTACT, {"contact"}),
        "plans": [one for source in PLANS for one in source(asked)],
    }
    return content, {IDENTITY, NARRATIVE}


def _chronology(asked: PrintQuery) -> tuple[Context, set[Compartment]]:
    line = timeline_of(asked.case, asked.user, asked.ring, oldest_first=True)
    items = (
        line.items
        if asked.where
        else [_without_place(one) for one in line.items if one.part is not WHEREABOUTS]
    )
    if asked.hers:
        items = [one for one in items if one.kind not in OF_DANGER]
    shown = items[-MOST_ON_PAPER:]
    content = {
        "people": [],
        "items": shown,
        "earlier": len(items) - len(shown),
        "closed_parts": ", ".join(line.closed),
        "to_ask": line.to_ask,
    }
    return content, set(parts_shown(shown))


def _without_threat(one: pages.OpenedEntry) -> pages.OpenedEntry:
    """What she agreed on and takes with her: not that she is in danger, nor from whom."""
    names = {field.name for field in one.kind.fields} - THREAT
    kept = {name: said for name, said in (one.data or {}).items() if name in names}
    return replace(one, data=kept)


def _without_place(one: TimelineItem) -> TimelineItem:
    """Of a journey that something happened, and not to whom she was given: they are somewhere."""
    return replace(one, details=(), text="") if one.kind is TimelineKind.JOURNEY else one


def _parts_of(entries: Iterable[pages.OpenedEntry]) -> set[Compartment]:
    return {one.kind.compartment for one in entries}


PAPERS: dict[PrintKind, Callable[[PrintQuery], tuple[Context, set[Compartment]]]] = {
    PrintKind.SUMMARY: _summary,
    PrintKind.PLAN: _plan,
    PrintKind.SAFETY: _safety,
    PrintKind.CHRONOLOGY: _chronology,
}
