"""The board: who each person is with tonight. One row a person, the worst first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from fanal.core.journeys.custody import CustodyTrouble
from fanal.core.journeys.events import LifeSign
from fanal.core.journeys.problems import Problem
from fanal.core.journeys.proofs import DAYS, FOLLOWED, Met, next_proof, proofs
from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState
from fanal.core.words import LabelledEnum, Sentence, say

SOON = timedelta(days=1)
# On the way the rhythm is of hours: a day's notice would keep every row amber from one sign to the
# next.
SOON_ON_THE_WAY = timedelta(minutes=45)

NO_SIGN = say("Not heard from since the time agreed.")
CALL = say(
    "Call her and those who are with her now, by the rules of contact. Note who was "
    "seen or spoken to. If nobody answers, call the lead and open the file of a missing "
    "person."
)


NOT_LEFT = say("She was to have left by now, and nobody has said whether she did.")


class Colour(LabelledEnum):
    RED = "red", say("act now")
    AMBER = "amber", say("look at it today")
    GREEN = "green", say("as planned")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long may pass without a sign of life, while in preparation and on the way. From the hour
    at which they were to leave (`leaves`) that of the way holds, though nobody said that they did:
    either they are on the way unheard, or they wait and nobody changed the plan. `day`: the one for
    which it is planned; without an hour it counts until its end. `after`: the days after she is
    back on which a proof of life is due. A journey that has `ended` has no row for whoever never
    left, nor, without any such day, for whoever is back."""

    in_preparation: timedelta = timedelta(days=7)
    on_the_way: timedelta = timedelta(hours=6)
    leaves: datetime | None = None
    day: date | None = None
    after: tuple[int, ...] = DAYS
    ended: bool = False


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A row of the board. `why` holds what makes it red or amber; `due` is when the next sign of
    life is due; `custody` what stands against whoever holds her, or will. Without a journey there
    is no stage."""

    person: str
    stage: JourneyStage | None
    custodian: str
    since: datetime | None
    sign: LifeSign | None
    due: datetime | None
    colour: Colour
    why: tuple[Sentence, ...]
    problems: tuple[Problem, ...]
    custody: tuple[CustodyTrouble, ...] = ()


Custody = Mapping[str, tuple[CustodyTrouble, ...]]


def rows(
    state: JourneyState, now: datetime, rhythm: Rhythm, custody: Custody | None = None
) -> list[BoardRow]:
    """Return the rows of one journey: everybody who has not left and is not followed to the end."""
    found = custody or {}
    return [
        _row(one, state.problems_of(one.person), found.get(one.person, ()), now, rhythm)
        for one in followed(state, now, rhythm, found)
    ]


def followed(
    state: JourneyState, now: datetime, rhythm: Rhythm, custody: Custody | None = None
) -> list[PersonState]:
    """Return those of a journey who have a row on the board."""
    # Worked out before the rows: whoever is red stays on the board although her journey has ended.
    red = {person for problem in state.problems if problem.red for person in problem.persons}
    red |= {who for who, found in (custody or {}).items() if any(one.red for one in found)}
    return [one for one in state.persons.values() if _followed(one, now, rhythm, one.person in red)]


type Urgency = tuple[int, bool, float, str]


def worst_first(all_rows: Iterable[BoardRow]) -> list[BoardRow]:
    """Return red before amber before green; among the red, a hand-over before a
    missed sign of life."""
    return sorted(all_rows, key=urgency)


def alike(rows: Iterable[BoardRow]) -> list[list[BoardRow]]:
    """Return rows that say the same of several people together, in the order of the first of each.

    Of twenty people on one bus whoever looks reads one row, and sees who differs.
    """
    together: dict[tuple[object, ...], list[BoardRow]] = {}
    for row in rows:
        together.setdefault(_what_is_said(row), []).append(row)
    return list(together.values())


def _what_is_said(row: BoardRow) -> tuple[object, ...]:
    """Everything of a row but the person, times to the minute, as pages show them."""
    sign = row.sign and (row.sign.sign, _minute(row.sign.said))
    return row.stage, row.custodian, sign, _minute(row.due), row.colour, row.why


def _minute(moment: datetime | date | None) -> datetime | date | None:
    if isinstance(moment, datetime):
        return moment.replace(second=0, microsecond=0)
    return moment


def urgency(row: BoardRow) -> Urgency:
    """Return the sort key of a row among all: the smaller, the nearer to the top."""
    # Between two custodians nobody at all may be looking for her; after a missed sign somebody is.
    between_custodians = any(problem.red for problem in row.problems) or any(
        one.red for one in row.custody
    )
    order, when = list(Colour), row.due or row.since
    # Without any hour she sorts behind the others of her colour, never before them.
    at = when.timestamp() if when else float("inf")
    return order.index(row.colour), not between_custodians, at, row.person


def due_of(one: PersonState, now: datetime, rhythm: Rhythm) -> datetime | None:
    """Return when the next sign of life is due; a person back for good owes none after the last
    proof, and whoever is kept since the journey ended is asked for by her case."""
    if one.stage is JourneyStage.RETURNED and one.returned_at is not None:
        proof = next_proof(proofs(one.returned_at.date(), one.signs, now.date(), rhythm.after))
        return None if proof is None else _end_of(proof.due, now)
    if rhythm.ended and one.kept:
        return None
    # Proofs alone: a message or hearsay may come from whoever took her telephone, and would put the
    # alarm off.
    heard = one.last_proof.at if one.last_proof else one.since
    if one.stage is not JourneyStage.IN_PREPARATION:
        return heard + rhythm.on_the_way
    due = heard + rhythm.in_preparation
    # The earlier of the two: a plan for the far future does not stretch the rhythm of preparation.
    if rhythm.leaves is None:
        return due
    return min(due, max(heard, rhythm.leaves) + rhythm.on_the_way)


def not_heard_from(one: PersonState, now: datetime, rhythm: Rhythm) -> bool:
    """Whether a sign of life was due before now."""
    due = due_of(one, now, rhythm)
    return due is not None and due < now


def should_have_left(stage: JourneyStage, now: datetime, rhythm: Rhythm) -> bool:
    """Whether the hour or the day is over, and nobody said that she left, or that the journey was
    moved or called off."""
    if rhythm.ended or stage is not JourneyStage.IN_PREPARATION:
        return False
    # A plan that names only a day is late once the whole day is over, not at its midnight.
    by = rhythm.leaves or (_end_of(rhythm.day, now) if rhythm.day else None)
    return by is not None and by < now


def _followed(one: PersonState, now: datetime, rhythm: Rhythm, red: bool) -> bool:
    if one.stage is JourneyStage.LEFT:
        return False
    if rhythm.ended and (one.stage is JourneyStage.IN_PREPARATION or not rhythm.after):
        # The end of a journey is a form that somebody saved. It takes nobody off the board who is
        # red, on the way or between two custodians.
        return red or one.stage is JourneyStage.ON_THE_WAY or bool(one.given_to)
    if rhythm.ended and one.kept and one.stage is JourneyStage.ON_THE_WAY:
        # Whoever has her since asks for the next sign of life by the rhythm of her case.
        return red or bool(one.given_to)
    if one.returned_at is None or now - one.returned_at <= FOLLOWED:
        return True
    # A proof that was never given keeps her on the board, for years if need be: only two who say
    # that she goes on without us take her off it.
    all_three = proofs(one.returned_at.date(), one.signs, now.date())
    return any(proof.met is not Met.MET for proof in all_three)


def _row(
    one: PersonState,
    problems: tuple[Problem, ...],
    custody: tuple[CustodyTrouble, ...],
    now: datetime,
    rhythm: Rhythm,
) -> BoardRow:
    due = due_of(one, now, rhythm)
    # The order in which they are read: in whose hands she is comes before how late the next call
    # is.
    why = [(trouble.red, trouble.sentence) for trouble in custody if trouble.shown]
    why += [(problem.red, problem.sentence) for problem in problems]
    soon = SOON_ON_THE_WAY if _moves(one, due, rhythm) else SOON
    why += [(False, NOT_LEFT)] if should_have_left(one.stage, now, rhythm) else []
    why += _lateness(due, now, soon)
    colour = Colour.GREEN
    if why:
        colour = Colour.RED if any(red for red, _ in why) else Colour.AMBER
    return BoardRow(
        one.person,
        one.stage,
        one.custodian,
        one.since,
        one.last_sign,
        due,
        colour,
        tuple(sentence for _, sentence in why),
        problems,
        custody,
    )


def _moves(one: PersonState, due: datetime | None, rhythm: Rhythm) -> bool:
    """Whether the rhythm of the way is the one by which she is to be heard from."""
    if one.stage is JourneyStage.IN_PREPARATION:
        # Due times with and without the hour of leaving differ exactly where that hour set it.
        return due != due_of(one, due, replace(rhythm, leaves=None)) if due else False
    return one.stage is JourneyStage.ON_THE_WAY


def _lateness(
    due: datetime | None, now: datetime, soon: timedelta
) -> Iterator[tuple[bool, Sentence]]:
    if due is None:
        return
    if due < now:
        yield True, NO_SIGN
    elif due - now <= soon:
        yield False, say("A sign of life is due soon.")


def _end_of(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(23, 59), now.tzinfo)
