"""A finding as the rules read it. One that was changed in the database counts as danger."""

from datetime import date
from typing import TypedDict

from django.db.models import QuerySet

from fanal.authority import attested
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.trust.findings import (
    FLOOR_FOR_AN_ADULT,
    FindingStatus,
    PartnerFinding,
    finding_status,
)
from fanal.core.trust.vocabulary import (
    Credibility,
    FindingReason,
    PartnerPurpose,
    Reliability,
    TrustLevel,
)
from fanal.partners.models import Partner, TrustFinding
from fanal.partners.models.trust import FactsOnFile

# What stands for facts that do not open: nobody knows whom they were about, so nobody is trusted
# on them, and whoever they are put to now is asked for nothing until two people have looked.
BROKEN: FactsOnFile = {
    "level": TrustLevel.DANGEROUS.value,
    "purposes": [],
    "reasons": [],
    "reliability": Reliability.F.value,
    "credibility": Credibility.CANNOT_BE_JUDGED.value,
    "precautions": [],
    "evidence": "",
}


def as_core(row: TrustFinding) -> PartnerFinding:
    """The finding as the rules read it."""
    about = str(row.about_id or row.colleague_id)
    if not opens(row):
        return broken(str(row.id), about, str(row.said_by_id), row.said_on)
    return PartnerFinding(
        id=str(row.id),
        about=about,
        said_by=str(row.said_by_id),
        said_on=row.said_on,
        area=str(row.area_id) if row.area_id else None,
        confirmed_by=str(row.confirmed_by_id) if row.confirmed_by_id else None,
        review_on=row.review_on,
        until=row.until,
        withdrawn_on=row.withdrawn_on,
        **read_facts(row.facts),
    )


def judged(partners: QuerySet[Partner], today: date) -> int:
    """Return about how many of these two people said something that counts today. What is closed
    is left out: the number would tell that there is something to find."""
    rows = TrustFinding.objects.filter(about__in=partners, closed=False).exclude(confirmed_by=None)
    counts = FindingStatus.IN_FORCE
    return len(
        {
            row.about_id
            for row in rows
            if finding_status(as_core(row), today, FLOOR_FOR_AN_ADULT) is counts
        }
    )


def broken(id: str, about: str, said_by: str, said_on: date) -> PartnerFinding:
    """Return a finding that is broken: danger everywhere and without an end, whatever its columns
    say of it."""
    by = "" if said_by == about else said_by
    return PartnerFinding(id=id, about=about, said_by=by, said_on=said_on, **read_facts(BROKEN))


def opens(row: TrustFinding) -> bool:
    """Whether its facts are those that were sealed for it as it stands now."""
    return facts_of(row) is not BROKEN


def facts_of(row: TrustFinding) -> FactsOnFile:
    """Return the facts of a finding, or `BROKEN`: also of an earlier state that was put back."""
    if not attested.genuine(row):
        return BROKEN
    try:
        return row.facts
    except BrokenSeal:
        return BROKEN


class FindingFacts(TypedDict):
    """What is sealed of a finding, by the names of `fanal.core.trust.findings`."""

    level: TrustLevel
    purposes: frozenset[PartnerPurpose]
    reasons: frozenset[FindingReason]
    reliability: Reliability
    credibility: Credibility
    precautions: tuple[str, ...]


def read_facts(facts: FactsOnFile) -> FindingFacts:
    """What the sealed facts of a finding say, as the rules read it."""
    return {
        "level": TrustLevel(facts["level"]),
        "purposes": frozenset(map(PartnerPurpose, facts["purposes"])),
        "reasons": frozenset(map(FindingReason, facts["reasons"])),
        "reliability": Reliability(facts["reliability"]),
        "credibility": Credibility(facts["credibility"]),
        "precautions": tuple(facts["precautions"]),
    }
