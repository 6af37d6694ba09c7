"""How far money is that was asked for."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class SlipState(StrEnum):
    ASKED = "asked"
    ONE_AGREED = "one_agreed"
    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    OUT = "out"
    SETTLED = "settled"

    def sentence(self) -> Sentence:
        return STATE_SAYS[self]


STATE_SAYS = {
    SlipState.ASKED: say("waits for two to agree"),
    SlipState.ONE_AGREED: say("one agreed, waits for the second"),
    SlipState.AGREED: say("agreed by two, not paid out yet"),
    SlipState.REFUSED: say("refused"),
    SlipState.TAKEN_BACK: say("taken back"),
    SlipState.OUT: say("paid out, not all of it received yet"),
    SlipState.SETTLED: say("settled"),
}
# Of an advance: it is out until receipts, or what came back, make up for it.
ADVANCE_SAYS = STATE_SAYS | {SlipState.OUT: say("given, not all of it settled yet")}
