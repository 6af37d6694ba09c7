"""What her cases say of whether and how she may be reached."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.consent_answers import said_to
from fanal.cases.queries.story_entries import ContactRule, contact_rule
from fanal.core.casework.consent import ConsentPurpose
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import files_of
from fanal.reintegration import access

ABROAD, AFTER = ConsentPurpose.PARTNER_ABROAD, ConsentPurpose.AFTER_CLOSING


def may_be_followed_up_abroad(person: UUID, today: date) -> bool:
    return said_to(ABROAD, person, today).allows


# How she may be reached, as it stands in her cases: whoever calls her by her plan reads it too.
@dataclass(frozen=True)
class RuleInCase:
    case: Case
    on: date
    rule: ContactRule


def rules_in_cases(person: Person, user: User, ring: Ring) -> list[RuleInCase]:
    """The last of each case, the newest case first. In a constant number of queries."""
    cases = list(access.cases_with_rules(user, person))
    about = {None, *files_of(person)}
    rows = CaseEntry.objects.of_kinds([case.id for case in cases], "contact").order_by("number")
    last = {row.case_id: row for row in rows if row.about_id in about}
    rules = []
    for case in cases:
        data = last[case.id].try_unseal(ring) if case.id in last else None
        if data is not None and (rule := contact_rule(data)).known:
            rules.append(RuleInCase(case, last[case.id].made_on, rule))
    return rules
