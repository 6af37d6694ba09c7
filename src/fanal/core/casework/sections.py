"""The sections of a case, and the tabs in which they stand.

How far a section is, is read from what stands in it and typed by nobody.
"""

from fanal.core.words import LabelledEnum, say


class Section(LabelledEnum):
    """The sections in the order in which they are read."""

    SIGNAL = "signal", say("Call")
    SAFETY = "safety", say("Immediate safety")
    CONSENT = "consent", say("Consent")
    NEEDS = "needs", say("Needs")
    PARTICULARS = "particulars", say("What this kind of case asks")
    PLAN = "plan", say("Plan")
    SERVICES = "services", say("Services")
    CONTACT = "contact", say("Contact rules")
    DOCUMENTS = "documents", say("Documents")
    PEOPLE = "people", say("People around her")
    NOTES = "notes", say("Notes")
    FOLLOW_UP = "follow_up", say("Follow-up")
    CLOSURE = "closure", say("Closure")


class Tab(LabelledEnum):
    """The parts of a case as its pages lead to them."""

    NOW = "now", say("Now")
    TIMELINE = "timeline", say("Timeline")
    SAFETY = "safety", say("Safety")
    PLAN = "plan", say("Plan and goals")
    PROTECTION = "protection", say("Reviews and deadlines")
    SHARING = "sharing", say("Consent and sharing")
    PEOPLE = "people", say("People around her")
    LAW = "law", say("Law")
    DOCUMENTS = "documents", say("Documents")
    JOURNEYS = "journeys", say("Journeys")


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
    """Return the tab in which a section stands."""
    return next(tab for tab, sections in TABS.items() if section in sections)


# ── What was typed of a section before its state was derived, and is still shown ─────────────
class WaitingFor(LabelledEnum):
    """The person or body that a section was said to wait for."""

    HER_DECISION = "her_decision", say("her decision")
    FAMILY = "family", say("the family")
    PARTNER = "partner", say("a partner")
    AUTHORITY = "authority", say("an authority")
    EMBASSY = "embassy", say("an embassy")
    COURT = "court", say("the court")
    HEALTH_SERVICE = "health_service", say("a health service")
    INTERPRETER = "interpreter", say("an interpreter")
    COLLEAGUE = "colleague", say("a colleague")
    PAPERS = "papers", say("papers")


class NotApplicable(LabelledEnum):
    """Why a section was said not to apply."""

    NOT_NEEDED = "not_needed", say("it is not needed")
    SHE_DECLINED = "she_declined", say("she does not want it")
    DONE_ELSEWHERE = "done_elsewhere", say("others do it")
    NO_ONE_TO_REACH = "no_one_to_reach", say("there is no one to reach")
