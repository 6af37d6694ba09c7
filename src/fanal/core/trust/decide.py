"""The choice whom to ask, or whether we go ourselves: ranked options with their reasons.

Each option is weighed alone, by `rules`; then the options are put in order. One block is enough,
then one thing to find out, then one precaution: nothing is added up.

Where nobody can be asked or sent yet, it says what to do first: she is not left with “do not act”.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.trust.capacity_rules import dangerous_presence
from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.rules.own_team import OWN_TEAM
from fanal.core.trust.rules.partners import PARTNER
from fanal.core.trust.situation import OwnTeam, Situation
from fanal.core.trust.travel_facts import CostOfLeaving
from fanal.core.trust.vocabulary import Urgency
from fanal.core.words import LabelledEnum, Sentence, say


class Action(LabelledEnum):
    COOPERATE = "cooperate", say("cooperate")
    COOPERATE_WITH_PRECAUTIONS = "cooperate_with_precautions", say("cooperate with precautions")
    OWN_TEAM_GOES = "own_team_goes", say("our own team goes")
    DO_NOT_ACT_YET = "do_not_act_yet", say("do not act yet")
    BLOCKED = "blocked", say("blocked")


# Our own people go before a partner half trusted where a dangerous one is strong: "in situations
# where it is impossible to cooperate effectively with a partner who has a dangerous presence and
# influence for our victims, our staff is ready to cross borders" (Alliance Anti-Trafic).
USUALLY = (
    Action.COOPERATE,
    Action.COOPERATE_WITH_PRECAUTIONS,
    Action.OWN_TEAM_GOES,
    Action.DO_NOT_ACT_YET,
)
UNDER_DANGER = (
    Action.COOPERATE,
    Action.OWN_TEAM_GOES,
    Action.COOPERATE_WITH_PRECAUTIONS,
    Action.DO_NOT_ACT_YET,
)


@dataclass(frozen=True, slots=True)
class Option:
    """An option: what could be done with `who`, a partner, a team of ours, or nobody ('')."""

    action: Action
    who: str
    name: str
    grounds: tuple[GateGround, ...]

    def only(self, effect: Effect) -> tuple[GateGround, ...]:
        return tuple(ground for ground in self.grounds if ground.effect is effect)

    @property
    def late(self) -> bool:
        return any(ground.rule == "comes_too_late" for ground in self.grounds)


@dataclass(frozen=True, slots=True)
class RankedOptions:
    """The options in order: `options` best first, `blocked` by name, `under_danger` who made our
    own people go first."""

    options: tuple[Option, ...]
    blocked: tuple[Option, ...]
    under_danger: tuple[str, ...]

    @property
    def answer(self) -> Option:
        return self.options[0]


def decide(situation: Situation) -> RankedOptions:
    """Return ranked options for `situation`; the answer is the first. Never empty."""
    weighed = [weigh_partner(situation, one) for one in _named_once(situation)]
    weighed += [weigh_team(situation, team) for team in situation.teams]
    blocked = [option for option in weighed if option.action is Action.BLOCKED]
    open_ones = [option for option in weighed if option.action is not Action.BLOCKED]
    danger = dangerous_presence(situation)
    order = UNDER_DANGER if danger else USUALLY
    ranked = sorted(open_ones, key=lambda option: _rank(option, order))
    return RankedOptions(
        # Never an empty list: where everybody is blocked the answer says so, and `next_steps` says
        # what to do meanwhile.
        options=tuple(ranked) or (Option(Action.DO_NOT_ACT_YET, "", "", ()),),
        blocked=tuple(sorted(blocked, key=lambda option: option.who)),
        under_danger=danger,
    )


def weigh_partner(situation: Situation, party: str) -> Option:
    directory = situation.world.directory
    grounds = tuple(ground for rule in PARTNER for ground in rule.grounds(situation, party))
    action = _action(grounds, Action.COOPERATE, Action.COOPERATE_WITH_PRECAUTIONS)
    return Option(action, directory.now_called(party), directory.name(party), grounds)


def weigh_team(situation: Situation, team: OwnTeam) -> Option:
    grounds = tuple(ground for rule in OWN_TEAM for ground in rule.grounds(situation, team))
    # A precaution of our own people is an instruction to them, not a doubt: the action stays.
    action = _action(grounds, Action.OWN_TEAM_GOES, Action.OWN_TEAM_GOES)
    return Option(action, team.id, team.name or team.id, grounds)


def _named_once(situation: Situation) -> Iterable[str]:
    now_called = situation.world.directory.now_called
    # A partner under its old and its new name is one option, not two.
    return sorted({now_called(party) for party in situation.candidates})


def _action(grounds: tuple[GateGround, ...], clear: Action, with_precautions: Action) -> Action:
    effects = {ground.effect for ground in grounds}
    if Effect.BLOCK in effects:
        return Action.BLOCKED
    if Effect.FIND_OUT in effects:
        return Action.DO_NOT_ACT_YET
    return with_precautions if Effect.PRECAUTION in effects else clear


def _rank(option: Option, order: tuple[Action, ...]) -> tuple[bool, bool, int, int, int, str]:
    return (
        # An option that nobody may act on yet, or that comes too late, is below every one that
        # helps now, however well it is thought of.
        option.action is Action.DO_NOT_ACT_YET,
        option.late,
        order.index(option.action),
        len(option.only(Effect.FIND_OUT)) + len(option.only(Effect.PRECAUTION)),
        len(option.only(Effect.NOT_ON_FILE)) + len(option.only(Effect.AGAINST)),
        option.who,
    )


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
