"""Somebody who writes to the database uses an erasure: she has nobody erased, and hides nothing."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from fanal.authority import completeness, genuine_rows
from fanal.authority.attested import Unauthentic, genuine
from fanal.authority.models import Ended, RowFinding
from fanal.cases.models import Case, CasePerson
from fanal.core.calendars.months import add_years
from fanal.core.errors import Refused
from fanal.database.sql import db_value
from fanal.people.models import Person
from fanal.retention import erased_list
from fanal.retention.actions import erasing, holds, running
from fanal.retention.actions.erasing import again
from fanal.retention.models import Erasure, LegalHold, Tombstone
from fanal.retention.queries.tombstones import came_back
from tests import files
from tests.retention import scene
from tests.security.planting import update


@pytest.fixture
def case(cast):
    return scene.closed(cast)


@pytest.fixture
def person(case):
    return case.people.get()


def by_hand(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, [db_value(one) for one in values])
        return cursor.rowcount


def put_in(model, **values):
    """A row without an action of ours."""
    row = model(**values)
    columns = list(model._meta.concrete_fields)
    held = [column.get_db_prep_save(getattr(row, column.attname), connection) for column in columns]
    names = ", ".join(f'"{column.column}"' for column in columns)
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(held))
        cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})', held)
    return row


def an_erasure(cast, person, **more):
    today = timezone.localdate()
    return {
        "id": uuid4(),
        "kind": "person",
        "about": person.pk,
        "files": str(person.pk),
        "cases": "",
        "ground": "she_asked",
        "by": cast.noi,
        "asked_on": today,
        "until": today,
        **more,
    }


def test_an_erasure_that_was_put_in_erases_nobody(cast, person):
    today = timezone.localdate()
    row = put_in(Erasure, **an_erasure(cast, person, agreed_by=cast.claire, agreed_on=today))
    assert running.begin(row.pk)  # it is put aside: there is nothing to go on with
    assert Person.objects.filter(pk=person.pk).exists()
    assert RowFinding.objects.filter(table="retention_erasure").exists()


@pytest.mark.parametrize("column", ["files", "cases", "agreed_on"])
def test_one_that_was_changed_erases_nobody(cast, person, column):
    other = scene.closed(cast)
    row = scene.asks(cast, scene.of_person(person))
    value = {
        "files": str(other.people.get().pk),
        "cases": str(other.pk),
        "agreed_on": timezone.localdate(),
    }[column]
    by_hand(f"UPDATE retention_erasure SET {column} = %s WHERE id = %s", value, row.pk)
    with pytest.raises(Refused):
        erasing.agree(row=row, by=cast.claire)
    assert running.begin(row.pk)
    assert Person.objects.count() == 2


def test_one_of_yesterday_that_was_put_back_erases_nobody(cast, person):
    row = scene.asks(cast, scene.of_person(person))
    held = Erasure.objects.get()
    erasing.take_back(row=row, by=cast.noi)
    put_in(
        Erasure,
        **{field.attname: getattr(held, field.attname) for field in Erasure._meta.concrete_fields},
    )
    with pytest.raises(Refused):
        erasing.agree(row=row, by=cast.claire)
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_tombstone_hides_no_deletion(cast, person, case):
    """She deletes a file by hand and puts a stone in its place: both are found."""
    today = timezone.localdate()
    by_hand("DELETE FROM cases_caseperson WHERE person_id = %s", person.pk)
    put_in(
        Tombstone,
        id=person.pk,
        kind="person",
        erasure=uuid4(),
        ground="she_asked",
        by=cast.noi,
        agreed_by=cast.claire,
        agreed_on=today,
        ended_on=today,
        rows=9,
    )
    assert not completeness.is_whole(CasePerson)
    assert RowFinding.objects.filter(table="cases_caseperson", why="missing").exists()
    stone = Tombstone.objects.get()
    assert not genuine(stone)


def test_a_true_tombstone_excuses_no_other_deletion(cast, person):
    other = scene.closed(cast)
    scene.erased(cast, scene.of_person(person))
    assert completeness.is_whole(Person)
    by_hand("DELETE FROM cases_caseperson WHERE case_id = %s", other.pk)
    assert not completeness.is_whole(CasePerson)


def test_a_tombstone_that_was_taken_away_is_missed(cast, person):
    scene.erased(cast, scene.of_person(person))
    by_hand("DELETE FROM retention_tombstone")
    assert not completeness.is_whole(Tombstone)


def test_a_row_that_was_put_back_after_the_erasure_does_not_count(cast, person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person WHERE id = %s", [db_value(person.pk)])
        held = cursor.fetchone()
    scene.erased(cast, scene.of_person(person))
    places = ", ".join(["%s"] * len(held))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO people_person VALUES ({places})", held)
    assert not genuine(Person.objects.get(pk=person.pk))


def test_a_hold_that_was_deleted_by_hand_stops_every_erasure(cast, case, person):
    row = holds.hold(on=case, reason="court", until=add_years(timezone.localdate(), 1), by=cast.noi)
    holds.agree_hold(row=row, by=cast.claire)
    by_hand("DELETE FROM retention_legalhold")
    with pytest.raises(Refused, match="gone without an action here"):
        scene.asks(cast, scene.of_person(person))


@pytest.mark.parametrize("column", ["until", "ended_on"])
def test_a_hold_that_was_changed_by_hand_stops_every_erasure(cast, case, person, column):
    row = holds.hold(on=case, reason="court", until=add_years(timezone.localdate(), 1), by=cast.noi)
    holds.agree_hold(row=row, by=cast.claire)
    by_hand(f"UPDATE retention_legalhold SET {column} = %s", scene.years_ago(1))
    with pytest.raises(Refused):
        scene.asks(cast, scene.of_person(person))
    assert LegalHold.objects.count() <= 1


def test_a_row_of_hers_that_was_changed_by_hand_stops_nothing_and_is_told(cast, case, person):
    """What somebody altered goes too; that it was altered stays as found."""
    by_hand("UPDATE cases_case SET made_by_id = %s WHERE id = %s", cast.kham.pk, case.pk)
    try:
        scene.erased(cast, scene.of_person(person))
    except Unauthentic:
        return
    assert not Person.objects.filter(pk=person.pk).exists()
    genuine_rows.run()


@pytest.mark.parametrize("moved", [(Case, "opened_on"), *scene.DAYS], ids=lambda one: one[1])
def test_days_that_were_moved_back_end_no_period(cast, case, moved):
    """All others are of long ago, as in a case whose time is over."""
    long_ago = scene.years_ago(45)
    for model, day in [(Case, "opened_on"), *scene.DAYS]:
        rows = model.objects.filter(**{"pk" if model is Case else "case": case.pk})
        if (model, day) != moved:
            rows.update(**{day: long_ago})
    model, day = moved
    update(model, {day: long_ago}, **{"id" if model is Case else "case_id": case.pk})
    with pytest.raises(Refused, match="changed or deleted from outside"):
        scene.asks(cast, scene.of_case(case), ground="time_over")
    row = scene.asks(cast, scene.of_case(case), ground="she_asked")  # stops nothing that she wants
    assert row.cases == str(case.pk)


def test_a_case_that_was_closed_by_hand_is_open(cast):
    case = files.case(cast)
    update(Case, {"closed": True}, id=case.pk)
    with pytest.raises(Refused, match="she has an open case"):
        scene.asks(cast, scene.of_case(case))


def test_a_line_that_was_written_into_the_list_erases_nobody(cast, person, case):
    other = scene.closed(cast)
    scene.erased(cast, scene.of_case(other))
    line = json.loads(erased_list.path().read_text().splitlines()[-1])
    for change in ({"files": str(person.pk)}, {"cases": str(case.pk)}, {"mark": "0" * 64}):
        forged = line | {"files": str(person.pk)} | change
        with erased_list.path().open("a") as file:
            file.write(json.dumps(forged) + "\nrubbish\n[]\n")
    assert came_back() == []
    assert again() == 0
    assert Person.objects.filter(pk=person.pk).exists()


def test_the_ledger_holds_no_more_than_ids_of_what_was_erased(cast, person, case):
    names = [one.code_name for one in (person, case)]
    scene.erased(cast, scene.of_person(person))
    for ended in Ended.objects.all():
        assert not any(name in ended.row for name in names)
