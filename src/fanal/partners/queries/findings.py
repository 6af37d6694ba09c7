"""A finding as the rules read it."""

from __future__ import annotations

from typing import Any

from fanal.core.trust.findings import Finding
from fanal.core.trust.vocabulary import Credibility, Level, Purpose, Reason, Reliability
from fanal.partners.models import TrustFinding


def as_core(row: TrustFinding) -> Finding:
    """The finding as the rules read it."""
    return Finding(
        id=str(row.id),
        about=str(row.about_id or row.colleague_id),
        said_by=str(row.said_by_id),
        said_on=row.said_on,
        area=str(row.area_id) if row.area_id else None,
        confirmed_by=str(row.confirmed_by_id) if row.confirmed_by_id else None,
        review_on=row.review_on,
        until=row.until,
        withdrawn_on=row.withdrawn_on,
        **told(row.facts),
    )


def told(facts: dict[str, Any]) -> dict[str, Any]:
    """What the sealed facts of a finding say, as the rules read it."""
    return {
        "level": Level(facts["level"]),
        "purposes": frozenset(map(Purpose, facts["purposes"])),
        "reasons": frozenset(map(Reason, facts["reasons"])),
        "reliability": Reliability(facts["reliability"]),
        "credibility": Credibility(facts["credibility"]),
        "precautions": tuple(facts["precautions"]),
    }
