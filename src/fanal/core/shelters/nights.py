"""The night count: who was expected, who was seen, by two people who counted apart.

It is about fire and rescue, not about control. Where the two differ, both are shown and somebody
looks again; who is not seen is told to a lead at once, and a child who is not seen is in danger.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from fanal.core.shelters.timers import ShelterTimer
from fanal.core.words import LabelledEnum, say


class NightFinding(LabelledEnum):
    """The finding of one person on one resident, in one evening."""

    SEEN = "seen", say("seen")
    AWAY = "away", say("away, as agreed")
    HOSPITAL = "hospital", say("in hospital")
    NOT_SEEN = "not_seen", say("not seen")


class NightState(LabelledEnum):
    NOT_COUNTED = "not_counted", say("nobody has counted yet")
    ONE_COUNTED = "one_counted", say("one person has counted; a second counts apart from her")
    DIFFERS = "differs", say("the two counts differ: look again together")
    CLOSED = "closed", say("counted by two")


# In place of DIFFERS where no two answers on anybody differ.
SAID_BY_ONE = say("one of the two counts says nothing of somebody: look for her yourself")
NOON = 12
type Answers = Mapping[str, NightFinding]


def differing(expected: Iterable[str], first: Answers, second: Answers) -> list[str]:
    """Return those of whom the two do not say the same, or one says nothing, in the
    order expected."""
    # Whom neither of them named differs as well: two lists that forget her agree.
    return [one for one in expected if first.get(one) != second.get(one) or one not in first]


def said_by_one(of: str, first: Answers, second: Answers) -> bool:
    """Return whether one of the two says nothing of her: she came in between, or whoever counted
    may not know of her. To look again together would tell her."""
    return (of in first) is not (of in second)


def night_state(
    expected: Sequence[str], counts: Sequence[Answers], settled: Answers | None
) -> NightState:
    """Return where the count of an evening stands; `settled`: what was found when
    they looked again."""
    if len(counts) < 2:
        return NightState.ONE_COUNTED if counts else NightState.NOT_COUNTED
    open_ones = differing(expected, counts[0], counts[1])
    if all(one in (settled or {}) for one in open_ones):
        return NightState.CLOSED
    return NightState.DIFFERS


def agreed(expected: Sequence[str], counts: Sequence[Answers], settled: Answers) -> Answers:
    """Return what holds of each: what both say, else what was found together."""
    if len(counts) < 2:
        return {}
    both = {
        one: counts[0][one]
        for one in expected
        if counts[0].get(one) == counts[1].get(one) and one in counts[0]
    }
    # What was found together never replaces what both had found apart.
    return both | {one: state for one, state in settled.items() if one not in both}


@dataclass(frozen=True, slots=True)
class NightBoard:
    """Tonight in two numbers, and whether it may be called well."""

    accounted: int
    missing: int

    @property
    def all_well(self) -> bool:
        return self.missing == 0


def board(found: Answers) -> NightBoard:
    missing = sum(one is NightFinding.NOT_SEEN for one in found.values())
    return NightBoard(len(found) - missing, missing)


def evening_of(now: datetime) -> date:
    """Return the evening to which a count belongs: until noon, the one before."""
    return now.date() - timedelta(days=1) if now.hour < NOON else now.date()


def uncounted_since(last: date | None, since: Iterable[date], tonight: date) -> date | None:
    """Return the first evening after the last count, and before tonight, in which nobody counted.
    `since`: from which day each of those who live there does."""
    first = min(since, default=None)
    if first is None:
        return None
    after = max(first, last + timedelta(days=1)) if last else first
    return after if after < tonight else None


SEVERAL = 3  # evenings counted by one alone, after which it is said


def counted_alone_since(counted: Mapping[date, int], tonight: date) -> date | None:
    """Return the first of several evenings before tonight, since the last that two counted, on each
    of which one person counted alone. `counted`: by how many, of each evening on which anybody
    did."""
    before = sorted((evening for evening in counted if evening < tonight), reverse=True)
    alone: list[date] = []
    for evening in before:
        if counted[evening] > 1:
            break
        alone.append(evening)
    return alone[-1] if len(alone) >= SEVERAL else None


def nights_so_far(since: date | None, over: date | None, today: date) -> int:
    """Return how many nights a stay has had; none before she came."""
    return max(0, ((over or today) - since).days) if since else 0


def is_long(nights: int) -> bool:
    """Whether it is time to ask what she waits for: months in a shelter do harm."""
    return nights >= ShelterTimer.LONG_STAY.span.days


def staff_needed(residents: int, most_each: int | None) -> int:
    """Return how many of us have to be there at night; none where the shelter has no such rule."""
    # Rounded up: of 11 residents at most 10 each are two of us.
    return -(-residents // most_each) if most_each else 0


# ── Nights of a month ────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class StayDays:
    """The days from a first one on, until `over`, which is not of it; None: still open."""

    since: date
    over: date | None = None

    def covers(self, day: date) -> bool:
        """Whether she is here in the evening of that day."""
        return self.since <= day and (self.over is None or day < self.over)


def nights(stays: Iterable[StayDays], first: date, last: date) -> int:
    """Return bed-nights from the evening of `first` to that of `last`: each where she
    was at the count."""
    return sum(_days(stay, first, last) for stay in stays)


def places(beds: Iterable[StayDays], first: date, last: date) -> int:
    """Return the places open each day, added: what the nights are divided by."""
    return nights(beds, first, last)


def _days(span: StayDays, first: date, last: date) -> int:
    begin = max(span.since, first)
    # The day on which she leaves is no night: half-open spans of two months add up without a night
    # that counts twice.
    end = min(span.over or last + timedelta(days=1), last + timedelta(days=1))
    return max(0, (end - begin).days)


def occupancy(bed_nights: int, open_places: int) -> Decimal | None:
    """Return the occupancy in percent, to one place; None where no place was open."""
    if not open_places:
        return None
    share = Decimal(100 * bed_nights) / Decimal(open_places)
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)
