"""What speaks against ending a plan. It is shown to the one who asks and to the second person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.months import add_months
from fanal.core.reintegration.codes import ContactResult, PlanEndReason
from fanal.core.reintegration.contact_waves import PlanFacts
from fanal.core.reintegration.lost_to_follow_up import out_since
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.words import Sentence, say

WITHOUT_HER = frozenset(
    {
        PlanEndReason.DIED,
        PlanEndReason.OUT_OF_CONTACT,
        PlanEndReason.REFUSED,
        PlanEndReason.PUT_TOGETHER,
    }
)
# Nobody is left to be in danger, or her other plan asks her of it.
ASKED_NO_MORE = frozenset({PlanEndReason.DIED, PlanEndReason.PUT_TOGETHER})
DANGER_NOT_OVER = say("she is in danger: nobody whose word counts has said that it is over")


@dataclass(frozen=True, slots=True)
class ClosingAnswers:
    """What closing asks; an answer that is missing is not a yes. `promises`: still open."""

    her_words: str = ""
    who_goes_on: bool = False
    person_there: bool = False
    way_back: bool = False
    promises: int = 0


def refused_because(plan: PlanFacts, why: PlanEndReason, today: date) -> Sentence | None:
    """Return what no two people can decide otherwise."""
    since = out_since(plan)
    if why is PlanEndReason.OUT_OF_CONTACT:
        months = PlanTimer.OUT_MONTHS.number
        # Two people cannot shorten it: a plan that is closed as lost ends the search.
        if since is None or add_months(since, months) > today:
            return say("out of contact is closed after {n} months at the earliest", n=months)
    elif why is PlanEndReason.DIED and plan.died_on is None:
        return say("write first from whom you know that she has died")
    elif why is PlanEndReason.REFUSED and plan.refused_on is None:
        return say("write first when she said that she wants no more contact")
    elif why not in WITHOUT_HER and since is not None:
        return say("nobody has reached her since {day}: this is no success", day=since)
    elif why not in WITHOUT_HER and plan.in_danger:
        # As her case is not closed: who says that it is over is weighed there.
        return DANGER_NOT_OVER
    return None


def speaks_against(
    plan: PlanFacts, why: PlanEndReason, answers: ClosingAnswers
) -> Iterator[Sentence]:
    """Yield what two people may decide on knowing it. Where another plan of hers goes on, she is
    asked there; promises stand in this one alone."""
    goes_on = why is PlanEndReason.PUT_TOGETHER
    if plan.in_danger and why not in ASKED_NO_MORE:
        yield DANGER_NOT_OVER
    if why not in WITHOUT_HER:
        if not answers.her_words:
            yield say("her own words on ending it are missing")
        answered = [contact for contact in plan.contacts if contact.result is ContactResult.REACHED]
        # The last time counts, and not said is not safe.
        if not answered or answered[-1].safe is not True:
            yield say("when she last spoke to us she did not say that she is safe")
        if not answers.person_there:
            yield say("nobody local knows what to do")
    if not answers.who_goes_on and not goes_on:
        yield say("it is not written who goes on with what is still open")
    if not answers.way_back and why is not PlanEndReason.DIED and not goes_on:
        yield say("the way back to us was not explained to her")
    if answers.promises:
        yield say("promises still open: {n}", n=answers.promises)
