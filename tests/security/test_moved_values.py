"""A value under the server's key that was moved in the database does not open where it was put."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils import timezone

from fanal.audit.models import JournalDay
from fanal.authority.models import RowFinding
from fanal.cases.models import CarerDecision, Case, CaseEntry, PersonAround, TakenOff
from fanal.coded_facts.models import TakenNumbers
from fanal.colleagues import actions as colleagues
from fanal.colleagues.models import IncidentNote, SecurityIncident, StrainAnswer
from fanal.core.prevention.capacity import CapacityAnswer, CapacityKind, CapacityLook
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.sql import db_value
from fanal.figures.models import Estimating, Study
from fanal.funds.actions.grants import add_rate
from fanal.matching.models import Scorer
from fanal.partners.models import Agreement, Partner, Pattern, Tie, TrustFinding
from fanal.people.models import AgeForConsent, Person
from fanal.prevention.actions import communities, observations, sessions
from fanal.prevention.models import Community, PreventionSession
from fanal.sealed.broken_values import do_not_open
from fanal.sealed.columns import sealed_columns
from fanal.sealed.scoped_codes import ScopedCodeField
from fanal.sharing.models import Override
from fanal.shelters.actions import book, nights, visits
from fanal.shelters.models import ShelterStay
from tests import files
from tests.shares import tried, turn

SEALED = [
    (model, field.attname)
    for model in apps.get_models()
    for field in sealed_columns(model)
    if not isinstance(field, ScopedCodeField)  # of every row of its case: in `BOUND`
]
BOUND = [
    (model, field.attname, name)
    for model in apps.get_models()
    for field in sealed_columns(model)
    for name in field.bound_to
]


def named(parts):
    return ".".join(one if isinstance(one, str) else one._meta.label_lower for one in parts)


@pytest.fixture(scope="module")
def everything(world, django_db_blocker):
    """The house of `world`, with a row of what it has none of."""
    with django_db_blocker.unblock():
        cast, today = world.cast, timezone.localdate()
        files.browser(cast, cast.sokha).get(reverse("cases:list"))  # stores the states it shows
        one, other = Partner.objects.all()[:2]
        for partner in (one, other):
            partner.can = {"takes": ["women"]}
            partner.earlier = {"on": str(today), "by": str(cast.noi.pk), "before": {"name": "x"}}
            partner.save()
        for study in Study.objects.all()[:2]:
            study.table = "{}"
            study.save()
            Estimating.objects.create(study=study, by=cast.duc, refused="[]")
        Agreement.objects.create(partner=one, title="a", purposes="", signed_on=today)
        Tie.objects.create(one=one, other=other, words="cousins", made_by=cast.sokha)
        for _ in range(2):
            made = Pattern(kind="payment_demanded", partner=one, day=today, by=cast.sokha)
            made.facts = {"amount": None}
            made.save()
        finding = TrustFinding(colleague=cast.kham, said_by=cast.noi, said_on=today)
        finding.facts = {"level": "trusted"}
        finding.save()
        case = Case.objects.first()
        TakenOff.objects.create(
            case=case,
            folder=case.pk,
            person=case.people.first(),
            role="child",
            by=cast.sokha,
            on=today,
            sealed=b"",
        )
        Override.objects.create(
            case=case,
            team=cast.vientiane,
            ground="danger_to_life",
            text="x",
            purpose="hold_the_person",
            classes="identity",
            first=cast.noi,
            on=today,
        )
        numbers = {"number": 1, "learned_from": 1}
        Scorer.objects.create(team=cast.bangkok, made_on=today, weights="{}", **numbers)
        RowFinding.objects.create(
            table="accounts_team", row="1", why="altered", mark="m", content="{}"
        )
        for entry in CaseEntry.objects.all()[:2]:
            PersonAround.objects.create(entry=entry, case_id=entry.case_id, coded={})
        CarerDecision.objects.create(
            case=case,
            folder=case.pk,
            person=case.people.first(),
            first=cast.sokha,
            on=today,
            coded={"role": "case_worker_in_her_interest", "ground": "absent"},
            sealed=b"",
        )
        for day in (today, today - timedelta(days=1)):
            JournalDay.objects.create(day=day, entries=0, rows="[]")
        for person in Person.objects.filter(age_for_consent=None)[:1]:
            AgeForConsent.objects.create(person=person, coded={"born": None, "adult": True})
        _of_programmes(world, today)
    return world


def _of_programmes(world, today):
    """What the programmes keep and the house has none of."""
    cast = world.cast

    def of(model, name):
        return model.objects.get(id=world.ids[name][0])

    by, place = {"by": cast.bounmy}, of(Community, ("prevention", "community_id"))
    held = of(PreventionSession, ("prevention", "session_id"))
    look = CapacityLook(CapacityKind.PATH, CapacityAnswer.NO, today, "tried")
    communities.add_look(community=place, look=look, **by)
    advised = {"channel": "friend", "decided": "waits"}
    observations.give_advice(area=place.area, on=today, answers=advised, **by)
    sessions.keep_tests(
        session=held, instrument="A", points=10, before="a 1\nb 2", after="a 3", **by
    )
    stay = of(ShelterStay, ("shelters", "stay_id"))
    staff = cast.acting(cast.rith)
    book.serve(shelter=stay.shelter, served={stay.id: (3, 1)}, by=cast.rith)
    nights.count(shelter=stay.shelter, answers={stay.id: "seen"}, **staff)
    visits.visit(stay=stay, visitor=None, words="He asked for her.", **staff)
    add_rate(on=today, base="THB", quote="LAK", rate="640", source="the bank", by=cast.thao)
    colleagues.qualify(colleague=cast.sokha, kind="first_aid", on=today, by=cast.noi)
    incident = of(SecurityIncident, ("colleagues", "incident_id"))
    colleagues.note(incident=incident, words="He called again.", **cast.acting(cast.sokha))
    # as words were kept before they were sealed by name
    IncidentNote.objects.create(
        incident=incident, words="He called.", made_by=cast.sokha, made_on=today
    )
    TakenNumbers.objects.create(page="support", period="2025-2", on=today, cells=[])
    month = today.replace(day=1)
    StrainAnswer.objects.create(office=cast.sokha.office, month=month, levels={"sleep": "low"})


@pytest.fixture(autouse=True)
def _undone(everything, db):
    """Foreign keys that a test breaks are whole again before the database looks."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, [db_value(one) for one in values])


