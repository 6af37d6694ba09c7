"""The case page as a task list: twelve sections, each saying how far it is.

"Nobody has looked" and "somebody has looked, something is missing" are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fanal.core.words import Sentence, say


class Section(StrEnum):
    """The sections in the order in which they are read."""

    SIGNAL = "signal"
    SAFETY = "safety"
    CONSENT = "consent"
    NEEDS = "needs"
    PLAN = "plan"
    SERVICES = "services"
    CONTACT = "contact"
    DOCUMENTS = "documents"
    PEOPLE = "people"
    NOTES = "notes"
    FOLLOW_UP = "follow_up"
    CLOSURE = "closure"

    def sentence(self) -> Sentence:
        return SAYS[self]


SAYS = {
    Section.SIGNAL: say("Call"),
    Section.SAFETY: say("Immediate safety"),
    Section.CONSENT: say("Consent"),
    Section.NEEDS: say("Needs"),
    Section.PLAN: say("Plan"),
    Section.SERVICES: say("Services"),
    Section.CONTACT: say("Contact rules"),
    Section.DOCUMENTS: say("Documents"),
    Section.PEOPLE: say("People around her"),
    Section.NOTES: say("Notes"),
    Section.FOLLOW_UP: say("Follow-up"),
    Section.CLOSURE: say("Closure"),
}
REQUIRED = frozenset({Section.SAFETY, Section.CONSENT})


class SectionStatus(StrEnum):
    """How far a section is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class WaitingFor(StrEnum):
    """Whom or what a section waits for. Codes, so that a list can show them without a key."""

    HER_DECISION = "her_decision"
    FAMILY = "family"
    PARTNER = "partner"
    AUTHORITY = "authority"
    EMBASSY = "embassy"
    COURT = "court"
    HEALTH_SERVICE = "health_service"
    INTERPRETER = "interpreter"
    COLLEAGUE = "colleague"
    PAPERS = "papers"

    def sentence(self) -> Sentence:
        return WAITING_SAYS[self]


WAITING_SAYS = {
    WaitingFor.HER_DECISION: say("her decision"),
    WaitingFor.FAMILY: say("the family"),
    WaitingFor.PARTNER: say("a partner"),
    WaitingFor.AUTHORITY: say("an authority"),
    WaitingFor.EMBASSY: say("an embassy"),
    WaitingFor.COURT: say("the court"),
    WaitingFor.HEALTH_SERVICE: say("a health service"),
    WaitingFor.INTERPRETER: say("an interpreter"),
    WaitingFor.COLLEAGUE: say("a colleague"),
    WaitingFor.PAPERS: say("papers"),
}


class NotApplicable(StrEnum):
    """Why a section does not apply."""

    NOT_NEEDED = "not_needed"
    SHE_DECLINED = "she_declined"
    DONE_ELSEWHERE = "done_elsewhere"
    NO_ONE_TO_REACH = "no_one_to_reach"

    def sentence(self) -> Sentence:
        return NOT_APPLICABLE_SAYS[self]


NOT_APPLICABLE_SAYS = {
    NotApplicable.NOT_NEEDED: say("it is not needed"),
    NotApplicable.SHE_DECLINED: say("she does not want it"),
    NotApplicable.DONE_ELSEWHERE: say("others do it"),
    NotApplicable.NO_ONE_TO_REACH: say("there is no one to reach"),
}


@dataclass(frozen=True)
class Progress:
    """What is recorded of a section. `done` is a person's judgement, never the machine's."""

    records: int = 0
    waiting_for: WaitingFor | None = None
    done: bool = False
    not_applicable: NotApplicable | None = None


@dataclass(frozen=True)
class SectionState:
    """The state of a section and why."""

    section: Section
    state: SectionStatus
    because: Sentence | None = None

    def sentence(self) -> Sentence:
        if self.state is SectionStatus.WAITING:
            return say("waiting for {what}", what=self.because)
        if self.state is SectionStatus.NOT_APPLICABLE:
            return say("not applicable because {why}", why=self.because)
        return STATE_SAYS[self.state]


STATE_SAYS = {
    SectionStatus.NOT_STARTED: say("not started"),
    SectionStatus.IN_PROGRESS: say("in progress"),
    SectionStatus.DONE: say("done"),
}


def section_state(section: Section, progress: Progress) -> SectionState:
    """Waiting beats everything, so that nothing that hangs looks finished.

    Safety and consent are never "not applicable".
    """
    if progress.waiting_for:
        return SectionState(section, SectionStatus.WAITING, progress.waiting_for.sentence())
    if progress.not_applicable and section not in REQUIRED:
        return SectionState(
            section, SectionStatus.NOT_APPLICABLE, progress.not_applicable.sentence()
        )
    if progress.done:
        return SectionState(section, SectionStatus.DONE)
    return SectionState(
        section, SectionStatus.IN_PROGRESS if progress.records else SectionStatus.NOT_STARTED
    )
