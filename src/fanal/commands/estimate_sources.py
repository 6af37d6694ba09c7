"""The sources that know a person of a case, for the lists of an estimate.

Read from plain and coded columns alone: no sealed row is opened, and nobody needs to be signed in.
What is counted, and what such lists cannot tell, is written in docs/lists-from-our-own-files.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from fanal.accounts.models import Team
from fanal.cases.models import Case, CasePerson, Closure, OperationPerson
from fanal.cases.queries.statistics_consent import unwilling
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.codes import EXPLOITATION
from fanal.core.trust.referrals import ReferralState
from fanal.database.sql import rows as answers
from fanal.database.sql import these
from fanal.figures.actions import RecordedFact
from fanal.figures.words import team_source
from fanal.intake.models import Triage
from fanal.people.models import Person
from fanal.sealed.columns import open_in_row
from fanal.sharing.models import Referral

BEGAN_A_CASE = ("case", "addition")
TAKEN_UP = (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS, ReferralState.DONE)

type Contact = tuple[UUID, str, date, str]  # person, source, day, country


def known(today: date, without: set[UUID] | None = None) -> list[RecordedFact]:
    """Return a link for each person, source, month and thing that she counts as. `without`: who is
    in no figure, where that was asked already."""
    without = unwilling(today) if without is None else without
    stands_for, rows = merged(), concerned()
    found = [
        (stands_for.get(person, person), source, day, country)
        for person, source, day, country in contacts(rows)
    ]
    out = {stands_for.get(person, person) for person in without}
    meant = counts_as(stands_for, rows)
    links = {
        RecordedFact(person, source, day.replace(day=1), country, one)
        for person, source, day, country in found
        if person in meant and person not in out
        for one in meant[person]
    }
    return sorted(links)


# All that a link is made of, and the end of the ledger: of each table how many rows, and which
# versions in sum. Whatever is added makes both larger, and what is deleted goes on in the ledger.
STORED = """SELECT (SELECT number FROM authority_head WHERE id = 1),
    (SELECT COUNT(*) FROM people_person WHERE merged_into_id IS NOT NULL),
    (SELECT COUNT(withdrawn_on) FROM cases_consent),
    (SELECT COUNT(*) FROM sharing_referral WHERE state IN ('accepted', 'in_progress', 'done'))"""
OF_EACH = ", (SELECT COUNT(*) FROM {0}), (SELECT SUM({1}) FROM {0})"
TABLES = (
    ("cases_case", "version"),
    ("cases_caseperson", "attested_version"),
    ("cases_closure", "attested_version"),
    ("cases_consent", "version"),
    ("cases_operation", "version"),
    ("cases_operationperson", "version"),
    ("intake_triage", "version"),
    ("sharing_referral", "version"),
    ("accounts_team", "attested_version"),
    ("accounts_office", "attested_version"),
    ("partners_partner", "version"),
)
AS_TODAY = 1  # raised when links are made of something else


def what_is_stored(today: date) -> str:
    """Return a text that changes once another link may follow; of another day it is another in any
    case, for a consent ends with its day."""
    asked = STORED + "".join(OF_EACH.format(*table) for table in TABLES)
    return " ".join(map(str, (AS_TODAY, today, *answers(asked)[0])))


def merged() -> dict[UUID, UUID]:
    """Return for each file that was merged the one that stands for it in the end."""
    rows = Person.objects.exclude(merged_into=None).order_by("id")
    into = {id: other for id, other in rows.values_list("id", "merged_into") if other}
    return {person: last(person, into) for person in into}


def last(person: UUID, into: dict[UUID, UUID]) -> UUID:
    while person in into:
        person = into[person]
    return person


class ConcernedInCase(NamedTuple):
    """Somebody whom a case concerns, with what is asked of the case. Read without the rows
    themselves: to make one of each and of its case, its team and its office takes far longer."""

    case: UUID
    person: UUID
    kinds: frozenset[str]
    opened_on: date
    team: Team


def counts_as(
    stands_for: dict[UUID, UUID], rows: Iterable[ConcernedInCase]
) -> dict[UUID, set[str]]:
    """Return what each person concerned by a case counts as. Whoever is identified is
    presumed, too."""
    found: dict[UUID, set[str]] = {}
    for row in rows:
        one = found.setdefault(stands_for.get(row.person, row.person), {"assisted"})
        if EXPLOITATION & row.kinds:
            one.add("presumed")
    for met in OperationPerson.objects.order_by("id"):
        one = found.get(stands_for.get(met.person_id, met.person_id), set())
        if one and met.identified == "yes":
            one |= {"presumed", "identified"}
    return found


def concerned() -> list[ConcernedInCase]:
    """Return the people concerned by cases, without the family and the children who came along, and
    without cases opened by mistake."""
    closures = Closure.objects.filter(agreed_on__isnull=False, case__closed=True)
    mistakes = {
        closure.case_id for closure in closures if closure.reason == ClosureReason.OPENED_BY_MISTAKE
    }
    team_of = teams()
    cases = {
        id: (frozenset(open_in_row(kinds, id).split()), opened_on, team_of[team])
        for id, kinds, opened_on, team in Case.objects.exclude(id__in=these(mistakes))
        .order_by()
        .values_list("id", "kinds", "opened_on", "team")
    }
    links = CasePerson.objects.filter(of_family=False).order_by("id")
    return [
        ConcernedInCase(case, person, *cases[case])
        for id, case, person, role in links.values_list("id", "case", "person", "role")
        if case in cases and open_in_row(role, id) == "concerned"
    ]


def teams() -> dict[UUID, Team]:
    return {team.pk: team for team in Team.objects.select_related("office")}


def contacts(rows: Iterable[ConcernedInCase]) -> Iterator[Contact]:
    """Yield each time a source met a person; the area is the country of the office of the case."""
    people: dict[UUID, list[ConcernedInCase]] = defaultdict(list)
    codes: dict[UUID, tuple[str, str]] = {}
    for row in rows:
        people[row.case].append(row)
        if row.team.pk not in codes:
            codes[row.team.pk] = team_source(row.team), country(row.team)
        yield row.person, codes[row.team.pk][0], row.opened_on, codes[row.team.pk][1]
    taken = Triage.objects.filter(outcome__in=BEGAN_A_CASE, case__isnull=False).order_by()
    for case, day in taken.values_list("case", "signal__taken_on"):
        for row in people[case]:
            yield row.person, "signal", day, codes[row.team.pk][1]
    for sent in Referral.objects.filter(state__in=TAKEN_UP).select_related(
        "partner", "case__team__office"
    ):
        yield sent.person_id, sent.partner.type, sent.made_on, country(sent.case.team)
    for found in OperationPerson.objects.order_by("id").select_related("operation__team__office"):
        if found.identified == "yes" and found.identified_by:
            day, where = found.operation.day, country(found.operation.team)
            yield found.person_id, f"identified-{found.identified_by}", day, where


def country(team: Team) -> str:
    return str(team.office.country)
