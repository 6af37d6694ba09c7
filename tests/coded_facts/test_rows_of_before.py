"""What an upgrade makes of facts that counted twice."""

from datetime import date
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fanal.coded_facts.actions import note_each, pseudonym_of
from fanal.coded_facts.models import FactList, StoredFact
from fanal.core.coded_facts import CodedFact

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = date(2026, 3, 7), date(2026, 10, 2)
ROW, ANOTHER = "a1" * 32, "b2" * 32  # marks of two rows


def upgraded():
    name = "0003_each_row_in_one_period"
    move = import_module(f"fanal.coded_facts.migrations.{name}")
    state = MigrationExecutor(connection).loader.project_state([("coded_facts", name)])
    move.each_in_one_period(state.apps, None)


def said(subject, *days, source=ROW):
    for day in days:
        note_each(subject, [(source, CodedFact("first_contact", day, {"forms": [str(day)]}))])


def months(subject):
    facts = StoredFact.objects.filter(
        pk__in=FactList.objects.get(pk=pseudonym_of(subject)).held["all"]
    )
    return {fact.content["day"]: fact.month for fact in facts}


def test_a_row_that_was_moved_to_an_earlier_month_stands_with_what_it_replaces():
    girl = uuid4()
    said(girl, AUTUMN, SPRING)
    corrected = next(fact for fact in StoredFact.objects.all() if fact.content["replaces"])
    StoredFact.objects.filter(pk=corrected.pk).update(month=SPRING.replace(day=1))
    upgraded()
    assert set(months(girl).values()) == {AUTUMN.replace(day=1)}


def test_a_row_that_was_moved_to_a_later_month_stays():
    girl = uuid4()
    said(girl, SPRING, AUTUMN)
    before = months(girl)
    upgraded()
    assert months(girl) == before


def test_what_a_row_said_that_is_hers_no_longer_is_deleted_and_the_rest_stays():
    girl, other = uuid4(), uuid4()
    said(girl, SPRING, AUTUMN)
    said(girl, AUTUMN, source=ANOTHER)
    said(other, SPRING)
    held = FactList.objects.get(pk=pseudonym_of(girl))
    left = {place: id for place, id in held.held["current"].items() if place.startswith(ANOTHER)}
    held.held = held.held | {"current": left}
    held.save()
    upgraded()
    assert list(months(girl)) == [str(AUTUMN)]
    assert list(months(other)) == [str(SPRING)]
    assert FactList.objects.get(pk=pseudonym_of(girl)).held["all"] == list(left.values())
    assert StoredFact.objects.count() == 2
