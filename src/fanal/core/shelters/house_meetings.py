"""When the meeting of a shelter with its residents is due.

It is weekly. It is theirs: who comes is counted and nobody is listed, since nobody has to come.
"""

from collections.abc import Iterable
from datetime import date

from fanal.core.shelters.timers import ShelterTimer


def meeting_due(last: date | None, since: Iterable[date]) -> date | None:
    """Return the day by which a meeting is due; None where nobody lives there. `last`: the day of
    the last meeting. `since`: from which day each of those who live there does: of an empty shelter
    no week runs."""
    first = min(since, default=None)
    if first is None:
        return None
    # A meeting of before the first of them came was nobody's of those who live there now.
    return max(last or first, first) + ShelterTimer.HOUSE_MEETING.span
