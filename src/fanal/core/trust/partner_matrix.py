"""At a glance: what may this partner be asked in this area, and what not, before any case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fanal.core.trust.gate import GATE_RULES
from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.situation import ServiceNeed, Situation, TrustCaseFacts, World
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.core.words import LabelledEnum, say


class MatrixAnswer(LabelledEnum):
    YES = "yes", say("may be asked")
    WITH_CARE = "with_care", say("with precautions")
    NOT_KNOWN = "not_known", say("not known: do not ask")
    NO = "no", say("do not ask")


_CONSENT = frozenset(rule.name for rule in GATE_RULES if rule.name.startswith("consent"))
# An adult of whom nothing else is known: each case asks again, with its own facts.
_NOBODY = TrustCaseFacts(age=(18, 120))


@dataclass(frozen=True, slots=True)
class Cell:
    may: MatrixAnswer
    grounds: tuple[GateGround, ...]


def matrix_cell(
    world: World, party: str, area: str | None, purpose: PartnerPurpose, now: datetime
) -> Cell:
    """What speaks for and against asking `party` for `purpose` in `area`, whoever it is about."""
    situation = Situation(now, _NOBODY, world, ServiceNeed(frozenset({purpose}), area))
    grounds = tuple(
        ground
        for rule in GATE_RULES
        if rule.name not in _CONSENT
        for ground in rule.grounds(situation, party)
    )
    effects = {ground.effect for ground in grounds}
    if Effect.BLOCK in effects:
        return Cell(MatrixAnswer.NO, grounds)
    if Effect.FIND_OUT in effects:
        return Cell(MatrixAnswer.NOT_KNOWN, grounds)
    return Cell(
        MatrixAnswer.WITH_CARE if Effect.PRECAUTION in effects else MatrixAnswer.YES, grounds
    )
