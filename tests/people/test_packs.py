"""Packs of search rows: opened at once, and never speaking for what was written or removed since."""

import json
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.transaction import atomic

import scriptnames
from fanal.cases.actions.emergencies import keep_out
from fanal.core.sealing.failures import BrokenSeal
from fanal.people import name_packs, opened_search, other_teams, search
from fanal.people.actions import persons
from fanal.people.actions.merges import decide
from fanal.people.actions.persons import add_name
from fanal.people.actions.teams import pass_on
from fanal.people.models import Person, SearchPack, SearchRow
from fanal.people.models.search import STRIP
from fanal.people.name_packs import pack_more
from fanal.people.opened_search import open_packs, packed_teams
from fanal.people.search import nearest
from fanal.people.search_entries import content
from tests import files

NAMES = ["ບົວຄຳ ວົງສາ", "Trần Thị Bích Ngọc", "Somchai Jaidee", "Aung Kyaw Min", "Sok Chenda"]


@pytest.fixture(autouse=True)
def nothing_is_packed_by_chance(monkeypatch):
    """One new file in a thousand packs what waits."""
    monkeypatch.setattr(persons, "WRITTEN", 2**63)


@pytest.fixture
def team(cast, monkeypatch):
    """Five people of one team, their rows in one pack."""
    monkeypatch.setattr(name_packs, "WAITING", 1)
    people = [files.person(cast, names=[name]) for name in NAMES]
    assert packed(cast) == len(NAMES)
    return people


def packed(cast):
    return pack_more(cast.bangkok, cast.ring(cast.sokha))


def hits(cast, text, by=None, **more):
    by = by or cast.sokha
    return nearest([text], **cast.acting(by), **more)


def found(cast, text, **more):
    return [hit.person for hit in hits(cast, text, **more)]


def renamed(cast, person, name):
    add_name(person=person, text=name, **cast.acting(cast.sokha), on=files.TODAY)


def all_packed():
    return not SearchRow.objects.filter(pack=None).exists()


def test_a_pack_answers_as_the_rows_do(cast, monkeypatch):
    people = [files.person(cast, names=[name], births=[("herself", 2001, 5, 7)]) for name in NAMES]
    before = [hits(cast, text) for text in ("Buakham", "Ngoc", "Somchai", "Kyaw Min")]
    monkeypatch.setattr(name_packs, "WAITING", 1)
    assert packed(cast) == len(people)
    assert [hits(cast, text) for text in ("Buakham", "Ngoc", "Somchai", "Kyaw Min")] == before
    assert all_packed()


def test_a_row_sealed_with_the_sounds_of_another_day_is_read_with_those_of_today(cast, monkeypatch):
    """Tables of names change; what a row was sealed with must not hide her."""
    person = files.person(cast, names=["阮氏梅"])
    row, ring = SearchRow.objects.get(person=person), cast.ring(cast.sokha)
    old = row.try_unseal(ring)
    for name in old["names"]:
        name |= {"words": ["ruan", "shimei"], "keys": ["loan", "simi"], "script": "Hani"}
    row.seal_bytes(ring, json.dumps(old).encode() + STRIP + b"\x01 ready for an index of then")
    row.save()
    assert found(cast, "Nguyen Thi Mai") == [person]
    monkeypatch.setattr(name_packs, "WAITING", 1)
    assert packed(cast) == 1
    assert found(cast, "Nguyen Thi Mai") == [person]


def test_a_name_kept_in_zawgyi_is_found_by_its_unicode_once_it_is_packed_anew(cast, monkeypatch):
    """A row from before its second reading was told is not written again for that."""
    person = files.person(cast, names=["Kyaw"])
    row, ring = SearchRow.objects.get(person=person), cast.ring(cast.sokha)
    zawgyi = [{"text": "ေမာင္ေမာင္", "kind": "as_said"}, {"text": "ေအးေအး", "kind": "nickname"}]
    row.seal(ring, row.unseal(ring) | {"names": zawgyi})
    row.save()
    monkeypatch.setattr(name_packs, "WAITING", 1)
    assert packed(cast) == 1
    for typed in ("မောင်မောင်", "ေမာင္ေမာင္", "အေးအေး"):
        assert found(cast, typed) == [person]


