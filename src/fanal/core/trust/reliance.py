"""The findings on which trust in a party rests for a purpose here, and what stops it."""

from collections.abc import Iterable

from fanal.core.trust.findings import FindingStatus, PartnerFinding
from fanal.core.trust.situation import Situation
from fanal.core.trust.vocabulary import PartnerPurpose, TrustLevel, akin, with_implied

# A single person inherits the trust of her organisation for nothing but these.
_LIGHT = frozenset({PartnerPurpose.KNOW_A_CASE_EXISTS})


def trusted_by(situation: Situation, party: str, purpose: PartnerPurpose) -> list[PartnerFinding]:
    """Return the findings in force on which trust in `party` for `purpose` rests here."""
    return [
        finding
        for finding in speaking_for(situation, party, purpose)
        if situation.standing(finding) is FindingStatus.IN_FORCE
        and not _overtaken(situation, party, purpose, finding)
    ]


def stopped_by(situation: Situation, party: str, purpose: PartnerPurpose) -> list[PartnerFinding]:
    """Return what stops it here: said of `party` or, unless it is allowed by name, of
    a body of it."""
    own, *above = situation.world.directory.chain(party)
    area, day = situation.need.area, situation.today
    allowed = situation.world.allowed_by_name(party, purpose, area, day)
    # Two who allow one by name lift the block on its organisation, and no danger of the one
    # allowed.
    bodies = [own] if allowed else [own, *above]
    return [finding for body in bodies for finding in situation.stops(body, purpose)]


def trusted_otherwise(situation: Situation, party: str, purposes: Iterable[PartnerPurpose]) -> bool:
    """Return whether a finding in force trusts `party` itself, elsewhere or for something other
    than these."""
    asked = [one for purpose in purposes for one in speaking_for(situation, party, purpose)]
    return any(
        finding.about == party
        and not finding.level.stops
        and situation.standing(finding) is FindingStatus.IN_FORCE
        and finding not in asked
        for finding in situation.world.about(party)
    )


def relied_on(situation: Situation, party: str) -> list[PartnerFinding]:
    """Return the trust that is said to speak for `party`: none for what something else stops."""
    free = [one for one in situation.asked if not stopped_by(situation, party, one)]
    found = [finding for one in free for finding in trusted_by(situation, party, one)]
    return list({finding.id: finding for finding in found}.values())


def speaking_for(situation: Situation, party: str, purpose: PartnerPurpose) -> list[PartnerFinding]:
    """Return findings of trust about `party`, and about bodies whose trust it shares.

    A party that took another over does not take over the trust in it.
    """
    world = situation.world
    return [
        finding
        for body in _vouching(situation, party, purpose)
        for finding in world.about(body)
        if not finding.level.stops
        # `about` follows mergers; this line does not. Danger is inherited by the partner that took
        # over, trust has to be said again.
        and finding.about == body
        and (not finding.purposes or akin(purpose) & with_implied(finding.purposes))
        and world.areas.covers(finding.area, situation.need.area)
    ]


def _vouching(situation: Situation, party: str, purpose: PartnerPurpose) -> list[str]:
    directory = situation.world.directory
    own, *above = directory.chain(party)
    known = directory.parties.get(own)
    # An organisation is trusted as a whole, and any one person in it may be a cousin of the
    # suspect.
    if known is not None and known.is_person and purpose not in _LIGHT:
        return [own]
    return [own, *(body for body in above if not situation.stops(body, purpose))]


def _overtaken(
    situation: Situation, party: str, purpose: PartnerPurpose, trust: PartnerFinding
) -> bool:
    """Whether danger was said after this trust and merely lapsed: then nobody has looked again."""
    return any(
        situation.standing(other) is FindingStatus.EXPIRED
        and other.said_on >= trust.said_on
        and (
            other.level is TrustLevel.DANGEROUS
            or (other.level.stops and situation.bears(other, purpose))
        )
        for body in situation.world.directory.chain(party)
        for other in situation.world.about(body)
    )
