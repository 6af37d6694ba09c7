"""Findings of danger are sealed: who must not know of one does not learn that it exists.

The answer must still not send her to the dangerous. So for such eyes the party looks like one
of which nothing is on file that counts: the danger is left out, and so is every trust in the
party, in its bodies and in its members. The answer is then "find out", and whom to ask is the
director, as it is for any stranger.
"""

from collections.abc import Collection

from fanal.core.trust.findings import PartnerFinding
from fanal.core.trust.situation import Situation


def redacted_for(situation: Situation, hidden: Collection[str]) -> Situation:
    """Return `situation` for one who must not learn of the findings whose ids are `hidden`."""
    findings = situation.world.findings
    unknown = _unknown(situation, [finding for finding in findings if finding.id in hidden])
    return situation.with_findings(
        finding
        for finding in findings
        if finding.id not in hidden
        # Danger that the reader may know stays: to leave it out would send her there.
        and (finding.level.stops or _key(situation, finding) not in unknown)
    )


def _unknown(situation: Situation, hidden: list[PartnerFinding]) -> set[str]:
    directory = situation.world.directory
    unknown: set[str] = set()
    for finding in hidden:
        # Trust in its bodies and members goes as well: a "yes" to its parent would tell that
        # something is hidden.
        if finding.level.stops:
            unknown |= {*directory.chain(finding.about), *directory.members(finding.about)}
    return unknown


def _key(situation: Situation, finding: PartnerFinding) -> str:
    return situation.world.directory.now_called(finding.about)
