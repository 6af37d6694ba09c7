"""The row of tabs on every page of a case, and the sections beside one another in a tab."""

from __future__ import annotations

from uuid import UUID

from django import template

from fanal.cases.models import Case
from fanal.cases.queries.rights import rights_on
from fanal.cases.queries.tabs import first_person, sections_beside, tabs_for
from fanal.core.casework.sections import Section, Tab, tab_of
from fanal.web.typing import Context

register = template.Library()
STATE = "state"  # the page of her present state, which is no section


@register.inclusion_tag("cases/tabs.html", takes_context=True)
def case_tabs(
    context: template.Context, case: Case, here: str, person: UUID | None = None
) -> Context:
    """`here`: the code of the tab, or of a section that stands in it. A page that has asked what
    its reader may do has `rights` in its context."""
    rights = context.get("rights") or rights_on(context["request"].user, case)
    found = tabs_for(case, rights, person)
    now = Tab(here) if here in set(Tab) else tab_of(Section(here))
    return {
        "tabs": [{"says": one.says, "url": one.url, "current": one.tab is now} for one in found]
    }


@register.inclusion_tag("cases/beside.html", takes_context=True)
def sections_of_tab(context: template.Context, case: Case, here: str) -> Context:
    """The sections of a tab as chips; beside those on safety also her present state."""
    tab = Tab.SAFETY if here == STATE else tab_of(Section(here))
    chips = [
        {"says": one.sentence(), "section": one.value, "current": one.value == here}
        for one in sections_beside(tab)
    ]
    state = first_person(case) if tab is Tab.SAFETY else None
    return {"case": case, "chips": chips, "state": state, "at_state": here == STATE}
