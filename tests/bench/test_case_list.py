"""The list of cases in a house with 20,000 of them: a worker with 60 of a team with 600, and, since
nothing forbids it, a team that has all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Case, CaseEntry, CasePerson, StateCode, Task
from fanal.cases.models.state import Stored
from fanal.cases.queries.at_risk import renew_watch_list
from fanal.core.casework.present import DangerState
from fanal.people.models import Person
from tests import files
from tests.bench.pace import milliseconds

ALL = 20_000
GOAL_MS = 150


def made(cast, n, team, assignee, danger=True):
    today = timezone.localdate()
    people = Person.objects.bulk_create(
        [
            Person(team=team, code_name=f"Person {k}", made_by=cast.sokha, made_on=today)
            for k in range(n)
        ]
    )
    cases = Case.objects.bulk_create(
        [
            Case(
                team=team,
                code_name=f"Case {k}",
                assignee=assignee(k),
                made_by=cast.sokha,
                opened_on=today - timedelta(days=k % 400),
            )
            for k in range(n)
        ]
    )
    pairs = list(zip(cases, people, strict=True))
    CasePerson.objects.bulk_create([CasePerson(case=c, person=p) for c, p in pairs])
    codes = list(DangerState)
    StateCode.objects.bulk_create(
        [
            StateCode(
                case=c,
                person=p,
                told=Stored(codes[0 if danger and k % 50 == 0 else 4], today).packed(),
                may_need_lead=False,
            )
            for k, (c, p) in enumerate(pairs)
        ]
    )
    Task.objects.bulk_create(
        [
            Task(
                case=c,
                title="call",
                assignee=cast.sokha,
                due=today + timedelta(days=k % 40 - 5),
                made_by=cast.sokha,
                made_on=today,
            )
            for k, c in enumerate(cases)
        ]
    )
    CaseEntry.objects.bulk_create(
        [
            CaseEntry(
                case=c,
                folder=c.id,
                kind="note",
                number=1,
                made_by=cast.sokha,
                version=1,
                sealed=b"x",
                made_on=today - timedelta(days=k % 60),
            )
            for k, c in enumerate(cases)
        ]
    )
    renew_watch_list()


def measured(cast, query):
    client = files.browser(cast, cast.sokha)
    address = reverse("cases:list") + query
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
        n = len(queries)
    assert page.status_code == 200
    here, there = milliseconds(lambda: client.get(address))
    print(
        f"\n{query or 'mine'}: {here:.0f} ms here, {there:.0f} ms there, "
        f"{n} queries, {len(page.content) // 1024} KB"
    )
    return there


@pytest.mark.bench
def test_the_list_in_a_house_with_20_000_cases(cast):
    made(cast, ALL - 600, cast.vientiane, lambda _k: None)
    made(cast, 600, cast.bangkok, lambda k: cast.sokha if k % 10 == 0 else cast.noi)
    assert measured(cast, "?show=mine") <= GOAL_MS
    measured(cast, "?show=team&sort=case")
    measured(cast, "?show=danger")


@pytest.mark.bench
def test_a_team_that_has_20_000_cases(cast):
    made(cast, ALL, cast.bangkok, lambda k: cast.sokha if k % 400 == 0 else cast.noi)
    measured(cast, "?show=mine")
    measured(cast, "?show=team&sort=case")
