"""The board of 500 people, and a sweep over 10,000 open items."""

from datetime import timedelta
from time import process_time
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Case, CasePerson, StateCode
from fanal.cases.models.state import Stored
from fanal.commands.sweep import sweep
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.journeys.events import Event, EventKind
from fanal.journeys.models import Journey, JourneyCustodian, JourneyEvent, Traveller
from fanal.people.models import Person

A_JOURNEY = 10


def fill(cast, people):
    """`people` on journeys of ten, each prepared and handed over, without files of their own."""
    now, today = timezone.now(), timezone.localdate()
    from tests import files

    case = files.case(cast)
    persons = [
        Person(team=cast.bangkok, code_name=f"Code {n}", made_by=cast.sokha, made_on=today)
        for n in range(people)
    ]
    Person.objects.bulk_create(persons)
    journeys, custodians, travellers, told = [], [], [], []
    for start in range(0, people, A_JOURNEY):
        group = persons[start : start + A_JOURNEY]
        journey = Journey(
            team=cast.bangkok,
            lead=cast.sokha,
            code_name=f"J{start}",
            kind="return",
            starts_on=today,
            made_by=cast.sokha,
        )
        one, other = (JourneyCustodian(journey=journey, label=name) for name in ("Team", "Escort"))
        journeys.append(journey)
        custodians += [one, other]
        travellers += [Traveller(journey=journey, person=p, case=case) for p in group]
        named = frozenset(str(p.id) for p in group)
        side = {"persons": named, "handover": str(uuid4()), "count": len(named)}
        events = [
            Event(
                str(uuid4()),
                EventKind.PREPARED,
                now - timedelta(days=9),
                named,
                custodian=str(one.id),
            ),
            Event(
                str(uuid4()),
                EventKind.GIVEN,
                now - timedelta(hours=9),
                custodians=str(one.id),
                to=str(other.id),
                **side,
            ),
            Event(
                str(uuid4()),
                EventKind.RECEIVED,
                now - timedelta(hours=9),
                custodians=str(other.id),
                **side,
            ),
        ]
        told += [JourneyEvent.of(e, journey=journey, by=cast.sokha, told_on=today) for e in events]
    for model, rows in (
        (Journey, journeys),
        (JourneyCustodian, custodians),
        (Traveller, travellers),
        (JourneyEvent, told),
    ):
        model.objects.bulk_create(rows)


def seconds(what):
    start = process_time()
    what()
    return process_time() - start


@pytest.mark.bench
def test_the_board_of_500_people_within_200_ms(cast):
    fill(cast, 500)
    client = cast.client(cast.noi)
    address = reverse("journeys:board")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    n = len(queries)
    took = min(seconds(lambda: client.get(address)) for _ in range(5)) * 1000
    print(f"\nboard of 500 people: {took:.0f} ms, {n} queries (goal 200 ms)")
    assert sum(len(lines) for *_words, lines in page.context["parts"]) == 50  # a page
    assert took <= 200


def open_cases(cast, people):
    """`people` with an open case each, every tenth in danger, half of them with their family."""
    today = timezone.localdate()
    persons = [
        Person(team=cast.bangkok, code_name=f"Person {n}", made_by=cast.sokha, made_on=today)
        for n in range(people)
    ]
    Person.objects.bulk_create(persons)
    cases = [
        Case(
            team=cast.bangkok,
            code_name=f"Case {n}",
            assignee=cast.sokha,
            made_by=cast.sokha,
            opened_on=today,
        )
        for n in range(people)
    ]
    Case.objects.bulk_create(cases)
    pairs = list(enumerate(zip(cases, persons, strict=True)))
    CasePerson.objects.bulk_create(CasePerson(case=c, person=p) for _, (c, p) in pairs)
    told = [(c, p, _told(n, today)) for n, (c, p) in pairs]
    StateCode.objects.bulk_create(
        StateCode(case=c, person=p, told=one.packed(), may_need_lead=one.may_need_lead)
        for c, p, one in told
    )


def _told(n, today):
    code = DangerState.IN_DANGER if n % 10 == 0 else DangerState.SAFE
    return Stored(code, today, custody=Custody.FAMILY if n % 2 else None)


@pytest.mark.bench
def test_the_board_of_500_open_cases_within_200_ms(cast):
    open_cases(cast, 500)
    client = cast.client(cast.noi)
    address = reverse("journeys:board")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
        n = len(queries)
    took = min(seconds(lambda: client.get(address)) for _ in range(5)) * 1000
    print(f"\nboard of 500 open cases: {took:.0f} ms, {n} queries (goal 200 ms)")
    assert len(page.context["board"].lines) == 500
    assert took <= 200


@pytest.mark.bench
def test_a_sweep_over_10000_open_items_within_5_s(cast):
    fill(cast, 10_000)
    start = process_time()
    done = sweep(timezone.localtime())
    first = process_time() - start
    start = process_time()
    again = sweep(timezone.localtime())
    second = process_time() - start
    print(f"\nfanal tick over 10,000: {first:.2f} s, again {second:.2f} s (goal 5 s)")
    assert done["alarms"]
    assert not again["alarms"]
    assert first <= 5
