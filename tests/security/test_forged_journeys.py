"""Whoever writes to the database takes nobody from tonight's board, and no missed sign of life is
kept from those who are called: by a row of a journey changed, put in, moved, put back or deleted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows, queries, table_checks
from fanal.authority.models import RowFinding
from fanal.authority.tables import table
from fanal.authority.words import called
from fanal.cli import main
from fanal.core.journeys.board import Colour
from fanal.core.journeys.checkins import Rung
from fanal.core.journeys.events import EventKind
from fanal.core.journeys.planning import DERIVED, GoNoGoItem
from fanal.journeys.actions import decisions, events, legs, plans, sweeps
from fanal.journeys.models import (
    Alarm,
    CustodyAlarm,
    Decision,
    GoAnswer,
    Journey,
    JourneyCustodian,
    JourneyEvent,
    Leg,
    Traveller,
)
from fanal.journeys.queries.board import on_journeys
from fanal.journeys.queries.decisions import fingerprint, keys_for
from tests import files
from tests.journeys.scene import scene
from tests.security.planting import delete, insert, row_of, update

LATE = timedelta(hours=3)


@pytest.fixture
def here(cast):
    """Two who left eight hours ago; nobody has heard from them since."""
    found = scene(cast, n=2)
    found.cast = cast
    plans_of(found)
    genuine_rows.run()
    assert shown(found) == {person.code_name for person in found.people}
    return found


def plans_of(here):
    events.record_event(
        journey=here.journey,
        kind="departed",
        persons=here.people,
        custodian=str(here.shelter.pk),
        at=timezone.now() - timedelta(hours=8),
        by=here.by,
        happened=True,
    )


def shown(here):
    return {line.code for line in on_journeys(here.cast.noi, timezone.localtime())}


def sweep():
    return sweeps.call_alarms(now=timezone.localtime())


def reported(model):
    return any(str(called(table(model))) in str(fault) for fault in queries.faults())


@pytest.mark.parametrize(
    "change",
    [{"followed": False}, {"followed": False, "ended_on": "2026-03-01"}],
    ids=["no longer followed", "over"],
)
def test_a_journey_that_was_put_away_by_hand_is_back_with_the_next_sweep(here, change):
    update(Journey, change, id=here.journey.pk)
    assert shown(here) == set()
    assert sweep()[Rung.WORKER] == {here.journey}
    assert shown(here) == {person.code_name for person in here.people}
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
    assert shown(here) == {person.code_name for person in here.people}


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
    other = files.journey(cast, "court", by=here.by)
    told = events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    update(JourneyEvent, {"journey_id": other.pk}, id=told.pk)
    assert sweep()[Rung.WORKER] == {here.journey}
    update(JourneyEvent, {"journey_id": here.journey.pk}, id=told.pk)
    assert all(row.due > timezone.localtime() for row in lines_due(here))


def test_what_was_told_is_missed_once_it_is_gone(here):
    told = JourneyEvent.objects.filter(journey=here.journey).first()
    delete(JourneyEvent, id=told.pk)
    table_checks.check_all_tables()
    assert RowFinding.objects.filter(table=table(JourneyEvent)).exists()
    assert reported(JourneyEvent)


def test_what_was_told_is_named_once_it_was_changed(here):
    told = JourneyEvent.objects.filter(journey=here.journey).first()
    update(JourneyEvent, {"attested_version": 7}, id=told.pk)
    assert table_checks.check_all_tables() == 1
    assert reported(JourneyEvent)


def test_a_journey_beside_one_that_was_changed_stays_as_it_is(here, cast):
    beside = files.journey(cast, "court", by=here.by)
    before = row_of(Journey, id=beside.pk)
    update(Journey, {"followed": False}, id=here.journey.pk)
    table_checks.quarantine_table(Journey)
    assert row_of(Journey, id=beside.pk) == before
    assert row_of(Journey, id=here.journey.pk)["followed"]


def test_who_travels_is_missed_once_she_was_taken_off_by_hand(here):
    delete(Traveller, person_id=here.people[0].pk)
    table_checks.check_all_tables()
    assert reported(Traveller)


def test_the_sweep_looks_once_a_day_at_what_nobody_reads(here, capsys):
    delete(Traveller, person_id=here.people[0].pk)
    main(["tick"])
    assert "fanal audit verify" in capsys.readouterr().out
    assert reported(Traveller)
    main(["tick"])
    assert "fanal audit verify" not in capsys.readouterr().out


# Who holds whom.
def colours(here):
    genuine_rows.run()
    return {line.row.colour for line in on_journeys(here.cast.noi, timezone.localtime())}


@pytest.fixture
def safe(here):
    """They were heard from just now, with whom they left with, after every answer was yes."""
    for item in set(GoNoGoItem) - set(DERIVED):
        GoAnswer.objects.update_or_create(
            journey=here.journey,
            item=item,
            defaults={"yes": True, "by": here.by, "on": timezone.localdate()},
        )
    legs.add_leg(
        journey=here.journey,
        start=here.areas[0],
        end=here.areas[2],
        custodian=here.escort,
        leaves=timezone.now() + timedelta(hours=1),
        arrives=timezone.now() + timedelta(hours=3),
        by=here.by,
    )
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    assert colours(here) == {Colour.GREEN}
    return here


HELD = {
    "custodian": (JourneyCustodian, {"planned": False}),
    "role of the hands": (JourneyCustodian, {"does": "escort"}),
    "legs": (Leg, {"number": 7}),
    "who travels": (Traveller, {"attested_version": 9}),
}


@pytest.mark.parametrize("what", HELD)
def test_who_is_on_a_journey_that_was_changed_by_hand_is_red(safe, what):
    model, change = HELD[what]
    update(model, change, journey_id=safe.journey.pk)
    assert colours(safe) == {Colour.RED}
    sweep()
    assert CustodyAlarm.objects.count() == len(safe.people)
    assert reported(model)


def test_or_of_which_something_that_happened_was_changed(safe):
    update(JourneyEvent, {"told_on": "2026-01-02"}, id=last_told(safe).pk)
    assert colours(safe) == {Colour.RED}


def test_a_journey_whose_events_were_wiped_is_not_let_go(safe):
    Journey.objects.filter(pk=safe.journey.pk).update(ended_on=timezone.localdate())
    delete(JourneyEvent, journey_id=safe.journey.pk)
    sweep()
    assert Journey.objects.get(pk=safe.journey.pk).followed
    assert reported(JourneyEvent)


@pytest.mark.parametrize("model", [JourneyCustodian, Leg, JourneyEvent, Traveller])
def test_or_of_which_a_row_was_deleted(safe, model):
    if model is JourneyCustodian:
        delete(JourneyCustodian, id=safe.centre.pk)
    elif model is JourneyEvent:
        delete(JourneyEvent, id=last_told(safe).pk)
    else:
        delete(model, id=model.objects.filter(journey=safe.journey).first().pk)
    assert colours(safe) == {Colour.RED}
    page = files.browser(safe.cast, safe.cast.noi).get(reverse("journeys:board")).text
    assert "changed or deleted from outside" in page
    assert any(safe.journey.pk.hex in str(fault) for fault in queries.faults())


@pytest.mark.parametrize("also", ["nothing else", "how many there were"])
def test_or_of_which_all_that_happened_was_deleted(safe, also):
    delete(JourneyEvent, journey_id=safe.journey.pk)
    if also == "how many there were":
        update(Journey, {"counts": "{}"}, id=safe.journey.pk)
    assert shown(safe) == {person.code_name for person in safe.people}
    assert colours(safe) == {Colour.RED}
    sweep()
    assert CustodyAlarm.objects.count() == len(safe.people)
    page = files.browser(safe.cast, safe.cast.noi).get(reverse("journeys:board")).text
    assert "changed or deleted from outside" in page


@pytest.mark.parametrize("also", ["nothing else", "how many there were"])
def test_a_journey_from_which_everybody_was_deleted_is_on_the_board(safe, also):
    delete(JourneyEvent, journey_id=safe.journey.pk)
    delete(Traveller, journey_id=safe.journey.pk)
    if also == "how many there were":
        update(Journey, {"counts": "{}"}, id=safe.journey.pk)
    assert shown(safe) == set()
    browser = files.browser(safe.cast, safe.cast.noi)
    for name in ("journeys:board", "cases:today"):
        page = browser.get(reverse(name)).text
        assert "Everybody on this journey, and all that happened, was deleted" in page
        assert safe.journey.code_name in page
    sweep()
    assert reported(Traveller) or reported(Journey)


def test_a_journey_on_which_nobody_is_yet_is_none(here):
    files.journey(here.cast, "court", by=here.by)
    page = files.browser(here.cast, here.cast.noi).get(reverse("journeys:board")).text
    assert "was deleted from outside" not in page


def last_told(here):
    told = JourneyEvent.objects.filter(journey=here.journey)
    return next(happening for happening in told if happening.event().kind is EventKind.SIGN_OF_LIFE)


def test_a_person_is_not_read_in_the_case_of_another(safe):
    other = files.case(safe.cast)
    update(Traveller, {"case_id": other.pk}, person_id=safe.people[0].pk)
    assert colours(safe) == {Colour.RED}


def test_nor_is_a_row_put_back_that_an_action_took_out(safe):
    before = row_of(JourneyCustodian, id=safe.centre.pk)
    plans.remove_custodian(custodian=safe.centre, by=safe.by)
    assert colours(safe) == {Colour.GREEN}
    insert(JourneyCustodian, **before)
    assert colours(safe) == {Colour.RED}


def test_a_leg_that_was_changed_is_not_made_the_one_of_before(safe):
    (leg,) = Leg.objects.filter(journey=safe.journey)
    before = row_of(Leg, id=leg.pk)
    legs.change_leg(
        leg=leg,
        start=safe.areas[0],
        end=safe.areas[2],
        custodian=safe.centre,
        leaves=timezone.now() + timedelta(hours=2),
        arrives=timezone.now() + timedelta(hours=4),
        by=safe.by,
    )
    assert colours(safe) == {Colour.GREEN}
    now = Leg.objects.get(journey=safe.journey)
    update(Leg, {name: before[name] for name in ("hands_id", "times")}, id=now.pk)
    assert colours(safe) == {Colour.RED}


@pytest.mark.parametrize("how", ["deleted", "made yes", "put in"])
def test_nobody_left_with_a_go_that_somebody_wrote_into_the_database(here, how):
    missing = next(iter(set(GoNoGoItem) - set(DERIVED)))
    for item in set(GoNoGoItem) - set(DERIVED):
        plans_answer(here, item, yes=item is not missing)
    if how == "made yes":
        update(GoAnswer, {"yes": True}, item=str(missing))
    else:
        delete(GoAnswer, item=str(missing))
    if how == "put in":
        insert(
            GoAnswer,
            journey_id=here.journey.pk,
            item=str(missing),
            yes=True,
            by_id=here.by.pk,
            on=timezone.localdate(),
        )
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    assert colours(here) == {Colour.RED}


def plans_answer(here, item, *, yes):
    GoAnswer.objects.update_or_create(
        journey=here.journey,
        item=item,
        defaults={"yes": yes, "by": here.by, "on": timezone.localdate()},
    )


def test_one_person_does_not_decide_as_two(here):
    """The second of a decision written into the row, with what it covers."""
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    assert colours(here) == {Colour.RED}  # they left without a go
    made = decisions.ask_decision(
        journey=here.journey, custodian=None, reason="The bus leaves at noon.", by=here.by
    )
    seen = fingerprint(keys_for(here.journey, None, here.cast.noi))
    decisions.decide(decision=made, seen=seen, by=here.cast.noi)
    before = colours(here)
    decisions.end_decision(decision=made, by=here.by)
    assert colours(here) == {Colour.RED} != before
    update(Decision, {"ended_on": None, "ended_by_id": None}, id=made.pk)
    assert colours(here) == {Colour.RED}
    assert reported(Decision)


def test_an_alarm_that_was_called_is_not_put_back_to_hide_the_next(safe):
    update(JourneyCustodian, {"planned": False}, journey_id=safe.journey.pk)
    sweep()
    before = [row_of(CustodyAlarm, id=alarm.pk) for alarm in CustodyAlarm.objects.all()]
    CustodyAlarm.objects.all().delete()
    for one in before:
        insert(CustodyAlarm, **one)
    assert sweep()[Rung.LEAD] == {safe.journey}


def test_a_telephone_number_is_changed_without_what_is_attested(safe):
    plans.set_phone(custodian=safe.escort, phone="+66 2 555", by=safe.by, version=1)
    assert colours(safe) == {Colour.GREEN}
    held = JourneyCustodian.objects.get(pk=safe.escort.pk)
    held.phone = "+66 2 556"
    JourneyCustodian.objects.filter(pk=held.pk).update(planned=False)  # meanwhile
    held.save_if_version(2)
    assert not JourneyCustodian.objects.get(pk=held.pk).planned
    assert colours(safe) == {Colour.GREEN}
