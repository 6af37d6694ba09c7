"""What a director reads of the board: numbers, and what is red by office, without a name."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.reachable import leads_to_call
from fanal.accounts.models import User
from fanal.cases.queries.last_contact import said_what_became
from fanal.cases.queries.today.rows import HomeCount, TodayRow, WholeBoard
from fanal.core.journeys.board import Colour
from fanal.core.journeys.planning import COMES_TO_US
from fanal.core.journeys.proofs import DAYS, FOLLOWED, Met, proofs
from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState, state_of
from fanal.core.journeys.tonight import is_unheld
from fanal.core.words import Sentence
from fanal.journeys import access
from fanal.journeys.models import Journey, JourneyEvent
from fanal.journeys.queries.board import BoardLine
from fanal.journeys.queries.events import events_of
from fanal.journeys.queries.open_people import OnBoard, needs_somebody
from fanal.journeys.queries.signs_from_cases import with_heard
from fanal.journeys.queries.today.danger import GivenAt, began, worst_of
from fanal.journeys.queries.tonight import red_of
from fanal.people.queries import last_of, merged_of
from fanal.web.days_in_words import since
from fanal.web.words import translated

A_YEAR = timedelta(days=365)


def is_red(one: OnBoard) -> bool:
    """Whether the director's page says something of her."""
    return one.row.colour is Colour.RED or one.told.code.counts_as_danger


def _files_of(lines: list[BoardLine]) -> frozenset[UUID]:
    into = merged_of() if lines else {}
    return frozenset(last_of(UUID(line.row.person), into) for line in lines)


def whole_board(
    user: User,
    lines: list[BoardLine],
    in_rows: list[BoardLine],
    waits: Collection[str],
    journeys: Sequence[tuple[Journey, JourneyState]],
    given: GivenAt,
    now: datetime,
) -> WholeBoard:
    """Return the counts of all these lines, and the rows of some. `waits`: who
    was handed over and is not said to have arrived."""
    danger = [line for line in lines if line.state.counts_as_danger]
    return WholeBoard(
        danger=len(danger),
        in_danger=_files_of(danger),
        danger_is_new=sum(_red_since(line) >= now.date() - timedelta(days=1) for line in danger),
        given=len(waits),
        given_since=min((at for who, at in given.items() if who in waits), default=None),
        home=_home_count(user, journeys, now),
        red=tuple(_red_rows(user, in_rows, given, now)),
        address=reverse("journeys:board"),
    )


def _red_since(line: BoardLine) -> date:
    first = line.since or date.min
    return first.date() if isinstance(first, datetime) else first


# ── Red, without a name ──────────────────────────────────────────────────────
class RedKind(NamedTuple):
    team: str
    says: Sentence


def _red_rows(
    user: User, lines: list[BoardLine], given: GivenAt, now: datetime
) -> Iterable[TodayRow]:
    """Return one row for each office and trouble: how many people, since when, and its leads.
    Everybody who is red on the board counts, as there."""
    about: dict[RedKind, list[BoardLine]] = {}
    for line in lines:
        if line.row.colour is Colour.RED:
            about.setdefault(RedKind(line.team, worst_of(line)), []).append(line)
    leads = _leads(user) if about else {}
    return [_row(kind, some, leads.get(kind.team, []), given, now) for kind, some in about.items()]


def _row(
    kind: RedKind, some: list[BoardLine], leads: list[str], given: GivenAt, now: datetime
) -> TodayRow:
    people = ngettext("{n} person", "{n} people", len(some)).format(n=len(some))
    days = [begun for line in some if (begun := began(line, given, now))]
    first = min((day.date() if isinstance(day, datetime) else day for day in days), default=None)
    return TodayRow(
        f"{reverse('journeys:board')}?{urlencode({'show': _filter(some), 'team': kind.team})}",
        _("{team}: {people}, {what}").format(
            team=kind.team, people=people, what=translated(kind.says)
        ),
        more=capfirst(_("Lead: {who}").format(who=", ".join(leads))) if leads else "",
        when=_("since {day}").format(day=since(first, now.date())) if first else "",
        tone="danger",
    )


def _filter(some: list[BoardLine]) -> str:
    """Return what the board is narrowed to, with all of these on it."""
    if all(line.state.counts_as_danger for line in some):
        return "danger"
    if not all(is_unheld(line.row.stage, line.custody, back=line.came_back) for line in some):
        return ""
    # "alone" leaves out of whom something else is red.
    return "unheld" if any(map(_needs_somebody, some)) else "alone"


def _needs_somebody(line: BoardLine) -> bool:
    return needs_somebody(line.state, (sentence for sentence, *_rest in red_of(line)))


def _leads(user: User) -> dict[str, list[str]]:
    found = leads_to_call(None, reader=user)
    return {team.name: names for team, names in found.items()}


# ── Home ─────────────────────────────────────────────────────────────────────
def _home_count(
    user: User, journeys: Sequence[tuple[Journey, JourneyState]], now: datetime
) -> HomeCount:
    """Return the count of everybody who came home within a year, whether still followed or not:
    whoever was fetched, or came back from a court, is with us. Of those of before, who was lost."""
    ended = access.journeys_for(user).filter(
        Q(ended_on=None) | Q(ended_on__gte=now.date() - A_YEAR), followed=False
    )
    ids = [journey.id for journey in ended.order_by() if journey.kind not in COMES_TO_US]
    events = events_of(JourneyEvent.objects.filter(journey__in=ids))
    states = [state for journey, state in journeys if journey.kind not in COMES_TO_US]
    states += with_heard((state_of(events[id]), True) for id in ids)
    count, before = Counter[str](), dict[UUID, date]()
    for who, (person, back) in _returned(states).items():
        known = _known_of(person, back.date(), now)
        if now - back <= A_YEAR:
            count[known] += 1
        elif known == "lost":
            before[who] = back.date() + FOLLOWED
    return HomeCount(**count, lost_longer=len(before.keys() - said_what_became(before)))


def _returned(states: Iterable[JourneyState]) -> dict[UUID, tuple[PersonState, datetime]]:
    """Return each person once, whatever journeys and files are hers: with her last return."""
    into, last = merged_of(), dict[UUID, tuple[PersonState, datetime]]()
    for state in states:
        for person in state.persons.values():
            who, back = last_of(UUID(person.person), into), person.returned_at
            if back and (who not in last or last[who][1] < back):
                last[who] = person, back
    return last


def _known_of(person: PersonState, returned: date, now: datetime) -> str:
    """Return what is known by the three proofs of life: a last one that never came is not a late
    one any more, unless somebody spoke to her since, which proves nothing."""
    if person.stage is JourneyStage.LEFT:
        return "left"
    all_three = proofs(returned, person.signs, now.date())
    late = [proof for proof in all_three if proof.met is Met.OVERDUE]
    if late:
        spoken = any(
            sign.sign.reached and not sign.doubted and sign.on > late[-1].due
            for sign in person.signs
        )
        return "lost" if late[-1].day == DAYS[-1] and not spoken else "late"
    return "seen" if any(proof.met is Met.MET for proof in all_three) else "not_due"
