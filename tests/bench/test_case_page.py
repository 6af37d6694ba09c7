"""The first screen of a case in which every line is told, in a house of 20,000 cases."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from fanal.cases.models import Case, CasePerson, Task
from fanal.people.models import Person
from tests import files
from tests.bench import pace
from tests.case_with_a_story import told

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
GOAL_MS, CASES, TIMES = 80, 20_000, 10


def fill(cast, many):
    """Cases with one person and one task each, as far as the pages of another case read them."""
    team, by, day = cast.bangkok, cast.sokha, files.TODAY
    people = [
        Person(team=team, code_name=f"Person {n}", made_by=by, made_on=day) for n in range(many)
    ]
    cases = [
        Case(id=uuid4(), team=team, code_name=f"Case {n}", assignee=by, made_by=by, opened_on=day)
        for n in range(many)
    ]
    Person.objects.bulk_create(people, batch_size=1_000)
    Case.objects.bulk_create(cases, batch_size=1_000)
    CasePerson.objects.bulk_create(
        (CasePerson(case=case, person=one) for case, one in zip(cases, people, strict=True)),
        batch_size=1_000,
    )
    due = [None, day + timedelta(days=9_000)]
    Task.objects.bulk_create(
        (
            Task(case=case, title="x", assignee=by, made_by=by, made_on=day, due=due[n % 2])
            for n, case in enumerate(cases)
        ),
        batch_size=1_000,
    )


def test_the_first_screen_of_a_case_among_20_000(cast):
    here = told(cast)
    fill(cast, CASES)
    client, page = files.browser(cast, cast.sokha), reverse("cases:case", args=[here.case.id])
    assert client.get(page).status_code == 200
    found = pace.milliseconds(lambda: [client.get(page) for _ in range(TIMES)], rounds=5)
    here_ms, there_ms = (millisecond / TIMES for millisecond in found)
    print(f"first screen: {here_ms:.0f} ms, {there_ms:.0f} ms at the usual pace, goal {GOAL_MS}")
    assert there_ms <= GOAL_MS
