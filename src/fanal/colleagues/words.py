"""What the codes of the journal are called."""

from fanal.core.words import say

JOURNAL_CODES = {
    "kind": {"helper": say("an interpreter or volunteer"), "incident": say("words of an incident")}
}
