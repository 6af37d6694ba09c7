"""Which sources know a person of a case, for the lists of an estimate.

Read from plain and coded columns alone: no sealed row is opened, and nobody needs to be signed in.
What is counted, and what such lists cannot tell, is written in docs/lists-from-our-own-files.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.utils.text import slugify

from fanal.cases.models import Case, CasePerson, Closure, OperationPerson
from fanal.cases.queries.counted import unwilling
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.kinds import EXPLOITATION
from fanal.core.trust.referrals import ReferralState
from fanal.figures.actions import RecordedFact
from fanal.intake.models import Triage
from fanal.people.models import Person
from fanal.sharing.models import Referral
from fanal.sql import rows as answers

BEGAN_A_CASE = ("case", "addition")
TAKEN_UP = (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS, ReferralState.DONE)

type Contact = tuple[UUID, str, date, str]  # person, source, day, country


def known(today: date, without: set[UUID] | None = None) -> list[RecordedFact]:
    """A link for each person, source, month and thing that she counts as. `without`: who is in no
    figure, where that was asked already."""
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
    """Another text once another link may follow; of another day it is another in any case, for a
    consent ends with its day."""
    asked = STORED + "".join(OF_EACH.format(*one) for one in TABLES)
    return " ".join(map(str, (AS_TODAY, today, *answers(asked)[0])))


def merged() -> dict[UUID, UUID]:
    """For a file that was merged, the one that stands for it in the end."""
    rows = Person.objects.exclude(merged_into=None).order_by("id")
    into = {id: other for id, other in rows.values_list("id", "merged_into") if other}
    return {person: last(person, into) for person in into}


def last(person: UUID, into: dict[UUID, UUID]) -> UUID:
    while person in into:
        person = into[person]
    return person


def counts_as(stands_for: dict[UUID, UUID], rows: Iterable[CasePerson]) -> dict[UUID, set[str]]:
    """What each person concerned by a case counts as. Whoever is identified is presumed, too."""
    found: dict[UUID, set[str]] = {}
    for row in rows:
        one = found.setdefault(stands_for.get(row.person_id, row.person_id), {"assisted"})
        if EXPLOITATION & set(row.case.kinds.split()):
            one.add("presumed")
    for met in OperationPerson.objects.order_by("id"):
        one = found.get(stands_for.get(met.person_id, met.person_id), set())
        if one and met.identified == "yes":
            one |= {"presumed", "identified"}
    return found


def concerned() -> list[CasePerson]:
    """Without the family and the children who came along, and cases opened by mistake."""
    closures = Closure.objects.filter(agreed_on__isnull=False, case__closed=True)
    mistakes = [one for one in closures if one.reason == ClosureReason.OPENED_BY_MISTAKE]
    rows = CasePerson.objects.filter(of_family=False)
    rows = rows.exclude(case__in=[one.case_id for one in mistakes])
    rows = rows.select_related("case__team__office").order_by("id")
    return [one for one in rows if one.role == "concerned"]


def contacts(rows: Iterable[CasePerson]) -> Iterator[Contact]:
    """Each time a source met a person; the area is the country of the office of the case."""
    people: dict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        people[row.case_id].append(row.person_id)
        yield row.person_id, of_team(row.case), row.case.opened_on, country(row.case)
    for triage in triages():
        if (case := triage.case) is not None:
            for person in people[case.id]:
                yield person, "signal", triage.signal.taken_on, country(case)
    for sent in Referral.objects.filter(state__in=TAKEN_UP).select_related(
        "partner", "case__team__office"
    ):
        yield sent.person_id, sent.partner.type, sent.made_on, country(sent.case)
    for found in OperationPerson.objects.order_by("id").select_related("operation__team__office"):
        if found.identified == "yes" and found.identified_by:
            day, where = found.operation.day, found.operation.team.office.country
            yield found.person_id, f"identified-{found.identified_by}", day, where


def triages() -> Iterable[Triage]:
    rows = Triage.objects.filter(outcome__in=BEGAN_A_CASE, case__isnull=False)
    return rows.select_related("signal", "case__team__office")


def of_team(case: Case) -> str:
    """The team's name as a code without commas and colons."""
    return f"team-{slugify(case.team.name, allow_unicode=True) or case.team_id.hex}"


def country(case: Case) -> str:
    return str(case.team.office.country)
