"""What our own people need before they go: a lawful ground for a child, and whether it is worth it.

A child is taken from nobody's custody on her own yes alone: where she is, that can be an offence in
itself (Cambodia, Law of 2008, article 8(2)). How dangerous the place is to our own people, and what
it costs to leave her there, stand side by side and are never added up.
"""

from collections.abc import Iterator

from fanal.core.trust.capacity_rules import IN_PERSON, dangerous_presence, is_alone
from fanal.core.trust.grounds import MetCondition
from fanal.core.trust.situation import OwnTeam, Situation
from fanal.core.trust.travel_facts import CostOfLeaving, DangerToUs, LawfulGround
from fanal.core.trust.vocabulary import PartnerPurpose

TAKES = frozenset({PartnerPurpose.ESCORT, PartnerPurpose.HOLD_THE_PERSON})
FEWEST_WHO_ACCEPT = 2


def _takes_a_child(situation: Situation) -> bool:
    return situation.case.is_child and bool(TAKES & set(situation.asked))


def _goes_there(situation: Situation) -> bool:
    return bool(IN_PERSON & set(situation.asked))


def _life_at_risk(situation: Situation) -> bool:
    return situation.going.cost is CostOfLeaving.LIFE_AT_RISK


def no_lawful_ground(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    if _takes_a_child(situation) and situation.going.ground is LawfulGround.NONE:
        yield MetCondition((team.id,), {"team": team.name or team.id})


def lawful_ground_not_known(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    """Necessity is a ground where her life is at risk, and nowhere else."""
    ground = situation.going.ground
    # Otherwise "necessity" would be the ground of every case in which no other was looked for.
    unproven = ground is LawfulGround.NECESSITY and not _life_at_risk(situation)
    if _takes_a_child(situation) and (ground is None or unproven):
        yield MetCondition((team.id,), {"team": team.name or team.id})


def told_at_once(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    necessity = situation.going.ground is LawfulGround.NECESSITY
    if _takes_a_child(situation) and necessity and _life_at_risk(situation):
        yield MetCondition((team.id,))


def lawful_ground_known(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    ground = situation.going.ground
    if _takes_a_child(situation) and ground not in (
        None,
        LawfulGround.NONE,
        LawfulGround.NECESSITY,
    ):
        yield MetCondition((team.id,))


def danger_to_us_to_find_out(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    """Yield that danger to us is to be found out: where nobody but a dangerous party is, nobody
    would help our own people either."""
    if _goes_there(situation) and situation.going.danger is DangerToUs.NOT_KNOWN:
        alone = [one for one in dangerous_presence(situation) if is_alone(situation, one)]
        # One is enough to say it: the sentence is about the place, and not about the partner.
        for who in alone[:1]:
            yield MetCondition((who,), {"who": situation.world.directory.name(who)})


def danger_to_us_not_known(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    if _goes_there(situation) and situation.going.danger is DangerToUs.NOT_KNOWN:
        dangerous = dangerous_presence(situation)
        if dangerous and not any(is_alone(situation, one) for one in dangerous):
            yield MetCondition(dangerous[:1])


def _is_dangerous(situation: Situation) -> bool:
    return _goes_there(situation) and situation.going.danger is DangerToUs.HIGH


def danger_not_accepted(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    """Yield a danger that nobody accepted: whoever goes does not decide alone that it
    is worth it."""
    if _is_dangerous(situation) and len(situation.going.accepted_by) < FEWEST_WHO_ACCEPT:
        yield MetCondition((team.id,), {"team": team.name or team.id})


def danger_accepted(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    accepted = situation.going.accepted_by
    if _is_dangerous(situation) and len(accepted) >= FEWEST_WHO_ACCEPT:
        yield MetCondition(tuple(sorted(accepted)))


def she_can_wait(situation: Situation, team: OwnTeam) -> Iterator[MetCondition]:
    if _is_dangerous(situation) and situation.going.cost is CostOfLeaving.CAN_WAIT:
        yield MetCondition((team.id,))


def leaving_her_costs(situation: Situation, _team: OwnTeam) -> Iterator[MetCondition]:
    if situation.going.cost is CostOfLeaving.HARM_GOES_ON:
        yield MetCondition(())


def leaving_her_may_kill(situation: Situation, _team: OwnTeam) -> Iterator[MetCondition]:
    if _life_at_risk(situation):
        yield MetCondition(())