def test_a_few_rows_wait_and_no_pack_is_made(cast):
    files.person(cast, names=NAMES[:1])
    assert packed(cast) == 0
    assert not SearchPack.objects.exists()


def test_a_search_packs_what_waits(cast, monkeypatch):
    files.person(cast, names=NAMES[:1])
    monkeypatch.setattr(name_packs, "WAITING", 1)
    found(cast, "Buakham")
    assert all_packed()


def test_what_was_written_in_great_number_is_packed_before_it_is_searched(cast, monkeypatch):
    for name in NAMES:
        files.person(cast, names=[name])
    monkeypatch.setattr(name_packs, "WAITING", 1)
    monkeypatch.setattr(name_packs, "AT_ONCE", 2)
    whose = cast.sokha, cast.ring(cast.sokha)
    assert len(open_packs(packed_teams(*whose), *whose).entries) == 1
    assert len(found(cast, "Buakham")) == 1


def test_while_names_are_compared_each_pack_is_in_memory_once(cast, team, monkeypatch):
    # Of 100,000 people 14 MB in each search that runs: sealed, opened and in the index, 40 MB.
    packs, alive = [], []

    def opened(*whose):
        rows = open_packs(*whose)
        packs.extend(weakref.ref(pack.columns) for pack in rows.packs)
        return rows

    def searched(index, *asked, **more):
        alive.extend(pack() for pack in packs if pack() is not None)
        return look(index, *asked, **more)

    look = scriptnames.Index.search
    monkeypatch.setattr("fanal.people.search.open_packs", opened)
    monkeypatch.setattr(scriptnames.Index, "search", searched)
    assert found(cast, "Buakham") == team[:1]
    assert packs
    assert not alive


def test_one_search_at_a_time_fills_memory_and_none_writes_while_others_wait(
    cast, team, monkeypatch
):
    alone = {}

    def noting(where, name):
        done = getattr(where, name)

        def noted(*asked, **more):
            alone[name] = opened_search.one_at_a_time.locked()
            return done(*asked, **more)

        monkeypatch.setattr(where, name, noted)

    for writes in ("write_missing", "pack_before"):
        noting(opened_search, writes)
    noting(search, "pack_more")
    noting(search, "open_packs")
    noting(scriptnames.Index, "search")
    assert found(cast, "Buakham") == team[:1]
    assert alone == {
        "write_missing": False,
        "pack_before": False,
        "open_packs": True,
        "search": True,
        "pack_more": False,
    }


def test_who_is_kept_out_is_asked_before_the_turn_to_search_since_it_may_write(
    cast, team, monkeypatch
):
    alone = []

    def noted(*asked):
        alone.append(opened_search.one_at_a_time.locked())
        return look(*asked)

    look = other_teams.files_of_others
    monkeypatch.setattr(other_teams, "files_of_others", noted)
    found(cast, "Buakham", among={one.id for one in team})
    assert alone
    assert not any(alone)


def test_of_so_many_new_files_one_packs_what_waits(cast, monkeypatch):
    monkeypatch.setattr(name_packs, "WAITING", 1)
    files.person(cast, names=NAMES[:1])
    monkeypatch.setattr(persons, "WRITTEN", 1)
    assert not all_packed()
    files.person(cast, names=NAMES[1:2])
    assert all_packed()


def test_a_row_written_since_is_found_at_once_by_what_it_holds_now(cast, team):
    new = files.person(cast, names=["Phonesavanh Keobounphanh"])
    renamed(cast, team[2], "Khamtay Siphandone")
    assert found(cast, "Phonsavan Keobunphan")[0] == new
    assert found(cast, "Khamtai Siphandon")[0] == team[2]
    assert all_packed()
    assert found(cast, "Khamtai Siphandon")[0] == team[2]
    assert found(cast, "Somchai Jaidee") == [team[2]]


def test_a_stale_copy_in_an_older_pack_is_not_read(cast, team, monkeypatch):
    """Two packs hold her; the newer one is right."""
    monkeypatch.setattr(name_packs, "FULL", 1)
    row, ring = team[2].search_rows.get(), cast.ring(cast.sokha)
    row.seal(ring, row.unseal(ring) | {"names": []})
    row.save()
    assert packed(cast) == 1
    assert SearchPack.objects.count() == 2
    assert found(cast, "Somchai Jaidee") == []


