"""How far money is that was asked for."""

from fanal.core.funds.movements import NOTHING, Sums
from fanal.core.words import LabelledEnum, Sentence, say


class SlipState(LabelledEnum):
    ASKED = "asked", say("waits for two to agree")
    ONE_AGREED = "one_agreed", say("one agreed, waits for the second")
    AGREED = "agreed", say("agreed by two, still to be paid")
    REFUSED = "refused", say("refused")
    TAKEN_BACK = "taken_back", say("taken back")
    OUT = "out", say("paid out, not all of it received yet")
    SETTLED = "settled", say("settled")


def said_of(state: SlipState, sums: Sums) -> Sentence:
    """Return the state in words; of what is over, whether it arrived: what came back or is lost is
    settled for finance alone."""
    if state is not SlipState.SETTLED or sums.received == sums.paid:
        return state.sentence()
    if sums.received == NOTHING:
        return say("over: nothing of it arrived")
    return say("over: a part of it arrived")


# Of an advance: it is out until receipts, or what came back, make up for it.
ADVANCE_SAYS = {SlipState.OUT: say("given, not all of it settled yet")}
