"""A community: a place or a group as a whole. Never a household, never somebody in it."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class CommunityKind(StrEnum):
    VILLAGE = "village"
    COMMUNE = "commune"
    SCHOOL = "school"
    FACTORY = "factory"
    BORDER_POST = "border_post"
    ONLINE_GROUP = "online_group"

    def sentence(self) -> Sentence:
        return KIND_SAYS[self]


KIND_SAYS: dict[CommunityKind, Sentence] = {
    CommunityKind.VILLAGE: say("village"),
    CommunityKind.COMMUNE: say("commune"),
    CommunityKind.SCHOOL: say("school"),
    CommunityKind.FACTORY: say("factory"),
    CommunityKind.BORDER_POST: say("border post"),
    CommunityKind.ONLINE_GROUP: say("online group"),
}


class CommunityState(StrEnum):
    KNOWN = "known"
    AGREED = "agreed"
    ACTIVE = "active"
    RESTING = "resting"
    ENDED = "ended"

    def sentence(self) -> Sentence:
        return STATE_SAYS[self]


STATE_SAYS: dict[CommunityState, Sentence] = {
    CommunityState.KNOWN: say("known: nothing is agreed yet"),
    CommunityState.AGREED: say("agreed with the people there"),
    CommunityState.ACTIVE: say("active"),
    CommunityState.RESTING: say("resting"),
    CommunityState.ENDED: say("ended"),
}
