"""Advice to people who will go anyway: counted, with nothing by which anybody is found again."""

from fanal.core.words import LabelledEnum, say


# By which way somebody goes, never through whom: no name of an agency or a friend.
class MigrationChannel(LabelledEnum):
    AGENCY = "agency", say("through an agency")
    FRIEND = "friend", say("through a friend")
    FAMILY = "family", say("through the family")
    ONLINE = "online", say("through an offer online")
    ALONE = "alone", say("alone")
    NOT_SAID = "not_said", say("not said")


# Her decision, whichever: advice is for people who will go anyway (domain page on the programmes,
# 1.1).
class Decided(LabelledEnum):
    GOES_PREPARED = "goes_prepared", say("goes, with papers and a number to call")
    GOES_AS_PLANNED = "goes_as_planned", say("goes as planned")
    WAITS = "waits", say("waits and asks again")
    STAYS = "stays", say("stays")
    NOT_SAID = "not_said", say("not said")
