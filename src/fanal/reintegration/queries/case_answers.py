"""What her cases say, for a form of her plan that asks the same: her family by name, her goals."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.access import opened
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.particulars import the_one_of
from fanal.cases.queries.people_around import (
    NamedRelative,
    family_around,
    family_looked_for,
    unnamed_in,
)
from fanal.core.casework.answers import answered_text, load
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import files_of
from fanal.reintegration import access
from fanal.reintegration.models import Plan
from fanal.web.days_in_words import date_here


def family_of(person: Person, user: User, ring: Ring) -> list[NamedRelative]:
    """Return her family by name, as her cases know it, each once."""
    found: list[NamedRelative] = []
    for case in access.cases_that_open(user, person, IDENTITY):
        family = family_around(case, ring)
        named = [*family, *unnamed_in(family_looked_for(case, ring), family)]
        whose = _whose(case, person)
        hers = [one for one in named if one.about in whose]
        if hers:
            opened(user, case, IDENTITY, ring=ring)
        found += unnamed_in(hers, found)
    return found


def _whose(case: Case, person: Person) -> set[UUID | None]:
    """Return whom an entry of this case may be about so that it is hers."""
    files: set[UUID | None] = {*files_of(person)}
    return files | {None} if the_one_of(case) in files else files


@dataclass(frozen=True)
class GoalInCase:
    """A goal, as it was agreed in a case. `source`: by whom it was written there, and when."""

    words: str
    domain: str
    source: str


def goal_to_take_over(plan: Plan, user: User, ring: Ring) -> GoalInCase | None:
    """Return the first goal of her cases without an outcome that concerns what no goal of her plan
    does."""
    domains = {(goal.try_unseal(ring) or {}).get("domain", "") for goal in plan.goals.all()}
    for case in access.cases_that_open(user, plan.person, NARRATIVE):
        goals = (goal for goal in _goals_in(case, plan.person, ring) if goal.domain not in domains)
        if goal := next(goals, None):
            opened(user, case, NARRATIVE, ring=ring)
            return goal
    return None


def _goals_in(case: Case, person: Person, ring: Ring) -> Iterator[GoalInCase]:
    rows = CaseEntry.objects.of_kinds([case.id], "goal").order_by("number")
    whose = _whose(case, person)
    for row in rows.select_related("made_by"):
        data = (row.try_unseal(ring) if row.about_id in whose else None) or {}
        words, domain, outcome = (
            answered_text(load(data.get(name))) for name in ("words", "domain", "outcome")
        )
        if words and not outcome:
            yield GoalInCase(words, domain, f"{row.made_by}, {date_here(row.made_on)}")
