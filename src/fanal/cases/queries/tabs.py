"""The tabs of a case: one row of links on each of its pages, of what the reader may open."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from fanal.cases.models import Case
from fanal.cases.queries.people_order import her_first
from fanal.cases.queries.rights import CaseRights
from fanal.core.casework.sections import TABS, Section, Tab
from fanal.core.sealing.compartments import FILES, IDENTITY, LEGAL, NARRATIVE
from fanal.core.words import Sentence, say

# Which part of the case a tab is of; of the others `_opens` says for whom.
PART_OF = {
    Tab.SAFETY: NARRATIVE,
    Tab.PLAN: NARRATIVE,
    Tab.PEOPLE: IDENTITY,
    Tab.LAW: LEGAL,
    Tab.DOCUMENTS: FILES,
}
OF_PROTECTION = {NARRATIVE, LEGAL}
# Pages of apps above this one.
ELSEWHERE = {
    Tab.SHARING: "sharing:case",
    Tab.LAW: "identification:case",
    Tab.JOURNEYS: "journeys:case",
    Tab.PROTECTION: "protection:case",
}


@dataclass(frozen=True, slots=True)
class TabLink:
    """A link to a page of a case. `tab`: which one it is."""

    tab: Tab
    says: Sentence
    url: str


def tabs_for(case: Case, rights: CaseRights, person: UUID | None) -> list[TabLink]:
    """Return those of the tabs that this reader may open, in order. `person`: whose state is shown
    first, where that is known; else it is asked."""
    shown = [tab for tab in Tab if _opens(rights, tab)]
    if Tab.SAFETY in shown:
        person = person or first_person(case)
    links = [TabLink(tab, tab.sentence(), _url(case, tab, person)) for tab in shown]
    if not rights.works and LEGAL in rights.opens and NARRATIVE not in rights.opens:
        # What a lawyer wrote before there were proceedings stands among the needs.
        needs = reverse("cases:section", args=[case.id, Section.NEEDS])
        links.insert(1, TabLink(Tab.PLAN, say("Legal situation"), needs))
    return links


def _opens(rights: CaseRights, tab: Tab) -> bool:
    if tab is Tab.SHARING:
        return rights.sends
    if tab is Tab.JOURNEYS:
        return rights.works
    if tab is Tab.PROTECTION:
        return bool(OF_PROTECTION & rights.opens)
    part = PART_OF.get(tab)
    # The papers of the law stand among the documents.
    parts = {part, LEGAL} if tab is Tab.DOCUMENTS else {part}
    return part is None or not parts.isdisjoint(rights.opens)


def first_person(case: Case) -> UUID | None:
    """Return the person to whose state the tab of safety leads."""
    hers = her_first(case.concerned)
    return hers[0].person_id if hers else None


def _url(case: Case, tab: Tab, person: UUID | None) -> str:
    if tab is Tab.NOW:
        return reverse("cases:case", args=[case.id])
    if tab is Tab.SAFETY and person:
        return reverse("cases:state", args=[case.id, person])
    if tab is Tab.TIMELINE:
        return timeline_of(case.id) or reverse("cases:section", args=[case.id, Section.NOTES])
    if name := ELSEWHERE.get(tab):
        return reverse(name, args=[case.id])
    return reverse("cases:section", args=[case.id, TABS[tab][0]])


def timeline_of(case: UUID) -> str:
    """Return the address of the timeline, where there is such a page."""
    try:
        return reverse("cases:timeline", args=[case])
    except NoReverseMatch:
        return ""
