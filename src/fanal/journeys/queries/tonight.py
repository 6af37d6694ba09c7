"""Who is where tonight: everybody with an open case, and everybody on a journey.

In a constant number of queries. Codes are read without a key for all; what was said, with its hour,
is opened only for the people of the page that is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.models.state import Stored
from fanal.cases.queries.codes import told_of
from fanal.cases.queries.present import VisibleState, states_of
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.journeys.board import CALL, NO_SIGN, Colour, worst_first
from fanal.core.journeys.state import JourneyState
from fanal.core.journeys.tonight import StoredState, on_a_journey, without_journey
from fanal.core.words import Sentence, say
from fanal.journeys import access
from fanal.journeys.models import Journey
from fanal.journeys.queries.board import BoardLine, on_journeys
from fanal.journeys.queries.known_places import known_to
from fanal.keys.ring import Ring
from fanal.people.queries import last_of, merged_of
from fanal.sharing.queries.fallen import fallen_referrals
from fanal.web.words import translated


@dataclass(frozen=True)
class TonightBoard:
    """`lines` of all, the worst first; `unheld`: those for whom nobody answers."""

    lines: list[BoardLine]
    red: int
    amber: int
    danger: int
    unheld: int
    by_hands: list[tuple[str, int]]


def board(
    user: User, now: datetime, found: list[tuple[Journey, JourneyState]] | None = None
) -> TonightBoard:
    """Everybody whom this user may see on it. `found`: the journeys, where they were read."""
    travelling, cases = on_journeys(user, now, found), access.with_open_cases(user)
    into = merged_of()
    files = {UUID(line.row.person): last_of(UUID(line.row.person), into) for line in travelling}
    files |= {one.person: last_of(one.person, into) for one in cases}
    told = told_of(list(files), now.date(), into)
    own = set(whose_work(user))
    works = {files[one.person] for one in cases if one.worker in own}
    lines = [_travelling(line, told, files, works) for line in travelling]
    on_the_way = {files[UUID(line.row.person)] for line in travelling}
    lines += _without_journey(cases, told, files, on_the_way, works)
    return _counted(_with_fallen(lines, user, now))


def _with_fallen(lines: list[BoardLine], user: User, now: datetime) -> list[BoardLine]:
    """Whoever was referred to a partner that has fallen in trust since is to be looked at today."""
    found = {
        str(one.referral.person_id): Sentence(FALLEN.template, {"who": one.referral.partner.name})
        for one in fallen_referrals(user, now)
    }
    return [
        _in_amber(line, found[line.row.person]) if line.row.person in found else line
        for line in lines
    ]


FALLEN = say("Referred to {who}, in whom trust has fallen.")


def _in_amber(line: BoardLine, why: Sentence) -> BoardLine:
    worst = Colour.RED if line.row.colour is Colour.RED else Colour.AMBER
    return replace(line, row=replace(line.row, colour=worst, why=(*line.row.why, why)))


def _travelling(
    line: BoardLine, told: Mapping[UUID, Stored], files: Mapping[UUID, UUID], works: set[UUID]
) -> BoardLine:
    person = UUID(line.row.person)
    known = told[person]
    row, alerts = on_a_journey(line.row, _standing(known))
    mine = line.mine or files[person] in works
    return replace(line, row=row, alerts=alerts, state=known.code, since=known.since, mine=mine)


def _standing(known: Stored) -> StoredState:
    return StoredState(known.code, known.since, known.due, known.custody)


def _without_journey(
    cases: Iterable[access.OnTheBoard],
    told: Mapping[UUID, Stored],
    files: Mapping[UUID, UUID],
    on_the_way: set[UUID],
    works: set[UUID],
) -> list[BoardLine]:
    """One line a person, however many open cases she has; of her first case."""
    lines: dict[UUID, BoardLine] = {}
    for one in cases:
        file = files[one.person]
        if file not in on_the_way and file not in lines:
            lines[file] = _of_case(one, told[one.person], file in works)
    return list(lines.values())


def _of_case(one: access.OnTheBoard, told: Stored, mine: bool) -> BoardLine:
    row, alerts = without_journey(str(one.person), _standing(told))
    return BoardLine(
        row=row,
        address=reverse("cases:case", args=[one.case]) if one.opens else "",
        code=one.code_name,
        hands=translated((told.custody or Custody.NOBODY).sentence()),
        place="",
        team=one.team,
        offered_to=one.offered_to or "",
        known=told.custody is not None,
        custody=told.custody,
        alerts=alerts,
        state=told.code,
        since=told.since,
        mine=mine,
        case=one.case if one.opens else None,
    )


# ── Order, numbers ───────────────────────────────────────────────────────────
def _counted(lines: list[BoardLine]) -> TonightBoard:
    order = {row.person: number for number, row in enumerate(worst_first(x.row for x in lines))}
    lines.sort(key=lambda line: (not line.state.counts_as_danger, order[line.row.person]))
    hands: dict[str, int] = {}
    for line in lines:
        hands[line.hands] = hands.get(line.hands, 0) + 1
    colours = [line.row.colour for line in lines]
    return TonightBoard(
        lines,
        colours.count(Colour.RED),
        colours.count(Colour.AMBER),
        sum(line.state.counts_as_danger for line in lines),
        sum(map(is_unheld, lines)),
        sorted(hands.items(), key=lambda pair: (-pair[1], pair[0])),
    )


def is_unheld(line: BoardLine) -> bool:
    """Whether nobody answers for her: a journey says who does."""
    return line.row.stage is None and Custody.nobody_answers(line.custody)


def red_of(line: BoardLine) -> list[tuple[Sentence, Sentence, dict[str, str]]]:
    """What is red, what to do about it, and whom to call for it."""
    nobody: dict[str, str] = {}
    custody = [(one.sentence, one.to_do, nobody) for one in line.row.custody if one.red]
    # Whoever may not hold her is not called: it is for two of us to decide what comes next.
    phones = {} if custody else dict(line.phones)
    red = [(one.sentence, _to_do(line, one.to_do), phones) for one in line.alerts if one.red]
    for one in line.row.problems:
        if one.red:
            red.append((one.sentence, custody[0][1] if custody else one.to_do, phones))
    red += custody
    if not red and line.row.colour is Colour.RED:
        red = [(NO_SIGN, CALL, phones)]
    return red


def _to_do(line: BoardLine, for_who_works: Sentence) -> Sentence:
    """Who opens no case, as the director, calls the team that does."""
    return for_who_works if line.address else say("Call the team: {team}.", team=line.team)


# ── Filters, hours ───────────────────────────────────────────────────────────
def shown_by(lines: Iterable[BoardLine], which: str) -> list[BoardLine]:
    """The lines that a filter keeps; all of them for a filter that does not exist."""
    keeps: Callable[[BoardLine], bool] = {
        "mine": lambda line: line.mine,
        "danger": lambda line: line.state.counts_as_danger,
        "unheld": is_unheld,
        "journey": lambda line: line.row.stage is not None,
        "case": lambda line: line.row.stage is None,
    }.get(which, lambda _line: True)
    return [line for line in lines if keeps(line)]


def with_hours(lines: list[BoardLine], user: User, ring: Ring, now: datetime) -> list[BoardLine]:
    """The lines of one page with what was said of these people, where the reader may open it."""
    people = {UUID(line.row.person) for line in lines if _says_more(line)}
    seen = states_of(people, user, ring, now) if people else {}
    lines = [
        _with_hours(line, seen[UUID(line.row.person)]) if UUID(line.row.person) in seen else line
        for line in lines
    ]
    asked = known_to({line.case for line in lines if line.case and not line.place}, user)
    return [
        replace(line, known_to=tuple(asked[line.case])) if line.case in asked else line
        for line in lines
    ]


def _says_more(line: BoardLine) -> bool:
    return line.row.stage is None or line.state is not DangerState.UNKNOWN


def _sooner(line: BoardLine, due: datetime | None) -> BoardLine:
    """Who is in danger is to be heard from within hours, whatever the rhythm of her journey is."""
    if due is None or (line.row.due is not None and line.row.due <= due):
        return line
    return replace(line, row=replace(line.row, due=due))


def _with_hours(line: BoardLine, seen: VisibleState) -> BoardLine:
    state = seen.state
    said_by = state.holds.source.sentence() if state.holds and line.alerts else None
    line = replace(line, since=state.since or line.since, said_by=said_by)
    if line.row.stage is not None:
        return _sooner(line, state.next_due) if line.state.counts_as_danger else line
    place = state.place.answer if state.place else ""
    said = str(state.custodian.answer) if state.custodian else line.hands
    hands = translated(Custody(said).sentence()) if said in set(Custody) else said
    row = replace(line.row, due=state.next_due)
    return replace(line, row=row, hands=hands, place=str(place), heard=state.last_sign)
