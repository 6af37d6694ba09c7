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

BEGAN_A_CASE = ("case", "addition")
TAKEN_UP = (ReferralState.ACCEPTED, ReferralState.IN_PROGRESS, ReferralState.DONE)

type Contact = tuple[UUID, str, date, str]  # person, source, day, country


def known(today: date) -> list[RecordedFact]:
    """A link for each person, source, month and thing that she counts as."""
    stands_for, without = merged(), unwilling(today)
    found = [
        (stands_for.get(person, person), source, day, country)
        for person, source, day, country in contacts()
    ]
    out = {stands_for.get(person, person) for person in without}
    meant = counts_as(stands_for)
    links = {
        RecordedFact(person, source, day.replace(day=1), country, one)
        for person, source, day, country in found
        if person in meant and person not in out
        for one in meant[person]
    }
    return sorted(links)


def merged() -> dict[UUID, UUID]:
    """For a file that was merged, the one that stands for it in the end."""
    rows = Person.objects.exclude(merged_into=None).order_by("id")
    into = {id: other for id, other in rows.values_list("id", "merged_into") if other}
    return {person: last(person, into) for person in into}


def last(person: UUID, into: dict[UUID, UUID]) -> UUID:
    while person in into:
        person = into[person]
    return person


def counts_as(stands_for: dict[UUID, UUID]) -> dict[UUID, set[str]]:
    """What each person concerned by a case counts as. Whoever is identified is presumed, too."""
    found: dict[UUID, set[str]] = {}
    for row in concerned():
        one = found.setdefault(stands_for.get(row.person_id, row.person_id), {"assisted"})
        if EXPLOITATION & set(row.case.kinds.split()):
            one.add("presumed")
    for met in OperationPerson.objects.order_by("id"):
        one = found.get(stands_for.get(met.person_id, met.person_id), set())
        if one and met.identified == "yes":
            one |= {"presumed", "identified"}
    return found


def concerned() -> Iterable[CasePerson]:
    """Without the family and the children who came along, and cases opened by mistake."""
    closures = Closure.objects.filter(agreed_on__isnull=False, case__closed=True)
    mistakes = [one for one in closures if one.reason == ClosureReason.OPENED_BY_MISTAKE]
    rows = CasePerson.objects.filter(of_family=False)
    rows = rows.exclude(case__in=[one.case_id for one in mistakes])
    rows = rows.select_related("case__team__office").order_by("id")
    return [one for one in rows if one.role == "concerned"]


def contacts() -> Iterator[Contact]:
    """Each time a source met a person; the area is the country of the office of the case."""
    rows = list(concerned())
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
