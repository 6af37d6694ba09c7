"""What people and authorities have found. Several may stand side by side and disagree.

Statuses and bodies carry the codes of the Human Trafficking Case Data Standard 2.0 (IOM,
CC BY 4.0): vic_TraffickingStatus and vic_TraffickingStatusDecisionMakingOrg.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput
from fanal.core.law.countries import COUNTRIES
from fanal.core.words import LabelledEnum, say


class Status(LabelledEnum):
    POSSIBLE = "PossibleVictimOfTrafficking", say("possible victim of trafficking")
    ACTUAL = "ActualVictimOfTrafficking", say("victim of trafficking")
    NOT = "NotAVictimOfTrafficking", say("not a victim of trafficking")


class Body(LabelledEnum):
    POLICE = "police", say("police")
    NGO = "ngo", say("non-governmental organisation")
    COURT = "court", say("court or prosecution")
    TEAM = "multidisciplinary_team", say("multidisciplinary team")
    OTHER = "other", say("other")


class Step(LabelledEnum):
    PRESUMED = "presumed", say("presumed")
    IDENTIFIED = "formally_identified", say("formally identified")
    REFUSED = "refused", say("identification refused")
    APPEALED = "appealed", say("appealed against")
    REVOKED = "revoked", say("revoked")


EXPECTED_STATUS = {
    Step.PRESUMED: {Status.POSSIBLE},
    Step.IDENTIFIED: {Status.ACTUAL},
    Step.REFUSED: {Status.NOT},
    # Whether an appeal suspends the refusal differs by country: either status may stand meanwhile.
    Step.APPEALED: {Status.POSSIBLE, Status.NOT},
    Step.REVOKED: {Status.NOT, Status.POSSIBLE},
}


@dataclass(frozen=True, slots=True)
class HumanFinding:
    """One decision. `document` says where the paper is, never what it holds."""

    status: Status
    step: Step
    body: Body
    on: date
    country: str
    reason: str = ""
    document: str = ""

    def __post_init__(self) -> None:
        if self.country not in COUNTRIES:
            raise BadInput("country", say("{code} is not a country code", code=self.country))
        if self.status not in EXPECTED_STATUS[self.step]:
            raise BadInput("status", say("this does not go with what was decided"))
        if self.step is Step.REFUSED and not self.reason.strip():
            raise BadInput(
                "reason", say("a refusal needs the reason given, or that none was given")
            )

    def no_later_than(self, today: date) -> HumanFinding:
        refuse_future("found_on", self.on, today)
        return self


def latest_findings(findings: Iterable[HumanFinding]) -> list[HumanFinding]:
    """The last finding of each body in each country, oldest first; both where on one day it
    identified her and refused to, and nobody knows which came last."""
    latest: dict[tuple[Body, str], list[HumanFinding]] = {}
    for _on, of_day in groupby(sorted(findings, key=_order), key=attrgetter("on")):
        by_place: dict[tuple[Body, str], list[HumanFinding]] = {}
        for finding in of_day:
            # A body may correct itself; it does not overrule another one, nor the same kind of body
            # abroad.
            by_place.setdefault((finding.body, finding.country), []).append(finding)
        for place, found in by_place.items():
            latest[place] = _after_day(latest.get(place, []), found)
    return sorted((one for last in latest.values() for one in last), key=_order)


# Of a finding the day is known and not the hour: on one day the steps are in the order in which
# they can follow one another, and never in that of the rows.
RANK = {Step.PRESUMED: 0, Step.IDENTIFIED: 1, Step.REFUSED: 1, Step.APPEALED: 2, Step.REVOKED: 3}
DECIDES = frozenset({Step.IDENTIFIED, Step.REFUSED, Step.REVOKED})


def _order(finding: HumanFinding) -> tuple[date, int, str, str, str, str, str]:
    of = finding
    told = of.step, of.body, of.country, of.reason, of.document
    return finding.on, RANK[finding.step], *told


def _after_day(before: Sequence[HumanFinding], found: Sequence[HumanFinding]) -> list[HumanFinding]:
    """What stands of one body after a day on which it found these, in their order; `before`: what
    stood until then."""
    decided = [one for one in found if one.step in DECIDES]
    appeals = sum(one.step is Step.APPEALED for one in found)
    # An appeal is against a decision. Where one stood before, or there are more decisions of this
    # day than appeals, the last of them is what became of the appeal.
    stood = any(one.step in DECIDES for one in before)
    among = decided if appeals and len(decided) + stood > appeals else found
    by_step = {one.step: one for one in among if RANK[one.step] == RANK[among[-1].step]}
    return list(by_step.values())


def disagree(findings: Iterable[HumanFinding]) -> bool:
    """Whether one body says she is and another that she is not."""
    statuses = {finding.status for finding in latest_findings(findings)}
    # Possible beside actual is no disagreement: one body has only not decided yet.
    return {Status.ACTUAL, Status.NOT} <= statuses or {Status.POSSIBLE, Status.NOT} <= statuses


def refusals(findings: Iterable[HumanFinding]) -> list[HumanFinding]:
    """Refusals and revocations that still stand: those for which a review can be asked."""
    return [f for f in latest_findings(findings) if f.step in (Step.REFUSED, Step.REVOKED)]


def recognitions(findings: Iterable[HumanFinding]) -> list[HumanFinding]:
    """Return those by which an authority or a court recognised her, as they stand. What an
    organisation found opens none of the rights that the law ties to it."""
    found = [f for f in latest_findings(findings) if f.step is Step.IDENTIFIED]
    return [f for f in found if f.body is not Body.NGO]
