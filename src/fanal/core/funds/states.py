"""How far money is that was asked for."""

from fanal.core.words import LabelledEnum, say


class SlipState(LabelledEnum):
    ASKED = "asked", say("waits for two to agree")
    ONE_AGREED = "one_agreed", say("one agreed, waits for the second")
    AGREED = "agreed", say("agreed by two, still to be paid")
    REFUSED = "refused", say("refused")
    TAKEN_BACK = "taken_back", say("taken back")
    OUT = "out", say("paid out, not all of it received yet")
    SETTLED = "settled", say("settled")


# Of an advance: it is out until receipts, or what came back, make up for it.
ADVANCE_SAYS = {SlipState.OUT: say("given, not all of it settled yet")}