def put(row, column, value):
    """One column of one row, as somebody with the database's own client writes it."""
    table, key = row._meta.db_table, row._meta.pk.column
    run(f'UPDATE {table} SET "{column}" = %s WHERE "{key}" = %s', value, row.pk)


def held(row, column):
    """The sealed bytes as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{column}" FROM {row._meta.db_table} WHERE "{row._meta.pk.column}" = %s',
            [db_value(row.pk)],
        )
        return cursor.fetchone()[0]


def again(row, key=None):
    return type(row)._base_manager.get(pk=key or row.pk)


@pytest.mark.parametrize(("model", "column"), SEALED, ids=map(named, SEALED))
def test_a_value_does_not_open_in_another_row(model, column):
    """Swapped between two rows; of a table with one row, put under another key."""
    rows = [row for row in model._base_manager.order_by("pk") if held(row, column) is not None]
    one, *more = rows[:2]
    getattr(one, column)
    if more:
        here, there = held(one, column), held(more[0], column)
        put(one, column, there)
        put(more[0], column, here)
        keys = [one.pk, more[0].pk]
    else:
        keys = [2 if isinstance(one._meta.pk, models.IntegerField) else uuid4()]
        put(one, one._meta.pk.column, keys[0])
    for key in keys:
        with pytest.raises(BrokenSeal):
            getattr(again(one, key), column)
    if not tried(turn(named((model, column))) % 24 == 0):  # all columns of all rows are read for it
        return
    reported = {(table, name, row) for table, name, row in do_not_open()}
    assert {(model._meta.db_table, column, str(key)) for key in keys} <= reported


@pytest.mark.parametrize(("model", "column", "other"), BOUND, ids=map(named, BOUND))
def test_a_row_that_was_made_to_speak_of_something_else_does_not_open(model, column, other):
    rows = model._base_manager.order_by("pk")
    row = rows.exclude(**{other: None}).exclude(**{column: None}).first() or rows.first()
    field = model._meta.get_field(other)
    put(row, field.column, something_else(field, getattr(row, other)))
    with pytest.raises(BrokenSeal):
        getattr(again(row), column)


def something_else(field, now):
    if field.is_relation or isinstance(field, models.UUIDField):
        return uuid4()
    if isinstance(field, models.DateTimeField):
        return (now or timezone.now()) - timedelta(hours=1)
    if isinstance(field, models.DateField):
        return (now or timezone.localdate()) - timedelta(days=1)
    return not now if isinstance(field, models.BooleanField) else f"{now[:-1]}x"
