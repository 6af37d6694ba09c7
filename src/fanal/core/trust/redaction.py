"""Findings of danger are sealed: who must not know of one does not learn that it exists.

The answer must still not send her to the dangerous. So for such eyes the party looks like one
of which nothing is on file that counts: the danger is left out, and so is every trust in the
party, in its bodies and in its members. The answer is then "find out", and whom to ask is the
director, as it is for any stranger.
"""

from collections.abc import Collection
from dataclasses import replace

from fanal.core.trust.findings import PartnerFinding
from fanal.core.trust.parties import Directory
from fanal.core.trust.situation import Situation, World


def redacted_for(situation: Situation, hidden: Collection[str]) -> Situation:
    """Return `situation` for one who must not learn of the findings whose ids are `hidden`."""
    return replace(situation, world=redacted_world(situation.world, hidden))


def redacted_world(world: World, hidden: Collection[str]) -> World:
    """Return what is on file for one who must not learn of the findings whose ids are `hidden`."""
    if not hidden:
        return world
    directory = world.directory
    unknown = _unknown(directory, [row for row in world.findings if row.id in hidden])
    return world.with_findings(
        finding
        for finding in world.findings
        if finding.id not in hidden
        # Danger that the reader may know stays: to leave it out would send her there.
        and (finding.level.stops or directory.now_called(finding.about) not in unknown)
    )


def _unknown(directory: Directory, hidden: list[PartnerFinding]) -> set[str]:
    unknown: set[str] = set()
    for finding in hidden:
        # Trust in its bodies and members goes as well: a "yes" to its parent would tell that
        # something is hidden.
        if finding.level.stops:
            unknown |= {*directory.chain(finding.about), *directory.members(finding.about)}
    return unknown
