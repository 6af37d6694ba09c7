"""Whose word counts where somebody else answers for her.

A yes given for her by a suspect, by somebody close to one, or by anybody who must never be told of
her is none. Where only a role is on record ("a parent or caregiver"), it is none as long as anybody
of that role is part of the danger. That it does not lift her own no:
`fanal.core.casework.mentions`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from fanal.core.casework.consent import GivenBy
from fanal.core.trust.parties import Directory

HERSELF = "person"
ROLES = frozenset(GivenBy) - {GivenBy.HERSELF}
RECRUITER = "recruiter"
# Who may stand behind "a parent or caregiver"; "" where the relation was not said.
CAREGIVERS = frozenset({"", "mother", "father", "sibling", "partner", "relative", "other"})


@dataclass(frozen=True, slots=True)
class PersonAroundFact:
    """Somebody around her. `never_told`: part of the danger; None where the gate cannot know yet.

    `close_to_suspect`: by family, work or debt. `parties`: what this person is called among the
    partners, if anything.
    """

    id: str
    relation: str = ""
    never_told: bool | None = None
    close_to_suspect: bool = False
    parties: frozenset[str] = frozenset()

    @property
    def may_answer_for_her(self) -> bool | None:
        """None: not known."""
        if self.never_told or self.close_to_suspect or self.relation == RECRUITER:
            return False
        return None if self.never_told is None else True

    def could_be(self, role: str) -> bool:
        """Whether this person may stand behind a yes of which only the role is on record."""
        return role != GivenBy.PARENT_OR_CAREGIVER or self.relation in CAREGIVERS


class Doubt(StrEnum):
    """Why a yes given for her does not count."""

    VOID = "void"  # its giver is part of the danger
    GIVER_NOT_KNOWN = "giver_not_known"  # somebody who may have given it is


def doubt(
    given_by: str,
    *,
    around: Collection[PersonAroundFact],
    forbidden: Collection[str],
    directory: Directory,
) -> Doubt | None:
    """Why a yes of `given_by` does not count; None where it does.

    `given_by`: `HERSELF`, a role, or the id of somebody around her or on file. `forbidden`: those
    who must never be told, as they are called now.
    """
    if given_by == HERSELF:
        return None
    named = next((one for one in around if one.id == given_by), None)
    if named is None and given_by in ROLES:
        behind = (one for one in around if one.could_be(given_by))
        safe = all(one.may_answer_for_her for one in behind)
        return None if safe else Doubt.GIVER_NOT_KNOWN
    if named is not None and not named.may_answer_for_her:
        return Doubt.VOID if named.may_answer_for_her is False else Doubt.GIVER_NOT_KNOWN
    bodies = {given_by} | (named.parties if named else frozenset[str]())
    told = any(_would_tell(body, forbidden, directory) for body in bodies)
    return Doubt.VOID if told else None


def _would_tell(party: str, forbidden: Collection[str], directory: Directory) -> bool:
    reached = {*directory.chain(party), *directory.hears(party)}
    return not reached.isdisjoint(forbidden)
