"""Where somebody is stands in her case, and the reader has no key to it: who does."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.models import Case, CaseEntry
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import WHEREABOUTS


def known_to(cases: Collection[UUID], user: User) -> dict[UUID, list[str]]:
    """Of the cases that say where she is and do not open it to this user, whom to ask: whoever
    opened the case and the leads of its team. Four questions for all."""
    opens = cases_with(user, WHEREABOUTS).filter(id__in=cases).order_by()
    closed = set(cases) - set(opens.values_list("id", flat=True))
    if not closed:
        return {}
    said = CaseEntry.objects.of_kinds(closed, "whereabouts").order_by()
    rows = Case.objects.filter(id__in=said.values("case")).select_related("made_by")
    found = list(rows.order_by())
    leads = _leads({row.team_id for row in found})
    return {row.id: _names(row, leads.get(row.team_id, [])) for row in found}


def _leads(teams: Collection[UUID]) -> dict[UUID, list[User]]:
    found: dict[UUID, list[User]] = {}
    people = User.objects.who_may(Permission.LEAD_CASES).filter(teams__in=teams)
    for person in people.order_by("display_name").distinct().prefetch_related("teams"):
        for team in person.teams.all():
            found.setdefault(team.pk, []).append(person)
    return found


def _names(case: Case, leads: list[User]) -> list[str]:
    first = [case.made_by] if case.made_by.is_active else []
    return list(dict.fromkeys(one.display_name for one in [*first, *leads]))
