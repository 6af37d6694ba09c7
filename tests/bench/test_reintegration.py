"""The rates of a house that follows 5,000 people: five waves, contacts, goals and promises each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.people.models import Person
from fanal.reintegration.models import Plan, PlanGoal, PlanRecord
from fanal.reintegration.queries.plan_counts import tally_of
from tests import files
from tests.bench.pace import milliseconds

ALL = 5_000
DAY = timedelta(days=1)


def made(cast, n):
    """Plans that began in the last three years: four contacts, a review and a promise each."""
    today = timezone.localdate()
    by = {"made_by": cast.sokha, "made_on": today}
    people = Person.objects.bulk_create(
        [Person(team=cast.bangkok, code_name=f"Person {n} {k}", **by) for k in range(n)]
    )
    sealed = {"sealed": b"x", "version": 1} | by
    plans = Plan.objects.bulk_create(
        [
            Plan(
                person=p,
                folder=p.id,
                worker=cast.sokha,
                start=today - (k % 1_200) * DAY,
                due=today,
                coded={"start": "returned", "step": "wave"},
                **sealed,
            )
            for k, p in enumerate(people)
        ]
    )
    goals = PlanGoal.objects.bulk_create(
        [PlanGoal(plan=one, folder=one.folder, number=1, **sealed) for one in plans]
    )
    PlanRecord.objects.bulk_create(
        [
            row
            for plan, goal in zip(plans, goals, strict=True)
            for row in records(plan, goal, sealed)
        ]
    )
    return plans


def count(plans):
    """As each action leaves them."""
    for one in plans:
        one.tally = tally_of(one, one.records.defer("sealed"))
        one.save(update_fields=["tally"])


def records(plan, goal, sealed):
    told = [("contact", {"way": "call", "result": "reached", "safe": "yes"})] * 4
    told += [("review", {"rater": "hers", "level": 0, "edition": 1, "domain": "income"})]
    told += [("promise", {"state": "kept", "told": "yes"})]
    for number, (kind, coded) in enumerate(told, 1):
        yield PlanRecord(
            plan=plan,
            folder=plan.folder,
            kind=kind,
            coded=coded,
            number=number,
            on=plan.start + 180 * number * DAY,
            goal=goal if kind == "review" else None,
            **sealed,
        )


@pytest.mark.bench
def test_the_rates_of_5_000_plans(cast):
    client, numbers = files.browser(cast, cast.claire), []
    address = reverse("reintegration:rates")
    for n in (100, ALL - 100):
        count(made(cast, n))
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
            numbers.append(len(queries))
        here, there = milliseconds(lambda: client.get(address))
        print(
            f"\n{n} more: {here:.0f} ms here, {there:.0f} ms there, {numbers[-1]} queries", end=""
        )
    assert numbers[0] == numbers[1]
