"""What the first screen of a case shows to one reader. Each rule stands in its own module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import Case, Task
from fanal.cases.queries import pages, records
from fanal.cases.queries.other_cases import OtherCase, others_of
from fanal.cases.queries.pages import Concerned, OpenedEntry
from fanal.cases.queries.present import VisibleState, states_of
from fanal.cases.queries.statements import (
    SAID_IN,
    AlreadyRead,
    CaseInReach,
    links_among,
    of_which,
    reach_of,
)
from fanal.cases.queries.story import (
    HELD,
    LAW,
    REFERRALS,
    NextDate,
    StoryItem,
    StoryQuery,
    next_dates,
    told_by,
)
from fanal.cases.queries.story_entries import (
    ContactRule,
    Goal,
    StoryEntries,
    due,
    entries_read,
    hearings,
    story_entries,
    text_of,
)
from fanal.core.casework.consent import ConsentPurpose, GivenBy
from fanal.core.casework.present import WORST_FIRST, DangerState
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.core.words import say
from fanal.people.exclusion import files_and_cases_of
from fanal.web.typing import Context

CONSENT_ENDS_SOON = timedelta(days=30)
FOR_LAW = frozenset({ConsentPurpose.LEGAL_ACTION, ConsentPurpose.INTERVIEW})


@dataclass(frozen=True)
class PersonNow:
    """Somebody of the case, her age where the reader may know it, and her present state. `closed`:
    what was said of her here is not open to the reader, by right or for want of a key."""

    concerned: Concerned
    seen: VisibleState
    several: bool
    closed: bool = False


@dataclass(frozen=True)
class FirstScreen:
    """The lines of her story. What is empty is not shown, but for where she is, her last sign of
    life, how to reach her, and consent."""

    people: list[PersonNow]
    contact: list[ContactRule]
    contact_closed: bool
    dates: list[NextDate]
    consents: list[Context]
    not_asked: list[PersonNow]
    referrals: list[StoryItem]
    goals: list[Goal]
    goals_closed: bool
    law: list[StoryItem]
    others: list[OtherCase]
    held: list[StoryItem]
    proceedings: list[OpenedEntry]
    health: list[OpenedEntry]
    latest: list[OpenedEntry]
    tasks: list[Context]

    @property
    def in_danger(self) -> bool:
        return any(one.seen.in_danger for one in self.people)


def first_screen(asked: StoryQuery, people: list[PersonNow], read: AlreadyRead) -> FirstScreen:
    """Everything that it shows, each line from the module that knows it."""
    case = asked.case
    asked = replace(
        asked,
        people=tuple(one.concerned.link.person for one in people),
        born={one.concerned.link.person_id: one.concerned.born for one in people
              if one.concerned.born},
    )  # fmt: skip
    rights = asked.rights
    entries = story_entries(case, read.entries, asked.ring, rights.opens)
    said = records.consents(case, asked.ring, rights.opens, read.related)
    tasks = pages.tasks_of(case, asked.today, None if rights.works else asked.user)
    own = [*_of_tasks(tasks), *_of_signs(people), *_of_consents(said, asked.today), *_of(entries)]
    return FirstScreen(
        people=people,
        contact=entries.contact,
        contact_closed=IDENTITY not in rights.opens or entries.is_closed("contact"),
        goals_closed=entries.is_closed("goal"),
        dates=[] if case.closed else next_dates(asked, own),
        consents=at_a_glance(said, only=None if rights.works else FOR_LAW),
        not_asked=_not_asked(said, people),
        referrals=told_by(REFERRALS, asked),
        goals=entries.goals,
        law=told_by(LAW, asked),
        others=others_of(case, read.reach),
        held=told_by(HELD, asked) if case.closed else [],
        proceedings=entries.of("legal"),
        health=entries.of("health") if rights.emergency else [],
        latest=entries.latest,
        tasks=tasks,
    )


def people_of(asked: StoryQuery) -> tuple[list[PersonNow], AlreadyRead]:
    """Whom the case concerns, the most serious first; and what was read for it of their cases."""
    case, opens = asked.case, asked.rights.opens
    # Her details as well: the line of the law reads them.
    rows = list(case.concerns.select_related("person__details"))
    ids = [row.person_id for row in rows if not row.of_family]
    read = _read(asked, ids)
    states = states_of(ids, asked.user, asked.ring, asked.now, read)
    found = pages.with_ages(rows, case, asked.ring, opens, asked.today)
    people = [
        PersonNow(one, seen, len(ids) > 1, any(e.case.id == case.id for e in seen.unopened))
        for one in found
        if not one.link.of_family
        for seen in [states[one.link.person_id]]
    ]
    return sorted(people, key=lambda one: WORST_FIRST.index(one.seen.code)), read


def _read(asked: StoryQuery, people: list[UUID]) -> AlreadyRead:
    """Every case of theirs, and the entries for all lines of the page; `folders`: for all its keys
    to be fetched together, once it is known which calls are about them."""
    case = asked.case.id
    known = files_and_cases_of(case)
    links = links_among(people, known)
    reach = _reach(asked, {one.case_id for one in links})
    entries = entries_read(asked.case, asked.rights.opens, of_which(NARRATIVE, reach))
    related = {case: {case, *(one.case for one in known if one.case)}}
    folders = frozenset([*people, case, *(one.case.id for one in reach if one.opens)])
    return AlreadyRead(links, reach, entries, related, folders, asked.read)


def _reach(asked: StoryQuery, cases: set[UUID]) -> list[CaseInReach]:
    """Of the case itself the rights are known already; nobody asks for others where there are
    none."""
    own = [CaseInReach(asked.case, True, asked.rights.opens & set(SAID_IN))]
    others = reach_of(cases - {asked.case.id}, asked.user)
    return sorted(
        [*(own if asked.case.id in cases else ()), *others],
        key=lambda one: (one.case.opened_on, one.case.id),
    )


def call_waits(case: Case, people: Iterable[PersonNow]) -> bool:
    """Whether a call of this case could not wait, and nobody has said yet how safe she is."""
    open_ones = [one.seen for one in people if one.seen.code is DangerState.UNKNOWN]
    if all(seen.state.holds for seen in open_ones):
        return False
    return bool(case.signals.filter(signal__urgent=True).exists())


def at_a_glance(said: Iterable[Context], only: frozenset[ConsentPurpose] | None) -> list[Context]:
    """The last answer of each person to each purpose, for each recipient; some purposes `only`."""
    found: dict[tuple[object, ...], Context] = {}
    for one in said:
        row = one["row"]
        key = row.person_id, row.purpose, row.partner or row.recipient, row.data_class
        if not one["corrected"] and (only is None or one["purpose"] in only):
            found.setdefault(key, one)
    return list(found.values())


def _not_asked(said: Iterable[Context], people: Iterable[PersonNow]) -> list[PersonNow]:
    """Of whom nothing is written that she answered herself."""
    asked = {one["row"].person_id for one in said if one["given_by"] is GivenBy.HERSELF}
    return [one for one in people if one.concerned.link.person_id not in asked]


def _of_tasks(tasks: Iterable[Context]) -> Iterator[NextDate]:
    for one in tasks:
        task: Task = one["task"]
        if task.due:
            yield NextDate(_with_hour(task.due, task.hour), task.title)


def _with_hour(day: date, hour: time | None) -> datetime | date:
    return timezone.make_aware(datetime.combine(day, hour)) if hour else day


def _of_signs(people: Iterable[PersonNow]) -> Iterator[NextDate]:
    for one in people:
        if due_at := one.seen.state.next_due:
            who = one.concerned.link.person.code_name if one.several else ""
            yield NextDate(
                due_at, say("{who}: sign of life", who=who) if who else say("sign of life")
            )


def _of_consents(said: Iterable[Context], today: date) -> Iterator[NextDate]:
    """Consents that still hold and end soon."""
    for one in said:
        until = one["row"].until
        if until and one["state"].allows and until <= today + CONSENT_ENDS_SOON:
            yield NextDate(until, say("consent ends: {purpose}", purpose=one["purpose"].sentence()))


def _of(entries: StoryEntries) -> Iterator[NextDate]:
    for one in due(entries, ("visit", "action")):
        what = text_of(one, "what") or one.kind.title
        yield NextDate(one.entry.due or one.entry.made_on, what)
    for day in hearings(entries):
        yield NextDate(day, say("hearing"))
