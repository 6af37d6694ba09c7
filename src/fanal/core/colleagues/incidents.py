"""What happened to colleagues, how heavy it is, and who is told.

Kinds, the three reports and who may read what: domain page on the programmes, 7.3; an incident is
read within a day: 8 (timers).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

READ_WITHIN = timedelta(days=1)
READERS = 2


class SecurityIncidentKind(StrEnum):
    THREAT = "threat"
    FOLLOWED = "followed"
    WATCHED = "watched"
    ARREST = "arrest"
    QUESTIONED = "questioned"
    DEVICE_TAKEN = "device_taken"
    SEARCH = "search"
    BLACKMAIL = "blackmail"
    ASSAULT = "assault"
    SEXUAL_VIOLENCE = "sexual_violence"
    ROAD = "road"
    ILLNESS = "illness"
    BREAK_IN = "break_in"
    DATA_LOSS = "data_loss"
    INSIDER = "insider"
    DISINFORMATION = "disinformation"
    OFFICIAL = "official"

    def sentence(self) -> Sentence:
        return INCIDENT_SAYS[self]


INCIDENT_SAYS = {
    SecurityIncidentKind.THREAT: say("a threat, spoken or written"),
    SecurityIncidentKind.FOLLOWED: say("somebody was followed"),
    SecurityIncidentKind.WATCHED: say("the office is watched"),
    SecurityIncidentKind.ARREST: say("arrest of a colleague"),
    SecurityIncidentKind.QUESTIONED: say("questioned at a border"),
    SecurityIncidentKind.DEVICE_TAKEN: say("a telephone or computer was taken"),
    SecurityIncidentKind.SEARCH: say("a search"),
    SecurityIncidentKind.BLACKMAIL: say("blackmail"),
    SecurityIncidentKind.ASSAULT: say("assault"),
    SecurityIncidentKind.SEXUAL_VIOLENCE: say("sexual violence against a colleague"),
    SecurityIncidentKind.ROAD: say("an accident on the road"),
    SecurityIncidentKind.ILLNESS: say("illness on duty"),
    SecurityIncidentKind.BREAK_IN: say("a break-in"),
    SecurityIncidentKind.DATA_LOSS: say("data lost or seen by others"),
    SecurityIncidentKind.INSIDER: say("somebody of ours tells others"),
    SecurityIncidentKind.DISINFORMATION: say("lies spread about us"),
    SecurityIncidentKind.OFFICIAL: say("an official works with them"),
}
# Nobody reads of it but the two whom she names; no word of it is kept.
NAMED_ONLY = frozenset({SecurityIncidentKind.SEXUAL_VIOLENCE})
# Of these the own team is not told: it may be one of them.
PAST_THE_TEAM = frozenset({SecurityIncidentKind.INSIDER})
# After these, what a device or a key opens is no longer safe.
DEVICES = frozenset(
    {
        SecurityIncidentKind.DEVICE_TAKEN,
        SecurityIncidentKind.SEARCH,
        SecurityIncidentKind.DATA_LOSS,
        SecurityIncidentKind.ARREST,
    }
)


def whom_to_tell(
    kind: SecurityIncidentKind,
    by: UUID,
    leads: Sequence[UUID],
    directors: Sequence[UUID],
    named: Sequence[UUID] = (),
) -> list[UUID]:
    """The first of the alarm chain; never who reports it. Raises `BadInput` naming the question."""
    if kind in NAMED_ONLY:
        chosen = list(dict.fromkeys(named))
        if len(chosen) != READERS or by in chosen:
            raise BadInput("first", say("choose two colleagues who may know of it, and no other"))
        return chosen
    if named:
        raise BadInput("first", say("of this kind it is settled who is told"))
    first = [] if kind in PAST_THE_TEAM else [one for one in leads if one != by]
    # Where the only lead reports it, or may be the one it is about, the directors are told.
    return first or [one for one in directors if one != by]


def is_unread(told_on: date, seen: Collection[bool], today: date) -> bool:
    """Whether nobody of whom was told has said that she knows, for longer than a day."""
    return not any(seen) and told_on + READ_WITHIN < today
