"""How she may be reached, as it stands in her cases: whoever calls her by her plan reads it too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import User
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.story_entries import ContactRule, contact_rule
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import files_of
from fanal.reintegration import access


@dataclass(frozen=True)
class RuleInCase:
    case: Case
    on: date
    rule: ContactRule


def rules_in_cases(person: Person, user: User, ring: Ring) -> list[RuleInCase]:
    """The last of each case, the newest case first. In a constant number of queries."""
    cases = list(access.cases_with_rules(user, person))
    about = {None, *files_of(person)}
    rows = CaseEntry.objects.of_kinds([one.id for one in cases], "contact").order_by("number")
    last = {row.case_id: row for row in rows if row.about_id in about}
    found = []
    for case in cases:
        data = last[case.id].try_unseal(ring) if case.id in last else None
        if data is not None and (rule := contact_rule(data)).known:
            found.append(RuleInCase(case, last[case.id].made_on, rule))
    return found
