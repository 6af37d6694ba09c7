"""What a code of a fact may be: of a closed list, a number in its range, or nothing."""

from collections.abc import Callable, Iterable, Mapping

from fanal.core.calendars.ages import OLDEST_AGE

# A new answer of a form never fails the saving of a row.
OTHER = "other"
MONTHS = 12  # of a year
MOST_MONTHS = MONTHS * OLDEST_AGE
# Five groups of 5,000 heads (`prevention.sessions`).
MOST_HEADS = 25_000

type Code = str | int | bool | list[str] | list[int] | None
type Codes = Mapping[str, Code]
type Check = Callable[[object], Code]


type Kinds = dict[str, dict[str, Check]]


def one_of(codes: Iterable[str]) -> Check:
    """A code of the list; `other` for another one, None for no answer."""
    allowed = frozenset(map(str, codes))

    def check(value: object) -> Code:
        if not isinstance(value, str) or not value:
            return None
        # Never the value itself: what is in no list may be a word that somebody typed.
        return str(value) if value in allowed else OTHER

    return check


def many_of(codes: Iterable[str]) -> Check:
    """The codes that are in the list, sorted, each once."""
    allowed = frozenset(map(str, codes))

    def check(value: object) -> Code:
        found = value if isinstance(value, Iterable) and not isinstance(value, str) else ()
        # Sorted and each once: the same answers give the same fact.
        return sorted({str(one) for one in found if one in allowed})

    return check


def yes_no(value: object) -> Code:
    # `True` alone: 1, "yes" and "true" are other answers.
    return value if isinstance(value, bool) else None


def country(value: object) -> Code:
    """Return two capital letters (ISO 3166-1 alpha-2); None for anything else."""
    return value if isinstance(value, str) and _alpha_2(value) else None


def countries(value: object) -> Code:
    found = value if isinstance(value, Iterable) and not isinstance(value, str) else ()
    return sorted({one for one in found if isinstance(one, str) and _alpha_2(one)})


def _alpha_2(value: str) -> bool:
    return len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()


def ages(value: object) -> Code:
    """Completed years, the fewest and the most."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    low, high = value
    # An interval that is the wrong way round says nothing.
    if not (isinstance(low, int) and isinstance(high, int) and 0 <= low <= high <= OLDEST_AGE):
        return None
    return [low, high]


def count(value: object) -> Code:
    """Whole months or days, never fewer than none."""
    # `bool` is an `int` in Python, and True would be one month.
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= MOST_MONTHS else None


def monthly(value: object) -> Code:
    """So many in each month of a year: of nobody by name."""
    found = list(value) if isinstance(value, list | tuple) else []
    known = [one for one in map(heads, found) if isinstance(one, int)]
    # Twelve or nothing: a gap would move all later months.
    return known if len(known) == len(found) == MONTHS else None


def heads(value: object) -> Code:
    """Return how many stood there: attendance, never people; None for what is no such number."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= MOST_HEADS else None
