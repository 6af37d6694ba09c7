"""What to do first where nobody can be asked or sent yet: she is not left with "do not act"."""

from collections.abc import Iterator
from datetime import date, timedelta

from fanal.core.trust.decide import Action, Option, RankedOptions
from fanal.core.trust.going_facts import CostOfLeaving
from fanal.core.trust.grounds import Effect
from fanal.core.trust.situation import Situation
from fanal.core.trust.vocabulary import Urgency
from fanal.core.words import Sentence, say

# When the question is asked again, where nobody has said by when it helps.
AGAIN = {
    Urgency.NOW: timedelta(days=0),
    Urgency.DAYS: timedelta(days=1),
    Urgency.PLANNED: timedelta(days=7),
}


def next_steps(situation: Situation, ranked: RankedOptions) -> tuple[Sentence, ...]:
    """Return what to do, in order; empty where somebody can be asked or sent."""
    if ranked.answer.action is not Action.DO_NOT_ACT_YET:
        return ()
    return tuple(_steps(situation, ranked))


def _steps(situation: Situation, ranked: RankedOptions) -> Iterator[Sentence]:
    if _cannot_wait(situation):
        yield say("Call the lead and a director now: two people decide, and save why.")
    yield say(
        "By the contact rules, agree with her on a word that means danger and on the next sign of "
        "life."
    )
    yield from _second_opinions(situation, ranked.blocked)
    if ranked.answer.who:
        yield from (one.sentence for one in ranked.answer.only(Effect.FIND_OUT)[:1])
    yield say("Ask again on {day}.", day=_again(situation))


def _cannot_wait(situation: Situation) -> bool:
    at_risk = situation.going.cost is CostOfLeaving.LIFE_AT_RISK
    return at_risk or situation.case.urgency is Urgency.NOW


def _second_opinions(situation: Situation, blocked: tuple[Option, ...]) -> Iterator[Sentence]:
    """Danger counts as soon as one person has said it: a second one looks at it."""
    alone = {finding.id for finding in situation.world.findings if finding.confirmed_by is None}
    for option in blocked:
        if any(alone & set(ground.sources) for ground in option.only(Effect.BLOCK)):
            yield say("Ask a second person to review what stops {who}.", who=option.name)


def _again(situation: Situation) -> date:
    soon = situation.today + AGAIN[situation.case.urgency]
    by = situation.need.by
    return min(soon, by) if by is not None and by >= situation.today else soon
