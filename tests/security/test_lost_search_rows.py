"""Whoever writes to the database hides nobody from “Do we know her?”: a search finds her by her file,
whatever became of the rows and packs that it reads."""

from uuid import uuid4

import pytest
from django.db import connection

from fanal.authority import findings
from fanal.authority.models import RowFinding
from fanal.people import name_packs
from fanal.people.models import SearchFolder, SearchPack, SearchRow
from fanal.people.name_packs import pack_more
from fanal.people.search import near_files, nearest
from tests import files
from tests.security.planting import delete, row_of, update

NAMES = ["Bouakham Vongsa", "Trần Thị Bích Ngọc", "Somchai Jaidee"]


@pytest.fixture
def people(cast):
    return [files.person(cast, names=[name]) for name in NAMES]


@pytest.fixture
def packed(cast, people, monkeypatch):
    monkeypatch.setattr(name_packs, "WAITING", 1)
    assert pack_more(cast.bangkok, cast.ring(cast.sokha)) == len(people)
    monkeypatch.undo()
    return people


def found(cast, text, by=None):
    by = by or cast.sokha
    return [one.person for one in nearest([text], **cast.acting(by))]


def row(person):
    return SearchRow.objects.get(person=person)


def everybody_is_found(cast, people):
    return [found(cast, name)[:1] for name in NAMES] == [[person] for person in people]


def test_a_row_that_was_deleted_is_made_anew(cast, people):
    delete(SearchRow, person_id=people[0].pk)
    near = near_files([NAMES[0]], **cast.acting(cast.sokha))
    assert [file.person for file in near] == [people[0]]


def test_so_is_one_of_a_pack_that_was_deleted_as_well(cast, packed):
    delete(SearchRow, person_id=packed[0].pk)
    assert everybody_is_found(cast, packed)
    update(SearchRow, {"pack_id": None}, team_id=cast.bangkok.pk)
    delete(SearchPack, team_id=cast.bangkok.pk)
    assert everybody_is_found(cast, packed)


def test_a_row_given_to_another_team_is_made_anew(cast, people):
    update(SearchRow, {"team_id": cast.vientiane.pk}, person_id=people[0].pk)
    assert everybody_is_found(cast, people)
    assert found(cast, NAMES[0], cast.somchit) == []


def test_a_row_that_is_said_to_be_in_a_pack_and_is_not_is_read_by_itself(cast, packed):
    late = files.person(cast, names=["Aung Kyaw Min"])
    update(SearchRow, {"pack_id": row(packed[0]).pack_id}, person_id=late.pk)
    assert found(cast, "Aung Kyaw Min") == [late]


def test_a_row_that_is_said_to_be_in_a_pack_that_is_not_there_is_read_by_itself(cast, people):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL takes no such row")
    update(SearchRow, {"pack_id": uuid4()}, person_id=people[0].pk)
    assert everybody_is_found(cast, people)
    delete(SearchRow, person_id=people[0].pk)  # SQLite looks at the end of the test


def test_a_team_whose_folder_of_searches_was_deleted_searches_as_before(cast, packed):
    delete(SearchFolder, team_id=cast.bangkok.pk)
    assert everybody_is_found(cast, packed)


@pytest.mark.parametrize("column", ["number", "person_id"])
@pytest.mark.parametrize("among", ["people", "packed"])
def test_two_rows_that_were_exchanged_are_made_anew(cast, request, column, among):
    there = request.getfixturevalue(among)
    one, other = row(there[0]).pk, row(there[1]).pk
    if column == "number":
        here, there_ = row_of(SearchRow, id=one), row_of(SearchRow, id=other)
        update(SearchRow, {"number": 1}, id=one)
        update(SearchRow, {"number": here["number"]}, id=other)
        update(SearchRow, {"number": there_["number"]}, id=one)
    else:
        update(SearchRow, {"person_id": there[2].pk, "team_id": cast.vientiane.pk}, id=one)
        update(SearchRow, {"person_id": there[0].pk}, id=other)
        update(SearchRow, {"person_id": there[1].pk, "team_id": cast.bangkok.pk}, id=one)
    assert everybody_is_found(cast, there)
    assert RowFinding.objects.filter(table="people_searchrow", why=findings.ALTERED).count() == 2
    assert everybody_is_found(cast, there)


def test_a_row_of_before_is_read(cast, people):
    held = row(people[0])
    ring = cast.ring(cast.sokha)
    data = held.unseal(ring)
    assert "of" not in data
    super(SearchRow, held).seal(ring, data)
    held.save()
    assert row(people[0]).unseal(ring) == data
    assert everybody_is_found(cast, people)


def test_nothing_is_written_where_nothing_was_changed(cast, packed):
    before = list(SearchRow.objects.order_by("id").values_list("id", "version"))
    assert everybody_is_found(cast, packed)
    assert list(SearchRow.objects.order_by("id").values_list("id", "version")) == before
    assert not RowFinding.objects.exists()
