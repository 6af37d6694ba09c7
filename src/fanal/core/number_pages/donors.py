"""The page "Figures for donors": one line an indicator, one item a figure as it was frozen.

In a file stands what went to a donor; of what stays inside, that it is there.
"""

from datetime import date

from fanal.core.coded_facts.outcome_rates import FEW_PEOPLE, FiveCounts, printed, printed_behind
from fanal.core.funds.checks import Corrected
from fanal.core.funds.figures import FundIndicator, definition_of
from fanal.core.number_pages.definitions import CountedUnit, Defined, PageOfNumbers
from fanal.core.number_pages.printed import PLAIN
from fanal.core.words import Sentence, say

# People or vouchers: never summed with each other.
UNITS = {FundIndicator.PEOPLE: CountedUnit.PERSON, FundIndicator.VOUCHERS: CountedUnit.VOUCHER}


def _line(indicator: FundIndicator) -> Defined:
    # The newest definition (`date.max`); a figure that was frozen keeps the one of its day (domain
    # page on the programmes, 6.7, M10).
    known = definition_of(indicator, date.max)
    what = say(
        "{counts}; {not_said}. Item: the figure, and the version of its definition.",
        counts=known.counts,
        not_said=known.not_said,
    )
    return Defined(indicator.value, indicator.sentence(), what, UNITS[indicator])


LINES = {indicator: _line(indicator) for indicator in FundIndicator}
REPORTED = Defined("reported", say("The figure"), say("as it was reported."))
ISSUED = Defined("paid_out", say("Vouchers paid out"), say("within the days named."))
ASKED = Defined("answered", say("Answered"), say("who was asked afterwards and answered."))
REACHED = Defined("of_answered", say("Reached, of those who answered"), say("as they said."))
# Printed beside, or a corrected number would be taken of those who answered alone.
SILENT = Defined(
    "silent",
    say("Asked, without an answer"),
    say("who could not be reached, or does not want to say."),
)
# 96 used, a check of 30 in which one received nothing: 92.8, both printed (6.7, M9).
CORRECTED = Defined(
    "corrected",
    say("Corrected"),
    say("the figure times the share that it reached, of those who answered."),
)
OF_VOUCHERS = (ISSUED, ASKED, REACHED, SILENT, CORRECTED)
DONORS = PageOfNumbers(
    "donors",
    say("Figures for donors"),
    "funds:figures",
    tuple(LINES.values()),
    (REPORTED, *OF_VOUCHERS),
)


def of_vouchers(found: Corrected) -> list[Sentence]:
    """Return what stands beside a number of vouchers that went to a donor: nothing small, and
    nothing from which that could be had."""
    # By the rule of all rates, so that "all but a few" is hidden here, too.
    reached = FiveCounts(yes=found.reached, no=found.asked - found.reached).of_reached()
    # From the corrected number the hidden share could be computed back.
    shown = reached.template == PLAIN and found.corrected is not None
    return [
        printed_behind(found.issued, found.used),
        printed(found.asked),
        reached,
        printed(found.silent),
        say("{n}", n=float(found.corrected or 0)) if shown else FEW_PEOPLE,
    ]