def test_one_who_went_to_another_team_is_never_found_again(cast, team):
    pass_on(person=team[0], giving=cast.bangkok, receiving=cast.saigon, stays=False, by=cast.noi)
    assert found(cast, "Buakham Vongsa") == []
    assert found(cast, "Somchai Jaidee") == [team[2]]
    assert all_packed()
    assert found(cast, "Buakham Vongsa") == []


def test_a_row_taken_out_behind_a_pack_is_not_shown(cast, team):
    SearchRow.objects.filter(person=team[0]).update(team=cast.vientiane)
    Person.objects.filter(id=team[0].pk).update(team=cast.vientiane)
    assert found(cast, "Buakham Vongsa") == []


def test_who_stands_on_the_conflict_list_finds_nobody_in_a_pack_either(cast, team):
    keep_out(
        case=files.case(cast, people=[team[0]]), user=cast.sokha, reason="a cousin", by=cast.noi
    )
    assert found(cast, "Buakham Vongsa") == []
    assert found(cast, "Buakham Vongsa", by=cast.noi) == [team[0]]


def test_a_file_that_stands_for_another_is_found_by_both_names(cast, team):
    decide(
        keep=team[0],
        other=team[2],
        same=True,
        reason="her own words",
        **cast.acting(cast.sokha),
        on=files.TODAY,
    )
    assert found(cast, "Buakham Vongsa") == [team[0]]
    assert found(cast, "Somchai Jaidee") == [team[0]]


def test_a_colleague_who_read_a_row_before_it_was_packed_writes_it_out_of_the_pack(cast, team):
    row, ring = team[2].search_rows.get(), cast.ring(cast.sokha)
    SearchRow.objects.update(pack=None)
    early = SearchRow.objects.get(pk=row.pk)
    assert packed(cast) == len(NAMES)
    early.seal(ring, early.unseal(ring) | {"names": []})
    early.save()
    assert SearchRow.objects.get(pk=row.pk).pack is None
    assert found(cast, "Somchai Jaidee") == []
    assert all_packed()
    assert found(cast, "Somchai Jaidee") == []


@pytest.mark.django_db(transaction=True)
def test_workers_that_pack_while_a_colleague_writes_lose_nothing(cast, monkeypatch):
    """What she wrote last is found, however packing and writing fell together."""
    monkeypatch.setattr(name_packs, "WAITING", 1)
    people = [files.person(cast, names=[name]) for name in NAMES]

    def write():
        for person in people:
            with atomic():
                row, ring = person.search_rows.get(), cast.ring(cast.sokha)
                row.seal(ring, content([{"text": "Khamtay Siphandone", "kind": "as_said"}], [], {}))
                row.save()

    def pack():
        for _ in range(6):
            packed(cast)

    together([write, pack, pack])
    assert set(found(cast, "Khamtai Siphandon")) == set(people)
    assert all(found(cast, name) == [] for name in NAMES)
    assert sum(pack.rows.count() for pack in SearchPack.objects.all()) == len(NAMES)


def together(acts):
    """Each in a thread with a connection of its own; what one raises is raised here."""

    def closing(act):
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        for done in [threads.submit(closing, act) for act in acts]:
            done.result()


def test_a_second_worker_packs_nothing_twice(cast, team):
    assert packed(cast) == 0
    assert SearchPack.objects.count() == 1


def test_a_pack_moved_to_another_team_does_not_open(cast, team):
    pack = SearchPack.objects.get()
    files.person(cast, names=["Ly Van"], by=cast.linh, team=cast.saigon)
    pack.folder = SearchRow.objects.get(team=cast.saigon).folder
    with pytest.raises(BrokenSeal):
        pack.unseal_bytes(cast.ring(cast.linh))
    assert b"Somchai" not in bytes(SearchPack.objects.get().sealed)


def test_without_the_key_of_the_team_nothing_is_packed_or_opened(cast, team):
    SearchRow.objects.update(pack=None)
    assert pack_more(cast.bangkok, cast.ring(cast.linh)) == 0
    assert found(cast, "Somchai Jaidee", by=cast.linh) == []
