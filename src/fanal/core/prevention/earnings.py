"""Looks back after vocational training: the certificate, and earnings after 3, 6 and 12 months.

Each is compared with what she herself earned before (domain page on the programmes, 1.3, 1.6).
Nobody who was lost, refuses or was not asked falls out of a figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.prevention.timers import PreventionTimer
from fanal.core.words import LabelledEnum, say

# After 3, 6 and 12 months (domain page on the programmes, 1.3).
LOOKS = (PreventionTimer.EARNING_1, PreventionTimer.EARNING_2, PreventionTimer.EARNING_3)
# A limit of typing: currencies of the region count in millions.
MOST_EARNED = 1_000_000_000


class CourseCertificate(LabelledEnum):
    RECOGNISED = "recognised", say("a certificate that employers know: of the state or a school")
    OF_THE_COURSE = "of_the_course", say("a paper of the course alone")
    NONE = "none", say("no certificate")


class Earns(LabelledEnum):
    """The answer that she, or somebody who knows, gives."""

    EARNS = "earns", say("she earns")
    NOTHING = "nothing", say("she earns nothing")
    NOT_KNOWN = "not_known", say("not known")
    REFUSED = "refused", say("does not want to say")


class EarningResult(LabelledEnum):
    """The result that is counted: never how much."""

    ABOVE = "above", say("earns more than before the course")
    NOT_ABOVE = "not_above", say("earns no more than before the course")
    NOT_COMPARED = "not_compared", say("earns; what it was before is not known")
    NOTHING = "nothing", say("she earns nothing")
    NOT_KNOWN = "not_known", say("not known")
    REFUSED = "refused", say("does not want to say")


@dataclass(frozen=True, slots=True)
# A month's pay, and sealed; what is counted is only whether it rose.
class Pay:
    """The pay of one month."""

    amount: int
    currency: str


def check_pay(amount: int | None, currency: str, known: Iterable[str]) -> Pay | None:
    """Return the pay that was typed; None where nothing was said. Raises `BadInput`
    naming the question."""
    if amount is None:
        return None
    if not 0 <= amount <= MOST_EARNED:
        raise BadInput("earned", say("a number from 0 to {n}", n=MOST_EARNED))
    check_code("currency", currency, known)
    return Pay(amount, currency)


def earning_result(answer: Earns, now: Pay | None, before: Pay | None) -> EarningResult:
    """Return the result of one look back. Raises `BadInput` where she earns and
    nothing is written."""
    # Codes of the two lists have one spelling, so the answer is the result.
    if answer is not Earns.EARNS:
        return EarningResult(answer.value)
    # "Earns" with zero would be counted as a fall.
    if now is None or now.amount == 0:
        raise BadInput("earned", say("how much in a month? If she does not say, choose that"))
    # Nothing earned before needs no currency to compare with; other amounts of two currencies are
    # never converted.
    if before is None or (before.amount and before.currency != now.currency):
        return EarningResult.NOT_COMPARED
    return EarningResult.ABOVE if now.amount > before.amount else EarningResult.NOT_ABOVE


def earning_looks(completed_on: date) -> list[tuple[int, date]]:
    """Return each look back: the months after which it is due, and its day."""
    return [(one.months, one.after(completed_on)) for one in LOOKS]


@dataclass(frozen=True, slots=True)
class EarningCounts:
    """The counts of all results, always together."""

    above: int = 0
    not_above: int = 0
    not_compared: int = 0
    nothing: int = 0
    not_known: int = 0
    refused: int = 0
    not_asked_yet: int = 0


def earned(results: Iterable[EarningResult | None]) -> EarningCounts:
    """Return the counts of the looks back that were due; None: nobody asked yet."""
    found = list(results)
    counts = {result.value: found.count(result) for result in EarningResult}
    # Everybody who was due is in one of the seven.
    return EarningCounts(**counts, not_asked_yet=found.count(None))
