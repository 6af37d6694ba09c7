"""The follow-up of a closed case: when she is asked how she is, and when it is opened again.

Waves run from the day of closing (`clocks.toml`), each from a month before its day until the next
begins, the last for a year. Who wants no more contact is left alone from that day on; who was not
reached stays due.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from fanal.core.calendars.months import add_months
from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.codes import DIED, NOT_REACHED, REFUSED
from fanal.core.protection.facts import CaseFacts, Recorded
from fanal.core.protection.kinds import RecordKind
from fanal.core.words import Sentence, say

WINDOW = timedelta(days=30)
LAST_STAYS = 12  # months for which the last wave stays due


@dataclass(frozen=True, slots=True)
class FollowUpDue:
    """A follow-up that is due. `reopen`: she is not safe, and the case is still closed."""

    by: date
    why: Sentence
    reopen: bool = False


def follow_up_days(closed_on: date) -> list[date]:
    """Return the days on which she is asked, from the day of closing."""
    return [add_months(closed_on, months) for months in clock(ClockStep.FOLLOW_UP).waves]


def follow_ups(facts: CaseFacts, person: UUID, today: date) -> FollowUpDue | None:
    """Return the next follow-up; None where none is to come, or she wants none."""
    if facts.closed_on is None or person in facts.followed:
        return None
    done = [one for one in facts.of(RecordKind.FOLLOW_UP, person) if one.on >= facts.closed_on]
    last = max(enumerate(done), key=lambda one: (one[1].on, one[0]))[1] if done else None
    # Before her wish for no contact: somebody has to decide on a danger that is already known.
    if last and last.codes.get("safe") == "no":
        return FollowUpDue(last.on, say("on {day} she was not safe", day=last.on), reopen=True)
    if wants_none(facts, person, done):
        return None
    return _next_wave(facts.closed_on, done, today)


def wants_none(facts: CaseFacts, person: UUID, done: list[Recorded]) -> bool:
    """Whether she said that she is not to be asked, or has died."""
    may_contact = facts.contact.get(person)  # her consent, in whichever file of hers
    if may_contact is False:
        return True
    closing = facts.last(RecordKind.CLOSING, person)
    # Her consent counts before what was noted at the closing, and a contact since shows that she
    # came back.
    if may_contact is None and closing and closing.codes.get("wants_contact") == "no" and not done:
        return True
    return any(
        record.codes.get("reached") in (REFUSED, DIED) or record.codes.get("wants_contact") == "no"
        for record in done
    )


def _next_wave(closed_on: date, done: list[Recorded], today: date) -> FollowUpDue | None:
    days = follow_up_days(closed_on)
    answered = [one.on for one in done if one.codes.get("reached") != NOT_REACHED]
    ends_of = [*(one - WINDOW for one in days[1:]), add_months(days[-1], LAST_STAYS)]
    for day, ends in zip(days, ends_of, strict=True):
        if ends <= today or any(day - WINDOW <= one < ends for one in answered):
            continue
        months = clock(ClockStep.FOLLOW_UP).waves[days.index(day)]
        return FollowUpDue(day, say("{n} months after closing", n=months))
    return None
