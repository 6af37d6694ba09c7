"""Whoever writes to the database takes nobody from tonight's board, and no missed sign of life is
kept from those who are called: by a row of a journey changed, put in, moved, put back or deleted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows, looking, queries
from fanal.authority.models import RowFinding
from fanal.authority.tables import table
from fanal.authority.words import called
from fanal.cli import main
from fanal.core.journeys.checkins import Rung
from fanal.journeys.actions import events, plans, sweeps
from fanal.journeys.models import Alarm, Happening, Journey, Traveller
from fanal.journeys.queries.board import on_journeys
from tests.journeys.scene import scene
from tests.security.planting import delete, insert, row_of, update

pytestmark = pytest.mark.django_db
LATE = timedelta(hours=3)


@pytest.fixture
def here(cast):
    """Two who left eight hours ago; nobody has heard from them since."""
    found = scene(cast, n=2)
    found.cast = cast
    plans_of(found)
    genuine_rows.run()
    assert shown(found) == {one.code_name for one in found.people}
    return found


def plans_of(here):
    events.record_event(
        journey=here.journey,
        kind="departed",
        persons=here.people,
        hands=str(here.shelter.pk),
        at=timezone.now() - timedelta(hours=8),
        by=here.by,
        happened=True,
    )


def shown(here):
    return {line.code for line in on_journeys(here.cast.noi, timezone.localtime())}


def sweep():
    return sweeps.call_alarms(now=timezone.localtime())


def reported(model):
    return any(str(called(table(model))) in str(one) for one in queries.faults())


@pytest.mark.parametrize(
    "change",
    [{"followed": False}, {"followed": False, "ended_on": "2026-03-01"}],
    ids=["no longer followed", "over"],
)
def test_a_journey_that_was_put_away_by_hand_is_back_with_the_next_sweep(here, change):
    update(Journey, change, id=here.journey.pk)
    assert shown(here) == set()
    assert sweep()[Rung.WORKER] == {here.journey}
    assert shown(here) == {one.code_name for one in here.people}
    assert reported(Journey)


@pytest.mark.parametrize("column", ["every_hours", "prepare_days"])
def test_a_sign_of_life_is_not_put_off_by_hand(here, column):
    update(Journey, {column: 30_000}, id=here.journey.pk)
    assert sweep()[Rung.WORKER] == {here.journey}
    assert reported(Journey)


def test_what_was_mended_is_told_until_two_people_looked(here):
    for _twice in range(2):
        update(Journey, {"followed": False}, id=here.journey.pk)
        sweep()
    assert RowFinding.objects.filter(table=table(Journey), settled=None).count() == 1
    Journey.objects.filter(pk=here.journey.pk).update(every_hours=12)  # goes on as before
    assert Journey.objects.get(pk=here.journey.pk).every_hours == 12


def test_a_row_of_before_puts_nothing_away(here):
    Journey.objects.filter(pk=here.journey.pk).update(followed=False)
    before = row_of(Journey, id=here.journey.pk)
    Journey.objects.filter(pk=here.journey.pk).update(followed=True)
    put_back_in_place(before)
    assert sweep()[Rung.WORKER] == {here.journey}
    assert shown(here) == {one.code_name for one in here.people}


def put_back_in_place(row):
    """Other rows refer to it, so that it is written over."""
    update(Journey, {name: value for name, value in row.items() if name != "id"}, id=row["id"])


def test_alarms_that_nobody_called_keep_none_from_being_called(here):
    (due,) = {row.due for row in lines_due(here)}
    for person in here.people:
        for rung in (1, 2, 3):
            insert(
                Alarm,
                journey_id=here.journey.pk,
                person_id=person.pk,
                due=due,
                rung=rung,
                called_on=timezone.localdate(),
            )
    assert sweep()[Rung.LEAD] == {here.journey}
    assert sweep() == {rung: set() for rung in Rung}
    assert RowFinding.objects.filter(table=table(Alarm), taken_out=True).count() == 6


def lines_due(here):
    return [line.row for line in on_journeys(here.cast.noi, timezone.localtime())]


def test_what_was_told_of_another_journey_is_no_sign_of_life_on_this_one(here, cast):
    other = plans.plan_journey(
        kind="court", team=cast.bangkok, lead=here.by, starts_on=timezone.localdate(), by=here.by
    )
    told = events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    update(Happening, {"journey_id": other.pk}, id=told.pk)
    assert sweep()[Rung.WORKER] == {here.journey}
    update(Happening, {"journey_id": here.journey.pk}, id=told.pk)
    assert all(row.due > timezone.localtime() for row in lines_due(here))


def test_what_was_told_is_missed_once_it_is_gone(here):
    told = Happening.objects.filter(journey=here.journey).first()
    delete(Happening, id=told.pk)
    looking.look_at_all()
    assert RowFinding.objects.filter(table=table(Happening)).exists()
    assert reported(Happening)


def test_what_was_told_is_named_once_it_was_changed(here):
    told = Happening.objects.filter(journey=here.journey).first()
    update(Happening, {"attested_version": 7}, id=told.pk)
    assert looking.look_at_all() == 1
    assert reported(Happening)


def test_a_journey_beside_one_that_was_changed_stays_as_it_is(here, cast):
    beside = plans.plan_journey(
        kind="court", team=cast.bangkok, lead=here.by, starts_on=timezone.localdate(), by=here.by
    )
    before = row_of(Journey, id=beside.pk)
    update(Journey, {"followed": False}, id=here.journey.pk)
    looking.put_aside(Journey)
    assert row_of(Journey, id=beside.pk) == before
    assert row_of(Journey, id=here.journey.pk)["followed"]


def test_who_travels_is_missed_once_she_was_taken_off_by_hand(here):
    delete(Traveller, person_id=here.people[0].pk)
    looking.look_at_all()
    assert reported(Traveller)


def test_the_sweep_looks_once_a_day_at_what_nobody_reads(here, capsys):
    delete(Traveller, person_id=here.people[0].pk)
    main(["tick"])
    assert "fanal audit verify" in capsys.readouterr().out
    assert reported(Traveller)
    main(["tick"])
    assert "fanal audit verify" not in capsys.readouterr().out
