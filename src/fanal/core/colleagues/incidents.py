"""What happened to colleagues, how heavy it is, and who is told.

Kinds, the three reports and who may read what: domain page on the programmes, 7.3; an incident is
read within a day: 8 (timers).
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say

READ_WITHIN = timedelta(days=1)
READERS = 2


class SecurityIncidentKind(LabelledEnum):
    THREAT = "threat", say("a threat, spoken or written")
    FOLLOWED = "followed", say("somebody was followed")
    WATCHED = "watched", say("the office is watched")
    ARREST = "arrest", say("arrest of a colleague")
    QUESTIONED = "questioned", say("questioned at a border")
    DEVICE_TAKEN = "device_taken", say("a telephone or computer was taken")
    SEARCH = "search", say("a search")
    BLACKMAIL = "blackmail", say("blackmail")
    ASSAULT = "assault", say("assault")
    SEXUAL_VIOLENCE = "sexual_violence", say("sexual violence against a colleague")
    ROAD = "road", say("an accident on the road")
    ILLNESS = "illness", say("illness on duty")
    BREAK_IN = "break_in", say("a break-in")
    DATA_LOSS = "data_loss", say("data lost or seen by others")
    INSIDER = "insider", say("one of us tells others")
    DISINFORMATION = "disinformation", say("lies spread about us")
    OFFICIAL = "official", say("an official works with them")


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
    return first or [director for director in directors if director != by]


def is_unread(told_on: date, seen: Collection[bool], today: date) -> bool:
    """Whether nobody of whom was told has said that she knows, for longer than a day."""
    return not any(seen) and told_on + READ_WITHIN < today
