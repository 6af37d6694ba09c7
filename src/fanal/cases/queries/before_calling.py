"""How she may be reached, for whoever is about to ask her: what a case says of it, and what the
apps above say, which stays after what they followed has ended."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.access import compartments_for, opened
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.present import said_of
from fanal.cases.queries.story_entries import ContactRule, contact_rule
from fanal.core.casework.entries import entry_kind
from fanal.core.casework.statements import CaseStatement, StatementQuestion
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.web.days_in_words import day_of

RULE = entry_kind("contact")


@dataclass(frozen=True)
class RuleToRead:
    """A rule, and where it stands: `code` of the case or person, and `address` of the page. Without
    rule and day where it is read there alone. `before`: since when others have her, where that is
    after it."""

    code: str
    address: str
    rule: ContactRule | None = None
    on: date | None = None
    before: date | None = None


# Of everybody whom a case concerns, as far as this user opens it. Each writes down what it opens.
RULES_ELSEWHERE: list[Callable[[Case, User, Ring], Iterable[RuleToRead]]] = []


def before_calling(case: Case, user: User, ring: Ring) -> list[RuleToRead]:
    """Return every rule that holds, those of the case first."""
    own = _in_case(case, user, ring) if RULE.compartment in compartments_for(user, case) else []
    if own:
        opened(user, case, RULE.compartment, ring=ring)
    return [*own, *(rule for read in RULES_ELSEWHERE for rule in read(case, user, ring))]


def pages_of_rules(cases: Iterable[Case]) -> list[RuleToRead]:
    """Return where the rules of these cases stand, of those that have any: nothing is opened."""
    cases = sorted(cases, key=lambda case: (case.opened_on, case.id))
    written = CaseEntry.objects.of_kinds([case.id for case in cases], RULE.code).order_by()
    have_rules = set(written.values_list("case", flat=True))
    return [RuleToRead(case.code_name, _page_of(case)) for case in cases if case.id in have_rules]


def word_agreed(case: Case, ring: Ring, person: Person | None = None) -> bool:
    """Whether a word is agreed in the case, by which it is known that it is her; with anybody in it
    where nobody is named."""
    asked = {None, person.pk} if person else None
    return any(
        rule.code_word for row, rule in _that_hold(case, ring) if not asked or row.about_id in asked
    )


def _in_case(case: Case, user: User, ring: Ring) -> list[RuleToRead]:
    holds = [(row, rule) for row, rule in _that_hold(case, ring) if rule.known]
    moved = _with_others_since(case, user, ring) if holds else {}
    return [
        RuleToRead(case.code_name, _page_of(case), rule, row.made_on, _after(row, moved))
        for row, rule in holds
    ]


def _after(row: CaseEntry, moved: Mapping[UUID, date]) -> date | None:
    """Return since when others have whom it is about; of nobody in particular, the first of all."""
    days = [day for who, day in moved.items() if row.about_id in (None, who)]
    later = [day for day in days if row.made_on < day]
    return min(later, default=None)


def _with_others_since(case: Case, user: User, ring: Ring) -> dict[UUID, date]:
    """Return by person since when who has her now has her, where others had her before."""
    found: dict[UUID, date] = {}
    people = list(case.concerned.values_list("person", flat=True))
    for person, statements in said_of(people, user, ring).items():
        said = [one for one in statements if _says_who(one)]
        # The last first: all that say the same as the last, up to where others had her.
        by_name = [list(some) for _name, some in groupby(said, key=lambda one: str(one.answer))]
        if len(by_name) > 1:
            found[person] = day_of(by_name[0][-1].said)
    return found


def _says_who(said: CaseStatement) -> bool:
    return said.question is StatementQuestion.CUSTODIAN and not said.chosen


def _page_of(case: Case) -> str:
    return reverse("cases:section", args=[case.id, "contact"])


def _that_hold(case: Case, ring: Ring) -> list[tuple[CaseEntry, ContactRule]]:
    """Return the last of each person, and the last of nobody in particular."""
    rows = CaseEntry.objects.of_kinds([case.id], RULE.code).order_by("number")
    last = {row.about_id: row for row in rows}
    return [(row, contact_rule(row.try_unseal(ring) or {})) for row in last.values()]
