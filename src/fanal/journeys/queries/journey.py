"""One journey: its people, its hands, its legs, what is wrong and what to do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fanal.cases import access as cases
from fanal.core.journeys.board import Row, worst_first
from fanal.core.journeys.events import Event, Kind
from fanal.core.journeys.planning import ITEM_SAYS, Item
from fanal.core.journeys.problems import Problem
from fanal.core.journeys.reconcile import COLUMN_SAYS, Column, columns, counts_by, gaps
from fanal.core.journeys.state import JourneyState, state_of
from fanal.core.sealing.compartments import FILES
from fanal.core.words import Sentence
from fanal.journeys.models import Journey, Leg, Paper
from fanal.journeys.queries.board import rows_of
from fanal.journeys.queries.events import events_of


@dataclass(frozen=True)
class Seen:
    """A journey as a page shows it; `codes` of people and `labels` of hands by id."""

    journey: Journey
    state: JourneyState
    rows: list[Row]
    codes: dict[str, str]
    labels: dict[str, str]

    def named(self, persons: Any) -> list[str]:
        return sorted(self.codes.get(person, "?") for person in persons)

    def people(self, only: Any = None) -> list[tuple[str, str]]:
        """Choices for a form, by code."""
        wanted = self.codes if only is None else only
        return sorted(((one, self.codes[one]) for one in wanted), key=lambda pair: pair[1])


def seen(journey: Journey, now: datetime) -> Seen:
    state = state_of(events_of(journey.happenings.all())[journey.id])
    codes = {
        str(row.person_id): row.person.code_name
        for row in journey.travellers.select_related("person")
    }
    labels = {str(one.id): one.label for one in journey.hands.all()}
    return Seen(journey, state, worst_first(rows_of(journey, state, now)), codes, labels)


def cases_by_person(journey: Journey, user: Any) -> dict[str, str]:
    """The case in which each travels, where `user` may open its documents: ids of persons to ids of
    cases."""
    rows = journey.travellers.filter(case__in=cases.cases_with(user, FILES))
    return {str(person): str(case) for person, case in rows.values_list("person", "case")}


@dataclass(frozen=True)
class Trouble:
    problem: Problem
    who: list[str]


def troubles(found: Seen) -> list[Trouble]:
    """Red ones first."""
    ordered = sorted(found.state.problems, key=lambda problem: not problem.red)
    return [Trouble(problem, found.named(problem.persons)) for problem in ordered]


@dataclass(frozen=True)
class Waiting:
    """A hand-over that the receiving side has not confirmed to the end."""

    handover: str
    giver: str
    receiver: str
    persons: list[tuple[str, str]]


def waiting(found: Seen) -> list[Waiting]:
    open_ones = {
        problem.handover: problem.persons
        for problem in found.state.problems
        if problem.trouble == "not_confirmed"
    }
    given = {e.handover: e for e in reversed(found.state.events) if e.kind is Kind.GIVEN}
    return [
        Waiting(
            handover,
            found.labels.get(given[handover].hands, ""),
            found.labels.get(given[handover].to, ""),
            found.people(persons),
        )
        for handover, persons in open_ones.items()
    ]


def waiting_first(found: Seen, handover: str) -> list[tuple[str, str]]:
    """Everybody of the journey, those whom this hand-over waits for before the others."""
    waits = {key for one in waiting(found) if one.handover == handover for key, _ in one.persons}
    return sorted(found.people(), key=lambda pair: pair[0] not in waits)


@dataclass(frozen=True)
class Stretch:
    leg: Leg
    leaves: datetime
    arrives: datetime


def legs(journey: Journey) -> list[Stretch]:
    rows = journey.legs.select_related("start", "end", "crossing", "hands")
    found = []
    for row in rows:
        leaves, arrives = (datetime.fromisoformat(one) for one in json.loads(row.times))
        found.append(Stretch(row, leaves, arrives))
    return found


def papers(journey: Journey) -> list[Paper]:
    rows = Paper.objects.filter(traveller__journey=journey)
    return list(rows.select_related("traveller__person", "held_by"))


def go_list(journey: Journey) -> list[tuple[Item, Sentence, bool | None]]:
    answers = dict(journey.answers.values_list("item", "yes"))
    return [(item, ITEM_SAYS[item], answers.get(item)) for item in Item]


@dataclass(frozen=True)
class Counted:
    columns: list[tuple[Sentence, int]]
    gaps: list[tuple[Sentence, Sentence, list[tuple[str, str]]]]
    by_nationality: list[tuple[str, list[tuple[Sentence, int]]]]


def counted(found: Seen) -> Counted:
    """The reconciliation of a group: numbers of each column, and who is missing between two."""
    by_column = columns(found.state)
    nationality = {str(row.person_id): row.nationality for row in found.journey.travellers.all()}
    groups = counts_by(found.state, nationality)
    return Counted(
        [(COLUMN_SAYS[column], len(by_column[column])) for column in Column],
        [
            (COLUMN_SAYS[gap.before], COLUMN_SAYS[gap.after], found.people(gap.persons))
            for gap in gaps(found.state)
        ],
        [
            (name, [(COLUMN_SAYS[column], row[column]) for column in Column])
            for name, row in groups.items()
        ],
    )


def story_of(found: Seen, person: str) -> list[tuple[Event, str, str]]:
    """What is known of one person, in order: event, hands, to whom."""
    return [
        (event, found.labels.get(event.hands, ""), found.labels.get(event.to, ""))
        for event in found.state.events
        if person in event.persons
    ]
