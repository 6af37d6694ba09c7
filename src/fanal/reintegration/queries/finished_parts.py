"""What of a plan is over, which its page folds: what is due, and what warns, never is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from fanal.core.casework.contact_evidence import SAID_WORD
from fanal.core.reintegration.codes import PromiseState
from fanal.core.reintegration.contact_waves import Wave, WaveState
from fanal.core.reintegration.first_weeks import EarlyContact
from fanal.reintegration.queries.pages import PlanPage
from fanal.reintegration.queries.record_pages import ShownPlanRecord


@dataclass(frozen=True)
class OpenAndOver[Row]:
    """The rows of one part of the page, in their order: those that stand open, and those folded."""

    open: list[Row]
    over: list[Row]


@dataclass(frozen=True)
class PlanSoFar:
    """The parts of a plan that grow with the years."""

    first: OpenAndOver[EarlyContact]
    waves: OpenAndOver[Wave]
    promises: OpenAndOver[ShownPlanRecord]
    contacts: OpenAndOver[ShownPlanRecord]


def so_far(page: PlanPage) -> PlanSoFar:
    """Return each part of the page, what is over apart."""
    since = len(list(takewhile(lambda one: not _says_safe(one), page.contacts))) + 1
    now, ended = {id(one) for one in page.contacts[:since]}, page.plan.ended_on is not None
    return PlanSoFar(
        first=_parted(page.first, lambda one: ended or one.met_on is not None),
        waves=_parted(page.waves, lambda one: _is_over(one, ended)),
        promises=_parted(page.promises, _is_settled),
        contacts=_parted(page.contacts, lambda one: id(one) not in now and not _warns(one)),
    )


def _parted[Row](rows: Sequence[Row], is_over: Callable[[Row], bool]) -> OpenAndOver[Row]:
    over = [is_over(row) for row in rows]
    pairs = list(zip(rows, over, strict=True))
    return OpenAndOver([row for row, yes in pairs if not yes], [row for row, yes in pairs if yes])


def _is_over(wave: Wave, ended: bool) -> bool:
    return (ended or wave.state is not WaveState.NOT_DUE) and wave.safe is not False


def _is_settled(promise: ShownPlanRecord) -> bool:
    """Whether it was settled and she was told: one that lapsed waits to be promised to her."""
    settled = promise.row.over_on is not None and promise.promise is not PromiseState.LAPSED
    return settled and promise.row.coded.get("told") == "yes"


def _says_safe(contact: ShownPlanRecord) -> bool:
    """Whether she says in it that she is safe: what was tried before is over then."""
    return contact.row.coded.get("safe") == "yes" and not _warns(contact)


def _warns(contact: ShownPlanRecord) -> bool:
    """Whether either side says of it that she is not safe, or heard a wrong word."""
    both_sides = [record.row.coded for record in (contact, contact.also) if record]
    return any(coded.get("safe") == "no" or coded.get(SAID_WORD) == "wrong" for coded in both_sides)
