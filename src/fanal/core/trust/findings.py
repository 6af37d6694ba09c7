"""What was found about an organisation, a unit or one person, and whether it still counts.

Suspicion is enough to stop: danger counts as soon as one person has said it. Trust needs a
source that was right before, a second person who confirms, and a date on which it ends.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.errors import BadInput
from fanal.core.trust.vocabulary import (
    Credibility,
    FindingReason,
    PartnerPurpose,
    Reliability,
    TrustLevel,
)
from fanal.core.words import LabelledEnum, say

# Who does one of these may have passed on what he knows of somebody.
TELLS_OTHERS = frozenset(
    {
        FindingReason.COMPLICIT,
        FindingReason.SELLS_INFORMATION,
        FindingReason.EXTORTS_FAMILIES,
        FindingReason.RETURNS_TO_TRAFFICKERS,
        FindingReason.DATA_LOST,
    }
)
TRUST_LASTS = timedelta(days=365)  # where a finding of trust gives no end of its own


@dataclass(frozen=True, slots=True)
class PartnerFinding:
    """No `purposes` means for everything, no `area` means everywhere; `until` is the last day.

    Raises `BadInput` for a finding about oneself or confirmed by whoever said it.
    """

    id: str
    about: str
    level: TrustLevel
    said_by: str
    said_on: date
    purposes: frozenset[PartnerPurpose] = frozenset()
    area: str | None = None
    reasons: frozenset[FindingReason] = frozenset()
    reliability: Reliability = Reliability.F
    credibility: Credibility = Credibility.CANNOT_BE_JUDGED
    confirmed_by: str | None = None
    review_on: date | None = None
    until: date | None = None
    withdrawn_on: date | None = None
    precautions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        where = f"findings.{self.id}"
        # A partner's contact who has an account here would otherwise vouch for himself.
        if self.about in (self.said_by, self.confirmed_by):
            raise BadInput(where, say("nobody makes or confirms a finding about themselves"))
        if self.said_by == self.confirmed_by:
            raise BadInput(where, say("a second person confirms, not the one who said it"))
        if self.until is not None and self.until < self.said_on:
            raise BadInput(where, say("ends before it was said"))
        if self.level is TrustLevel.WITH_PRECAUTIONS and not self.precautions:
            raise BadInput(where, say("says with precautions and names none"))

    @property
    def may_tell_others(self) -> bool:
        """Whether what the party knows of somebody may reach those who look for her."""
        return self.level is TrustLevel.DANGEROUS or bool(self.reasons & TELLS_OTHERS)

    @property
    def last_day(self) -> date | None:
        """The last day it counts; None for danger without an end, which stays until withdrawn."""
        # Trust fades by itself; danger does not become harmless because nobody looked again.
        if self.until is not None or self.level.stops:
            return self.until
        return self.said_on + TRUST_LASTS


class FindingStatus(LabelledEnum):
    IN_FORCE = "in_force", say("counts today")
    WITHDRAWN = "withdrawn", say("taken back")
    EXPIRED = "expired", say("expired: counts as not known")
    UNCONFIRMED = "unconfirmed", say("waits for a second person")
    WEAK = "weak", say("evidence too weak to count")
    NOT_YET = "not_yet", say("not yet")
    # Beside what else is on file (`fanal.core.trust.partner_matrix`).
    OUTWEIGHED = "outweighed", say("does not count: something else on file speaks against it")
    PARTLY = "partly", say("counts only where nothing else on file speaks against it")


@dataclass(frozen=True, slots=True)
class Floor:
    """The weakest evidence on which trust may rest."""

    reliability: Reliability
    credibility: Credibility

    def reached_by(self, finding: PartnerFinding) -> bool:
        return finding.reliability <= self.reliability and finding.credibility <= self.credibility


# In the terms of the Admiralty scale: C3, fairly reliable and possibly true, is enough for an
# adult; a child takes B2, usually reliable and probably true.
FLOOR_FOR_AN_ADULT = Floor(Reliability.C, Credibility.POSSIBLE)
FLOOR_FOR_A_CHILD = Floor(Reliability.B, Credibility.PROBABLE)


def finding_status(finding: PartnerFinding, today: date, floor: Floor) -> FindingStatus:
    """Return whether `finding` counts on `today`, and if not, why not."""
    # Before all else, danger included: who said it has said that it was wrong.
    if finding.withdrawn_on is not None and finding.withdrawn_on <= today:
        return FindingStatus.WITHDRAWN
    if finding.last_day is not None and today > finding.last_day:
        return FindingStatus.EXPIRED
    # Before the day and the second person are looked at: one suspicion is enough to stop.
    if finding.level.stops:
        return FindingStatus.IN_FORCE
    if finding.said_on > today:
        return FindingStatus.NOT_YET
    if finding.confirmed_by is None:
        return FindingStatus.UNCONFIRMED
    return FindingStatus.IN_FORCE if floor.reached_by(finding) else FindingStatus.WEAK


@dataclass(frozen=True, slots=True)
class AllowanceFact:
    """Two people allow one unit or contact by name although its organisation is blocked."""

    party: str
    allowed_by: frozenset[str]
    purposes: frozenset[PartnerPurpose] = frozenset()
    area: str | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if len(self.allowed_by) < 2:
            raise BadInput(f"allowances.{self.party}", say("takes two people"))
        if self.party in self.allowed_by:
            raise BadInput(f"allowances.{self.party}", say("nobody allows themselves"))
