"""The row of tabs on every page of a case, and the sections beside one another in a tab."""

from uuid import UUID

from django import template
from django.urls import reverse

from fanal.cases.models import Case
from fanal.cases.queries.rights import rights_on
from fanal.cases.queries.tabs import first_person, tabs_for, timeline_of
from fanal.core.casework.sections import TABS, Section, Tab, tab_of
from fanal.core.words import Sentence, say
from fanal.web.typing import Context

register = template.Library()
# Sections that are pages of an app above.
ELSEWHERE = {Section.SERVICES: "services:case"}
# Pages of a tab that are no section.
PAGES = {"state": Tab.SAFETY, "sharing": Tab.SHARING, "timeline": Tab.TIMELINE}
# Pages of a tab that are of an app above, by the code under which `here` names them: what they are
# called, and their address. Added when the server starts.
OF_APPS: dict[str, tuple[Tab, Sentence, str]] = {}


@register.inclusion_tag("cases/tabs.html", takes_context=True)
def case_tabs(
    context: template.Context, case: Case, here: str, person: UUID | None = None
) -> Context:
    """Return the tabs of a case. `here`: the code of the tab, or of a section that stands in it. A
    page that has asked what its reader may do has `rights` in its context."""
    rights = context.get("rights") or rights_on(context["request"].user, case)
    links = tabs_for(case, rights, person)
    now = Tab(here) if here in set(Tab) else _tab(here)
    return {
        "tabs": [{"says": tab.says, "url": tab.url, "current": tab.tab is now} for tab in links]
    }


@register.inclusion_tag("cases/beside.html")
def sections_of_tab(case: Case, here: str) -> Context:
    """The sections of a tab as chips, after the page that the tab leads to where it has one.
    `here`: a section, or such a page: "state", "sharing", "timeline"."""
    tab = _tab(here)
    chips = [
        {
            "says": section.sentence(),
            "url": section_address(case, section),
            "current": section.value == here,
        }
        for section in TABS[tab]
    ]
    if page := _page_of(case, tab):
        chips.insert(0, page | {"current": here in PAGES})
    chips += [
        {"says": says, "url": reverse(name, args=[case.pk]), "current": code == here}
        for code, (place, says, name) in OF_APPS.items()
        if place is tab
    ]
    return {"chips": chips if len(chips) > 1 else []}


def _tab(here: str) -> Tab:
    if here in OF_APPS:
        return OF_APPS[here][0]
    return PAGES[here] if here in PAGES else tab_of(Section(here))


def section_address(of: Case, section: Section) -> str:
    """Return the address of a section: of an app above where one has it."""
    if name := ELSEWHERE.get(section):
        return reverse(name, args=[of.pk])
    return reverse("cases:section", args=[of.pk, section.value])


def _page_of(of: Case, tab: Tab) -> Context:
    """The page of a tab that is no section; nothing where there is none."""
    match tab:
        case Tab.SAFETY if person := first_person(of):
            url = reverse("cases:state", args=[of.pk, person])
            return {"says": say("Her state"), "url": url}
        case Tab.SHARING:
            url = reverse("sharing:case", args=[of.pk])
            return {"says": say("Sharing and referrals"), "url": url}
        case Tab.TIMELINE if url := timeline_of(of.pk):
            return {"says": Tab.TIMELINE.sentence(), "url": url}
    return {}
