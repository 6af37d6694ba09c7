"""The sections of a case, and the tabs in which they stand.

How far a section is, is read from what stands in it and typed by nobody.
"""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class Section(StrEnum):
    """The sections in the order in which they are read."""

    SIGNAL = "signal"
    SAFETY = "safety"
    CONSENT = "consent"
    NEEDS = "needs"
    PARTICULARS = "particulars"
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
    Section.PARTICULARS: say("What this kind of case asks"),
    Section.PLAN: say("Plan"),
    Section.SERVICES: say("Services"),
    Section.CONTACT: say("Contact rules"),
    Section.DOCUMENTS: say("Documents"),
    Section.PEOPLE: say("People around her"),
    Section.NOTES: say("Notes"),
    Section.FOLLOW_UP: say("Follow-up"),
    Section.CLOSURE: say("Closure"),
}


class Tab(StrEnum):
    """The parts of a case as its pages lead to them."""

    NOW = "now"
    TIMELINE = "timeline"
    SAFETY = "safety"
    PLAN = "plan"
    PROTECTION = "protection"
    SHARING = "sharing"
    PEOPLE = "people"
    LAW = "law"
    DOCUMENTS = "documents"
    JOURNEYS = "journeys"

    def sentence(self) -> Sentence:
        return TAB_SAYS[self]


TAB_SAYS = {
    Tab.NOW: say("Now"),
    Tab.TIMELINE: say("Timeline"),
    Tab.SAFETY: say("Safety"),
    Tab.PLAN: say("Plan and goals"),
    Tab.PROTECTION: say("Reviews and deadlines"),
    Tab.SHARING: say("Consent and sharing"),
    Tab.PEOPLE: say("People around her"),
    Tab.LAW: say("Law"),
    Tab.DOCUMENTS: say("Documents"),
    Tab.JOURNEYS: say("Journeys"),
}
# Every section is in one tab: that of her first screen leads to closing.
TABS: dict[Tab, tuple[Section, ...]] = {
    Tab.NOW: (Section.CLOSURE,),
    Tab.TIMELINE: (Section.NOTES, Section.SIGNAL),
    Tab.SAFETY: (Section.SAFETY, Section.CONTACT),
    Tab.PLAN: (
        Section.PLAN,
        Section.NEEDS,
        Section.PARTICULARS,
        Section.SERVICES,
        Section.FOLLOW_UP,
    ),
    Tab.PROTECTION: (),
    Tab.SHARING: (Section.CONSENT,),
    Tab.PEOPLE: (Section.PEOPLE,),
    Tab.LAW: (),
    Tab.DOCUMENTS: (Section.DOCUMENTS,),
    Tab.JOURNEYS: (),
}


def tab_of(section: Section) -> Tab:
    """The tab in which a section stands."""
    return next(tab for tab, sections in TABS.items() if section in sections)


# ── What was typed of a section before its state was derived, and is still shown ─────────────
class WaitingFor(StrEnum):
    """Whom or what a section was said to wait for."""

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
    """Why a section was said not to apply."""

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
