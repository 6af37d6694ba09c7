"""Needs without a service and first visits that nobody knows of: a team with 20,000 of each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Case, CaseEntry
from fanal.people.models import Person
from fanal.services.models import CaseService, CodedNeed
from fanal.services.queries.urgent import keeping_urgent
from tests import files
from tests.bench.pace import milliseconds

ALL = 20_000

URGENCIES = ("later", "this_week", "later", "today", "later", "later")


def made(cast, n):
    """One need that waits and one late service a case."""
    today = timezone.localdate()
    by = {"made_by": cast.sokha, "made_on": today}
    people = Person.objects.bulk_create(
        [Person(team=cast.bangkok, code_name=f"Person {k}", **by) for k in range(n)]
    )
    cases = Case.objects.bulk_create(
        [
            Case(
                team=cast.bangkok,
                code_name=f"Case {k}",
                assignee=cast.sokha,
                made_by=cast.sokha,
                opened_on=today,
            )
            for k in range(n)
        ]
    )
    needs = CaseEntry.objects.bulk_create(
        [
            CaseEntry(
                case=c,
                folder=c.id,
                kind="need",
                number=1,
                version=1,
                sealed=b"x",
                made_by=cast.sokha,
                made_on=today - timedelta(days=k % 300),
            )
            for k, c in enumerate(cases)
        ]
    )
    CodedNeed.objects.bulk_create(
        [
            CodedNeed(
                entry=e,
                case=e.case,
                waits=True,
                said_on=e.made_on,
                coded={"domain": "housing", "urgency": URGENCIES[k % len(URGENCIES)]},
            )
            for k, e in enumerate(needs)
        ]
    )
    with keeping_urgent(CodedNeed.objects.all()):
        pass
    CaseService.objects.bulk_create(
        [
            CaseService(
                case=c,
                folder=c.id,
                person=p,
                kind="social_work",
                state="asked",
                number=1,
                team=cast.bangkok,
                due=today - timedelta(days=1 + k % 90),
                version=1,
                sealed=b"x",
                **by,
            )
            for k, (c, p) in enumerate(zip(cases, people, strict=True))
        ]
    )


@pytest.mark.bench
def test_needs_without_a_service_among_20_000(cast):
    numbers = {}
    for n in (200, ALL - 200):
        made(cast, n)
        for name, (who, address) in pages().items():
            client = files.browser(cast, getattr(cast, who))
            assert client.get(address).status_code == 200
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
                asked = len(queries)
            here, there = milliseconds(lambda c=client, at=address: c.get(at))
            numbers.setdefault(name, []).append(asked)
            print(
                f"\n{name}, {n} more: {here:.0f} ms here, {there:.0f} ms there, {asked} queries",
                end="",
            )
    assert all(few == many for few, many in numbers.values())


def pages():
    without, late = reverse("services:without"), reverse("services:late")
    return {
        "needs, a lead": ("noi", without),
        "needs, the 400th page": ("noi", f"{without}?page=400"),
        "needs, the last page": ("noi", f"{without}?page=9999"),
        "first visits, a lead": ("noi", late),
        "first visits, the last page": ("noi", f"{late}?page=9999"),
        "numbers, the director": ("claire", without),
        "start page, a lead": ("noi", reverse("cases:today")),
    }
