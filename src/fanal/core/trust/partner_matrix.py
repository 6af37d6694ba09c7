"""The overview of what a partner may be asked in an area, and what not, before any case."""

from dataclasses import dataclass
from datetime import datetime

from fanal.core.trust.findings import (
    FLOOR_FOR_AN_ADULT,
    FindingStatus,
    PartnerFinding,
    finding_status,
)
from fanal.core.trust.gate import GATE_RULES
from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.reliance import stopped_by, trusted_by
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
    """Return what speaks for and against asking `party` for `purpose` in `area`,
    whoever it is about."""
    situation = Situation(now, _NOBODY, world, ServiceNeed(frozenset({purpose}), area))
    grounds = tuple(
        ground
        for rule in GATE_RULES
        # Consent is hers and the table is about nobody: with it every cell would say "ask her
        # first".
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


# What a finding is worth beside everything else on file, in words that no other line contradicts.
# By itself a finding of trust may be in force while danger, said of the same partner or of a body
# of it, stops all that it speaks of: then nobody reads of it that it counts.
# The same nobody for whom the table on the page of a partner answers.
_AN_ADULT = TrustCaseFacts(age=(18, 120))


def standing_beside_others(
    world: World, finding: PartnerFinding, now: datetime, party: str = ""
) -> FindingStatus:
    """Return the status that `finding` has for `party`, of which, or of a body of
    which, it was said."""
    alone = finding_status(finding, now.date(), FLOOR_FOR_AN_ADULT)
    if alone is not FindingStatus.IN_FORCE or finding.level.stops:
        return alone
    purposes = finding.purposes or frozenset(PartnerPurpose)
    where = Situation(now, _AN_ADULT, world, ServiceNeed(purposes, finding.area))
    about = party or finding.about
    counts = [purpose for purpose in purposes if _counts(where, about, finding, purpose)]
    if world.gone or not counts:  # what warned may have been about this one
        return FindingStatus.OUTWEIGHED
    if len(counts) < len(purposes) or any(stopped_by(where, about, count) for count in counts):
        return FindingStatus.PARTLY
    return FindingStatus.IN_FORCE


def _counts(where: Situation, party: str, finding: PartnerFinding, purpose: PartnerPurpose) -> bool:
    """Whether it is relied on for `purpose` in some part, at least, of its area."""
    if all(one.id != finding.id for one in trusted_by(where, party, purpose)):
        return False
    stops = stopped_by(where, party, purpose)
    return not any(is_everywhere(where.world, stop, where.need.area) for stop in stops)


def is_everywhere(world: World, stop: PartnerFinding, area: str | None) -> bool:
    """Whether it stops in all of `area` (None: in all the world)."""
    known = world.directory.parties.get(stop.about)
    travels = known is None or known.is_person  # as `Situation.bears`
    return travels or world.areas.covers(stop.area, area)
