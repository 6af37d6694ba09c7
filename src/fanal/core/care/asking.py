"""A request for care, from a case to a health worker: how far it is, and who said no."""

from collections.abc import Mapping

from fanal.core.errors import Refused
from fanal.core.words import LabelledEnum, say


class CareState(LabelledEnum):
    ASKED = "asked", say("asked, not answered yet")
    TAKEN = "taken", say("in care")
    PASSED_BACK = "passed_back", say("passed back: ask somebody else")
    SHE_DECLINED = "she_declined", say("she does not want it: all other help goes on")
    ENDED = "ended", say("care has ended")


class SeenWithin(LabelledEnum):
    """The time within which somebody is to be seen, as stated in the request; a medical window may
    require it sooner."""

    TODAY = "today", say("today: it cannot wait")
    THREE_DAYS = "three_days", say("within three days")
    WEEK = "week", say("within a week")

    @property
    def days(self) -> int:
        return {"today": 0, "three_days": 3, "week": 7}[self.value]


MOVES: Mapping[CareState, frozenset[CareState]] = {
    CareState.ASKED: frozenset({CareState.TAKEN, CareState.PASSED_BACK, CareState.SHE_DECLINED}),
    CareState.TAKEN: frozenset({CareState.SHE_DECLINED, CareState.ENDED}),
    CareState.PASSED_BACK: frozenset(),
    # She may change her mind at any time, and care that has ended may begin again; the request
    # stays the same one.
    CareState.SHE_DECLINED: frozenset({CareState.TAKEN}),
    CareState.ENDED: frozenset({CareState.TAKEN}),
}
RUNNING = frozenset({CareState.ASKED, CareState.TAKEN})


def check_move(before: CareState, to: CareState) -> None:
    """Check that a request may move from one state to another. Raises Refused."""
    if to not in MOVES[before]:
        raise Refused(say("this request was answered meanwhile: look at it again"))
