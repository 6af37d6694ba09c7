"""The lines of journeys on the board: who travels, is about to, or is lately back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from fanal.absences.queries import whose_work
from fanal.accounts.models import Team, User
from fanal.accounts.other_hands import in_other_hands
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import CaseStatement, Custody
from fanal.core.journeys.board import BoardRow, Rhythm, rows
from fanal.core.journeys.events import LifeSign, weighed
from fanal.core.journeys.proofs import days_after
from fanal.core.journeys.state import JourneyState, PersonState, state_of
from fanal.core.journeys.tonight import Alert
from fanal.core.words import Sentence
from fanal.journeys import access
from fanal.journeys.models import Journey, JourneyCustodian, JourneyEvent, Leg
from fanal.journeys.numbers import number_of
from fanal.journeys.queries.custodian_names import came_back, last_with, with_receivers
from fanal.journeys.queries.custodians import custodian_rows
from fanal.journeys.queries.custody import Troubles, custody_troubles
from fanal.journeys.queries.departures import departures
from fanal.journeys.queries.events import events_of
from fanal.journeys.queries.places import legs_of, shown_place
from fanal.journeys.queries.signs_from_cases import with_heard
from fanal.journeys.queries.unsound import as_far_as_it_opens, travellers_lost, with_who_is_missing
from fanal.web.days_in_words import day_of


class LastSign(NamedTuple):
    """When she was heard from last, and what it was."""

    said: datetime | date
    words: Sentence


class OtherName(NamedTuple):
    """The code name of a file of hers that another team has."""

    team: str
    code: str


@dataclass(frozen=True)
class BoardLine:
    """A row of the board as shown: codes and labels, never a name.

    `team` answers for her, `offered_to` was asked to. `run_by`: the other team whose journey it is,
    of which the reader reads no more than of her.
    `known`: whether whoever holds her is more than a name. `phones`: of whoever holds her and to
    whom she was given. `alerts`: what her present state adds, with its code, since when and who
    said so; `heard`: the last sign of life that the reader opens, `custody`: who she is with,
    outside a journey, in `case`. `mine`: the reader works on her case or leads her journey.
    `known_to`: whom to ask where she is, for whoever has no key to that. `leads_to_call`: who
    leads the team that answers for her, where the reader does nothing.
    `also`: her other journeys that the reader follows, by address, where another file of hers is
    on one. `custody_closed`, `signs_closed`: who is with her, or that she was heard from, may be
    written where the reader cannot open it. `came_back`: `custodian` had her last on the way, and
    nobody has said who has her since; `held_since`: since when whoever is named has her.
    `kept`: whether her case says since who has her (`PersonState.kept`).
    `elsewhere`: she is on her way by a journey of the file that another team has of her. `others`:
    her other files, where the reader reads both teams and she stands here once.
    """

    # A screen that others walk past: codes alone, so that it may stay open in the office.
    row: BoardRow
    address: str
    code: str
    custodian: str
    place: str
    team: str = ""
    offered_to: str = ""
    known: bool = True
    phones: tuple[tuple[str, str], ...] = ()
    alerts: tuple[Alert, ...] = ()
    state: DangerState = DangerState.UNKNOWN
    since: datetime | date | None = None
    said_by: Sentence | None = None
    heard: CaseStatement | None = None
    custody: Custody | None = None
    mine: bool = False
    case: UUID | None = None
    known_to: tuple[str, ...] = ()
    run_by: str = ""
    leads_to_call: str = ""
    custody_closed: bool = False
    signs_closed: bool = False
    also: tuple[str, ...] = ()
    came_back: bool = False
    held_since: datetime | None = None
    kept: bool | None = None
    elsewhere: bool = False
    others: tuple[OtherName, ...] = ()

    @property
    def of_teams(self) -> frozenset[str]:
        return frozenset({self.team, *(other.team for other in self.others)})

    @property
    def teams(self) -> str:
        """The team that answers for her, and each other, with its name of her."""
        return " · ".join([self.team, *(f"{other.team} {other.code}" for other in self.others)])

    @property
    def last_sign(self) -> LastSign | None:
        """The later of the last sign of her row and the last that the reader opens."""
        sign, words = self.row.sign, self.heard and self.heard.sign_words
        if self.heard and words and not (sign and is_later(sign, self.heard.said)):
            return LastSign(self.heard.said, weighed(words, proves=self.heard.proves))
        return LastSign(sign.said, sign.sentence()) if sign else None

    @property
    def with_her(self) -> str:
        """Who is with her, or was last on the way where nobody has said who is since."""
        return last_with(self.custodian) if self.came_back else self.custodian

    @property
    def answers(self) -> str:
        """The team that sees to her where the reader may not: that of the journey, else of the
        case."""
        return self.run_by or ("" if self.address else self.team)


def is_later(sign: LifeSign, said: datetime | date) -> bool:
    """Whether this sign is later than what was said; of one day without its hour it is not."""
    on, day = day_of(sign.said), day_of(said)
    hours = sign.day is None and isinstance(said, datetime)
    return on > day or (on == day and hours and sign.at >= said)


def on_journeys(
    user: User, now: datetime, followed_journeys: list[tuple[Journey, JourneyState]] | None = None
) -> list[BoardLine]:
    """Return every person in preparation, on the way, or back for less than 90 days."""
    # Given by a page that has replayed them already.
    if followed_journeys is None:
        followed_journeys = list(open_journeys(access.journeys_seen_by(user)))
    ids = [journey.id for journey, _ in followed_journeys]
    # Custodians, troubles and legs of all journeys in one question each: the board is opened all
    # day, and one question per row would be some hundred (ADR 13).
    custodians = {str(row.id): row for row in custodian_rows(frozenset(ids))}
    custody, leaves = custody_troubles(followed_journeys, now, user), departures(followed_journeys)
    legs = as_far_as_it_opens(_legs, followed_journeys)
    shown = access.shown_on_the_board(user, [journey for journey, _ in followed_journeys])
    own, runs, unsafe = set(whose_work(user)), _run_by(followed_journeys, shown), in_other_hands()
    return [
        _line(
            row,
            shown[journey.id, row.person],
            address=reverse("journeys:journey", args=[journey.id]),
            run_by=runs.get(journey.team_id, ""),
            custodians=[custodians[id] for id in _with_her(state, row) if id in custodians],
            unsafe=unsafe,
            place=shown_place(journey, state, row.person, legs.get(journey.id, [])),
            leads=journey.lead_id in own,
            back=came_back(journey.kind, row.stage),
            person=state.persons[row.person],
        )
        for journey, state in followed_journeys
        for row in rows_of(journey, state, now, custody, leaves)
        if (journey.id, row.person) in shown
    ]


def _legs(found: list[tuple[Journey, JourneyState]]) -> dict[UUID, list[Leg]]:
    return legs_of([journey.id for journey, _state in found])


def open_journeys(journeys: QuerySet[Journey]) -> Iterable[tuple[Journey, JourneyState]]:
    """Return journeys that have not ended, or on which somebody is still followed; however long
    ago. Also whoever travels on one of which the events were wiped from outside."""
    # A column in place of the events: otherwise each page would replay all journeys there ever
    # were.
    rows = list(journeys.filter(followed=True))
    events = events_of(JourneyEvent.objects.filter(journey__in=[journey.id for journey in rows]))
    states = with_heard(
        (state_of(events[journey.id]), journey.ended_on is not None) for journey in rows
    )
    pairs = list(zip(rows, states, strict=True))
    # A journey of which every event was deleted from outside has nobody on it. Those who were
    # planned on it are shown as missing instead of falling off the board.
    lost = travellers_lost(pairs)
    return [(journey, with_who_is_missing(journey, state, lost)) for journey, state in pairs]


def rows_of(
    journey: Journey,
    state: JourneyState,
    now: datetime,
    custody: Troubles | None = None,
    leaves: Mapping[UUID, datetime] | None = None,
) -> list[BoardRow]:
    """Return the rows of a journey; `custody`: what stands against whoever holds each of them, or
    will; `leaves`: of `departures`."""
    rhythm = rhythm_of(journey, (leaves or {}).get(journey.id))
    return rows(state, now, rhythm, (custody or {}).get(journey.id))


def rhythm_of(journey: Journey, leaves: datetime | None = None) -> Rhythm:
    return Rhythm(
        in_preparation=timedelta(days=journey.prepare_days),
        on_the_way=timedelta(hours=journey.every_hours),
        leaves=leaves,
        day=journey.starts_on,
        after=days_after(journey.kind),
        ended=journey.ended_on is not None,
    )


def to_call(
    row: BoardRow,
    custodians: Iterable[JourneyCustodian],
    unsafe: Collection[UUID] | None = None,
) -> list[JourneyCustodian]:
    """Return whose number stands beside what to do: never of who may not take her in."""
    # A custodian against whom a red trouble stands may be the danger: nobody is led to its number.
    not_called = {trouble.custodian for trouble in row.custody if trouble.red}
    return [
        custodian
        for custodian in custodians
        if number_of(custodian, unsafe) and str(custodian.id) not in not_called
    ]


def _with_her(state: JourneyState, row: BoardRow) -> tuple[str, ...]:
    """Return who holds her, and to whom she was given without a word from there."""
    # Both sides of a hand-over that waits: one of the two has her, and nobody knows yet which.
    return (row.custodian, *state.persons[row.person].given_to)


def _line(
    row: BoardRow,
    shown: access.BoardPerson,
    *,
    address: str,
    run_by: str,
    custodians: list[JourneyCustodian],
    unsafe: Collection[UUID],
    place: str,
    leads: bool,
    back: bool,
    person: PersonState,
) -> BoardLine:
    holds = custodians[0] if custodians else None
    return BoardLine(
        row,
        address,
        shown.code_name,
        with_receivers(holds, custodians[1:]),
        place,
        shown.team,
        shown.offered_to or "",
        # Nobody at all is another line of the board than somebody of whom only a name is known.
        holds is None or holds.known,
        tuple((custodian.label, custodian.phone) for custodian in to_call(row, custodians, unsafe)),
        mine=leads,
        # Who opens the journey is led there; who does not reads which team to ask.
        run_by="" if shown.opens else run_by,
        came_back=back and holds is not None,
        # Who has her at the start had her before somebody planned her way, and nobody knows since
        # when.
        held_since=row.since if len(person.held_by) > 1 and not back else None,
        kept=person.kept,
    )


def _run_by(
    followed_journeys: list[tuple[Journey, JourneyState]],
    shown: Mapping[tuple[UUID, str], access.BoardPerson],
) -> dict[UUID, str]:
    """Return the names of the teams whose journeys the reader does not open whole."""
    closed = {journey for (journey, _person), person in shown.items() if not person.opens}
    # Mostly empty: then it costs no question.
    teams = {journey.team_id for journey, _state in followed_journeys if journey.id in closed}
    if not teams:
        return {}
    return dict(Team.objects.filter(pk__in=teams).order_by().values_list("pk", "name"))
