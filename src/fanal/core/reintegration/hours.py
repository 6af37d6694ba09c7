"""When and how she may be contacted, as she said it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from fanal.core.reintegration.codes import AT_HER_HOURS, Way
from fanal.core.words import Sentence, say

DAYS: tuple[tuple[str, Sentence], ...] = (
    ("0", say("Monday")),
    ("1", say("Tuesday")),
    ("2", say("Wednesday")),
    ("3", say("Thursday")),
    ("4", say("Friday")),
    ("5", say("Saturday")),
    ("6", say("Sunday")),
)


@dataclass(frozen=True, slots=True)
class ContactHours:
    """`days`: of the week, Monday "0"; none: any day. `begin`, `end`: None means any hour.
    `ways`: those to which she said yes; none: nobody asked her."""

    days: Collection[str] = ()
    begin: time | None = None
    end: time | None = None
    ways: Collection[Way] = ()
    never_call: bool = False


def reason_not_to_contact(rule: ContactHours, way: Way, at: datetime) -> Sentence | None:
    """Return what speaks against reaching her in this way at this moment; None where
    nothing does."""
    if way is Way.CALL and rule.never_call:
        return say("she must never be called")
    # Her safe person and a partner are no ways of ours, and are asked for by rules of their own.
    if rule.ways and way in AT_HER_HOURS | {Way.VISIT} and way not in rule.ways:
        return say("she did not say yes to this way")
    if way in AT_HER_HOURS and not in_hours(rule, at):
        return say(
            "this is not in the hours that she gave: say at the end why it was tried all the same"
        )
    return None


def in_hours(rule: ContactHours, at: datetime) -> bool:
    if rule.days and str(at.weekday()) not in rule.days:
        return False
    # "Until 20:00" includes the minute that is called 20:00.
    now = at.time().replace(second=0, microsecond=0)
    return (rule.begin is None or rule.begin <= now) and (rule.end is None or now <= rule.end)
