"""A community: a place or a group as a whole. Never a household, never somebody in it."""

from fanal.core.words import LabelledEnum, say


class CommunityKind(LabelledEnum):
    VILLAGE = "village", say("village")
    COMMUNE = "commune", say("commune")
    SCHOOL = "school", say("school")
    FACTORY = "factory", say("factory")
    BORDER_POST = "border_post", say("border post")
    ONLINE_GROUP = "online_group", say("online group")


class CommunityState(LabelledEnum):
    KNOWN = "known", say("known: nothing is agreed yet")
    AGREED = "agreed", say("agreed with the people there")
    ACTIVE = "active", say("active")
    RESTING = "resting", say("resting")
    ENDED = "ended", say("ended")
