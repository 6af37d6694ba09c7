"""The rule on whose word counts where somebody else answers for her.

A yes given for her by a suspect, by somebody close to one, or by anybody who must never be told of
her is none, whatever paper there is. Where only a role is on record ("a parent or caregiver"), it
is none as long as anybody of that role is part of the danger. Nor does a no of a suspect stop what
was agreed to; from 15 on her own word decides, and no guardian's no stops it either.

A parent or a relative who brings her up answers as such; a guardian or temporary carer by a paper
that holds; anybody else, and whoever answers where it is disputed who may, only once two colleagues
decided so in her best interests (CRC 1989, articles 3 and 20). A mandate that ended gives no
authority: an uncle who was her guardian until a day is after it nobody who may consent, unless
another paper or a decision says so. Her mother and her father need none (CRC, articles 5 and 18).

That a yes for her does not lift her own no: `fanal.core.casework.statements`; whose yes an age
needs: `fanal.core.casework.whose_consent`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.intervals import lies_within
from fanal.core.casework.consent import GivenBy
from fanal.core.errors import BadInput
from fanal.core.trust.parties import Directory
from fanal.core.words import LabelledEnum, say

HERSELF = "person"
ROLES = frozenset(GivenBy) - {GivenBy.HERSELF}
RECRUITER = "recruiter"
# Who may stand behind "a parent or caregiver"; "" where the relation was not said.
CAREGIVERS = frozenset({"", "mother", "father", "sibling", "partner", "relative", "other"})
# Who answers as a caregiver without a paper; of a mother or a father there is one.
BRING_HER_UP = frozenset({"mother", "father", "sibling", "relative"})
ONE_OF_A_KIND = ("mother", "father")
BY_PAPER = frozenset({GivenBy.LEGAL_GUARDIAN, GivenBy.TEMPORARY_CARER})


@dataclass(frozen=True, slots=True)
class PersonAroundFact:
    """Somebody around her. `never_told`: part of the danger; None where the gate cannot know yet.

    `close_to_suspect`: by family, work or debt. `parties`: what this person is called among the
    partners, if anything. `role`: guardian or temporary carer, as far as a paper says so, until
    `role_until`. `disputed`: somebody else claims the same. `claims`: recorded
    beside this child; her mother in another file of hers is no second one.
    """

    id: str
    relation: str = ""
    never_told: bool | None = None
    close_to_suspect: bool = False
    parties: frozenset[str] = frozenset()
    role: str = ""
    role_until: date | None = None
    disputed: bool = False
    claims: bool = True

    def is_carer(self, today: date) -> bool:
        """Whether this person answers for her as a parent, by a paper that holds, or as a relative
        of whom there never was one."""
        if self.role not in BY_PAPER:
            return self.relation in BRING_HER_UP
        return self.is_parent or self.role_until is None or today <= self.role_until

    @property
    def is_parent(self) -> bool:
        return self.relation in ONE_OF_A_KIND

    @property
    def may_answer_for_her(self) -> bool | None:
        """Whether this person may answer for her; None: not known."""
        if self.never_told or self.close_to_suspect or self.relation == RECRUITER:
            return False
        return None if self.never_told is None else True

    def could_be(self, role: str) -> bool:
        """Whether this person may stand behind a yes of which only the role is on record."""
        return role != GivenBy.PARENT_OR_CAREGIVER or self.relation in CAREGIVERS


@dataclass(frozen=True, slots=True)
class DecidedCarer:
    """The decision of two colleagues, in her best interests, on who answers for her: `speaker`,
    somebody around her, a colleague or partner by id, or a role. Raises `BadInput` where one
    decided alone."""

    id: str
    speaker: str
    first: str
    second: str
    on: date
    until: date | None = None

    def __post_init__(self) -> None:
        if not self.first or not self.second or self.first == self.second:
            raise BadInput(f"decisions.{self.id}", say("takes a second person"))
        if self.speaker in (HERSELF, GivenBy.HERSELF):
            raise BadInput(f"decisions.{self.id}", say("names who answers for her"))

    def holds_on(self, day: date) -> bool:
        return lies_within(day, self.on, self.until)


class Doubt(LabelledEnum):
    """Why a yes given for her does not count."""

    VOID = (
        "void",
        say(
            "This yes does not count: whoever gave it for her is part of the danger, or close to a"
            " suspect. Ask her, or another adult whom she trusts."
        ),
    )  # its giver is part of the danger
    GIVER_NOT_KNOWN = (
        "giver_not_known",
        say(
            "This yes does not count yet: somebody around her who may have given it is part of the"
            " danger. Name who answered, or ask again."
        ),
    )  # somebody who may have given it is
    DISPUTED = (
        "carer_disputed",
        say(
            "This yes does not count yet: two people claim to be the one who consents for her. "
            "Two colleagues decide in her best interests, and give the reason."
        ),
    )  # somebody else claims to be the one who answers for her
    NO_CARER = (
        "no_carer",
        say(
            "This yes does not count: no paper that holds today says that this person is her "
            "guardian or temporary carer. Record the paper under People around her, or have two "
            "colleagues decide."
        ),
    )  # neither parent nor relative, no paper that holds, no decision by two


def doubt(
    given_by: str,
    *,
    around: Collection[PersonAroundFact],
    forbidden: Collection[str],
    directory: Directory,
    today: date,
    role: str = "",
    decisions: Collection[DecidedCarer] = (),
) -> Doubt | None:
    """Return why a yes of `given_by` does not count; None where it does.

    `given_by`: `HERSELF`, a role, or the id of somebody around her or on file; `role`: as what this
    one answered. `forbidden`: those who must never be told, as they are called now.
    """
    if given_by == HERSELF:
        return None
    named = next((person for person in around if person.id == given_by), None)
    if named is None and given_by in ROLES:
        behind = [person for person in around if person.could_be(given_by)]
        # None (not known) stops as well: with only a role on record, anybody of it may have
        # answered.
        if not all(one.may_answer_for_her for one in behind):
            return Doubt.GIVER_NOT_KNOWN
    elif danger := _danger(given_by, named, forbidden, directory):
        return danger
    # After danger has been looked at: two colleagues settle who answers for her, never that a
    # suspect may.
    speakers = {decision.speaker for decision in decisions if decision.holds_on(today)}
    if speakers & {given_by, role}:
        return None
    return _no_carer(given_by, named, around, today)


def _danger(
    given_by: str, named: PersonAroundFact | None, forbidden: Collection[str], directory: Directory
) -> Doubt | None:
    if given_by in forbidden:
        return Doubt.VOID
    if named is not None and not named.may_answer_for_her:
        return Doubt.VOID if named.may_answer_for_her is False else Doubt.GIVER_NOT_KNOWN
    bodies = {given_by} | (named.parties if named else frozenset[str]())
    reaches_them = any(_would_tell(body, forbidden, directory) for body in bodies)
    return Doubt.VOID if reaches_them else None


def _no_carer(
    given_by: str, named: PersonAroundFact | None, around: Collection[PersonAroundFact], today: date
) -> Doubt | None:
    """Return why a speaker who is no danger may answer for her only after a decision by two; None
    where none is needed."""
    if named is None:
        if given_by != GivenBy.PARENT_OR_CAREGIVER:
            return Doubt.NO_CARER
        contested = any(disputed(person, around) for person in around)
        return Doubt.DISPUTED if contested else None
    if disputed(named, around):
        return Doubt.DISPUTED
    return None if named.is_carer(today) else Doubt.NO_CARER


def somebody_may_answer(
    around: Collection[PersonAroundFact], decisions: Collection[DecidedCarer], today: date
) -> bool:
    """Whether anybody on file may say yes for a child: by a decision of two, or as her carer, whom
    nothing makes part of the danger and nobody disputes it. Two decided before they knew."""
    barred = {person.id for person in around if not person.may_answer_for_her}
    decided = {decision.speaker for decision in decisions if decision.holds_on(today)}
    return bool(decided - barred) or any(
        person.may_answer_for_her and person.is_carer(today) and not disputed(person, around)
        for person in around
    )


def disputed(one: PersonAroundFact, around: Collection[PersonAroundFact]) -> bool:
    """Whether somebody else claims the same: it was recorded so, or there are two mothers."""
    if one.disputed:
        return True
    return (
        one.claims
        and one.relation in ONE_OF_A_KIND
        and any(
            other.claims and other.id != one.id and other.relation == one.relation
            for other in around
        )
    )


def _would_tell(party: str, forbidden: Collection[str], directory: Directory) -> bool:
    reached = {*directory.chain(party), *directory.hears(party)}
    return not reached.isdisjoint(forbidden)
