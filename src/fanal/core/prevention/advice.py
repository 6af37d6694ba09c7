"""Advice to people who will go anyway: counted, with nothing by which anybody is found again."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class MigrationChannel(StrEnum):
    AGENCY = "agency"
    FRIEND = "friend"
    FAMILY = "family"
    ONLINE = "online"
    ALONE = "alone"
    NOT_SAID = "not_said"

    def sentence(self) -> Sentence:
        return CHANNEL_SAYS[self]


CHANNEL_SAYS: dict[MigrationChannel, Sentence] = {
    MigrationChannel.AGENCY: say("through an agency"),
    MigrationChannel.FRIEND: say("through a friend"),
    MigrationChannel.FAMILY: say("through the family"),
    MigrationChannel.ONLINE: say("through an offer online"),
    MigrationChannel.ALONE: say("alone"),
    MigrationChannel.NOT_SAID: say("not said"),
}


class Decided(StrEnum):
    GOES_PREPARED = "goes_prepared"
    GOES_AS_PLANNED = "goes_as_planned"
    WAITS = "waits"
    STAYS = "stays"
    NOT_SAID = "not_said"

    def sentence(self) -> Sentence:
        return DECIDED_SAYS[self]


DECIDED_SAYS: dict[Decided, Sentence] = {
    Decided.GOES_PREPARED: say("goes, with papers and a number to call"),
    Decided.GOES_AS_PLANNED: say("goes as planned"),
    Decided.WAITS: say("waits and asks again"),
    Decided.STAYS: say("stays"),
    Decided.NOT_SAID: say("not said"),
}
