"""Work-related strain by office, shown only for groups so large that nobody can be recognised.

A questionnaire about it stays on paper with who filled it in; the organisation sees groups of
eleven or nothing: domain page on the programmes, 0.3 and 7.2. The three scales are those of ProQOL;
no word of it is here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from fanal.core.closed_lists import check_code
from fanal.core.thresholds import SMALLEST_GROUP
from fanal.core.words import LabelledEnum, say


class StrainScale(LabelledEnum):
    SATISFACTION = "satisfaction", say("what the work gives back")
    BURNOUT = "burnout", say("exhaustion")
    STRESS = "stress", say("strain from what others lived through")


class StrainLevel(LabelledEnum):
    LOW = "low", say("low")
    MIDDLE = "middle", say("in the middle")
    HIGH = "high", say("high")


type StrainAnswers = Mapping[StrainScale, StrainLevel]


def read_answers(values: Mapping[str, str]) -> dict[StrainScale, StrainLevel]:
    """Return the answers on each of the three scales. Raises `BadInput` naming the scale."""
    for one in StrainScale:
        check_code(one.value, values.get(one), StrainLevel)
    return {scale: StrainLevel(values[scale]) for scale in StrainScale}


def counted(answers: Iterable[StrainAnswers]) -> dict[StrainScale, Counter[StrainLevel]] | None:
    """Return how many answered what; None below the fewest of whom nobody can be told apart."""
    found = list(answers)
    if len(found) < SMALLEST_GROUP:
        return None
    return {scale: Counter(answer[scale] for answer in found) for scale in StrainScale}
