"""Which cases and files stand with a team is compared again once anything was written, by anybody."""

from contextlib import contextmanager
from threading import Thread
from time import sleep
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import CaptureQueriesContext

from fanal.accounts.models import User
from fanal.authority import ledger, memory, reading
from fanal.authority.failures import RolledBack
from fanal.cases.models import Case, CasePerson
from fanal.commands import before_fork
from fanal.database import written_since
from fanal.database.sql import rows
from fanal.keys.models import Folder
from fanal.people import other_teams
from fanal.people.access import people_among
from fanal.people.models import Person
from fanal.web.models import LastProof
from tests import files
from tests.security.planting import insert, row_of, update

pytestmark = pytest.mark.django_db(transaction=True)


def asked(user):
    """How many questions a page asks about them, and what is closed to her."""
    ledger.read()
    reader = User.objects.get(pk=user.pk)
    with CaptureQueriesContext(connection) as asked:
        found = other_teams.cases_of_others(reader) | other_teams.files_of_others(reader)
    sql = [one["sql"] for one in asked if one["sql"] != written_since.SEEN]
    return len(sql), found


def by_another(work):
    """In a connection of its own."""

    def done():
        try:
            work()
        finally:
            BaseDatabaseWrapper.close(connection)

    thread = Thread(target=done)
    thread.start()
    thread.join()


def test_nothing_is_asked_while_nothing_was_written(cast, case):
    assert asked(cast.sokha)[0] > 0
    assert asked(cast.sokha) == (0, frozenset())
    assert asked(cast.kham)[0] > 0  # her teams are others
    assert asked(cast.sokha) == (0, frozenset())


@pytest.mark.parametrize("who", ["this process", "another"])
def test_what_was_pointed_at_her_team_is_seen_at_once(cast, case, who):
    asked(cast.kham)
    assert asked(cast.kham) == (0, frozenset())

    def point(team, of):
        for model in (Case, Person):
            update(model, {"team_id": team.pk}, team_id=of.pk)

    run = by_another if who == "another" else lambda work: work()
    run(lambda: point(cast.vientiane, cast.bangkok))
    assert len(asked(cast.kham)[1]) == 2
    assert len(asked(cast.kham)[1]) == 2  # and stays so
    run(lambda: point(cast.bangkok, cast.vientiane))
    assert asked(cast.kham)[1] == frozenset()


def among(user, *ids):
    """Whom a page shows of these, and how many files it verified for it."""
    ledger.read()
    verified, verify = [], reading.each_verified

    def counted(*asked):
        for one in verify(*asked):
            verified.append(one)
            yield one

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "each_verified", counted)
        found = list(people_among(User.objects.get(pk=user.pk), ids))
    return {person.id for person in found}, len(verified)


def test_a_page_of_a_few_verifies_these_alone_and_once(cast):
    first, second, other = (files.person(cast) for _ in range(3))
    assert among(cast.sokha, first.id, second.id) == ({first.id, second.id}, 2)
    assert among(cast.sokha, first.id, second.id) == ({first.id, second.id}, 0)
    assert among(cast.sokha, first.id, other.id) == ({first.id, other.id}, 1)
    assert among(cast.kham, first.id) == (set(), 0)


def test_a_page_of_a_few_shows_nobody_who_was_pointed_at_her_team(cast, case):
    person = case.people.get()
    assert among(cast.kham, person.id) == (set(), 0)
    update(Person, {"team_id": cast.vientiane.pk}, id=person.id)
    assert among(cast.kham, person.id) == (set(), 1)
    assert among(cast.kham, person.id) == (set(), 1)  # and stays so


def test_nor_who_was_of_it_before_and_is_put_back(cast):
    person = files.person(cast)
    before = row_of(Person, id=person.id)
    assert among(cast.sokha, person.id)[0] == {person.id}
    for row in (person, Folder.objects.get(id=person.id)):
        row.team = cast.vientiane
        row.save()
    assert among(cast.sokha, person.id)[0] == set()
    update(Person, {name: before[name] for name in before if name != "id"}, id=person.id)
    assert among(cast.sokha, person.id)[0] == set()


def test_of_a_table_that_names_few_these_alone_are_verified_and_closed(cast, case):
    files.person(cast)  # in no case
    ledger.read()

    def closed():
        found = other_teams.files_of_others(User.objects.get(pk=cast.kham.pk), CasePerson)
        return {UUID(str(file)) for file in found}

    assert closed() == set()
    update(Person, {"team_id": cast.vientiane.pk}, team_id=cast.bangkok.pk)
    concerned = case.concerns.get().person_id
    assert closed() == {concerned}
    assert closed() == {concerned}  # and stays so
    update(Person, {"team_id": cast.bangkok.pk}, id=concerned)
    assert closed() == set()


def test_inside_a_transaction_nobody_says_that_nothing_was_written(cast, case):
    asked(cast.kham)
    with transaction.atomic():
        assert written_since.state() is None
        update(Case, {"team_id": cast.vientiane.pk}, team_id=cast.bangkok.pk)
        assert len(asked(cast.kham)[1]) == 1
        transaction.set_rollback(True)
    assert asked(cast.kham)[1] == frozenset()


def test_any_change_of_any_table_is_another_state(cast):
    before = written_since.state()
    assert before == written_since.state()
    LastProof.objects.create(what="x", on="2026-01-01")
    after = written_since.state()
    assert after != before
    by_another(lambda: LastProof.objects.update(on="2026-01-02"))
    assert written_since.state() != after


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite counts what is seen")
def test_a_change_that_is_in_the_log_and_seen_by_nobody_yet_is_another_state_when_it_is_seen(cast):
    LastProof.objects.create(what="x", on="2026-01-01")
    with waits_for_a_standby():
        before = written_since.state()
        assert LastProof.objects.get().on.day == 1
    assert LastProof.objects.get().on.day == 2
    assert written_since.state() != before


@contextmanager
def waits_for_a_standby():
    """Another has changed the day of the proof, and its commit waits at the end of the log."""
    told(f"ALTER SYSTEM SET synchronous_standby_names = '{NOBODY}'", "SELECT pg_reload_conf()")
    thread = Thread(target=by_another, args=[change_the_day])
    try:
        thread.start()
        while not rows(WAITING):
            sleep(0.05)
        yield
    finally:
        told("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")
        thread.join()


NOBODY = "nobody"
WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


def change_the_day():
    while told("SELECT current_setting('synchronous_standby_names')") != NOBODY:
        sleep(0.05)
    with transaction.atomic():
        told("SET LOCAL synchronous_commit = on")
        LastProof.objects.update(on="2026-01-02")


def told(*sql):
    with connection.cursor() as cursor:
        for one in sql:
            cursor.execute(one)
        return cursor.fetchone()[0] if cursor.description else None


def test_so_many_are_remembered(cast, case, monkeypatch):
    monkeypatch.setattr(other_teams, "MOST_KEPT", 2)
    for user in (cast.sokha, cast.kham, cast.noi):
        asked(user)
    assert len(other_teams._all_right.when) <= 2


def test_after_a_start_one_verifies_and_the_others_wait_for_it(cast, case, monkeypatch):
    """Each thread of a server asks at once; with thousands of rows all together took minutes."""
    ledger.read()
    other_teams._known.clear()
    verify, verified, found = reading.each_verified, [], []

    def slowly(model, *asked):
        verified.append(model)
        sleep(0.3)
        return verify(model, *asked)

    monkeypatch.setattr(reading, "each_verified", slowly)

    def ask():
        try:
            found.append(other_teams.cases_of_others(User.objects.get(pk=cast.sokha.pk)))
        finally:
            BaseDatabaseWrapper.close(connection)

    threads = [Thread(target=ask) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (verified, found) == ([Case], [frozenset()] * 3)


@pytest.fixture
def nothing_known():
    other_teams.forget()
    memory.known.forget()


def verified_by_a_page(user, monkeypatch):
    """How many rows a page of hers verifies, and what is closed to her."""
    verify, rows = reading.each_verified, []

    def counted(*asked):
        for one in verify(*asked):
            rows.append(one)
            yield one

    monkeypatch.setattr(reading, "each_verified", counted)
    found = asked(user)[1]
    monkeypatch.undo()
    return len(rows), found


def test_what_the_master_verified_no_worker_verifies_again(cast, case, nothing_known, monkeypatch):
    assert verified_by_a_page(cast.sokha, monkeypatch)[0] > 0
    other_teams.forget()
    before_fork.verify_rows()
    assert verified_by_a_page(cast.sokha, monkeypatch) == (0, frozenset())


def test_what_was_pointed_at_a_team_is_no_more_hidden_by_it(cast, case, nothing_known, monkeypatch):
    update(Case, {"team_id": cast.vientiane.pk}, team_id=cast.bangkok.pk)
    before_fork.verify_rows()
    rows, found = verified_by_a_page(cast.kham, monkeypatch)
    assert (rows, len(found)) == (1, 1)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps ids alone in it")
def test_what_was_put_in_under_no_id_is_closed_as_well(cast, case, nothing_known):
    row = row_of(Case, id=case.pk)
    insert(Case, **row | {"id": "no id", "team_id": cast.vientiane.pk})
    assert asked(cast.kham)[1] == {"no id"}


def test_of_a_large_team_all_is_read_in_one_question(cast, case, nothing_known, monkeypatch):
    monkeypatch.setattr(other_teams, "AT_ONCE", 0)
    update(Case, {"team_id": cast.vientiane.pk}, team_id=cast.bangkok.pk)
    assert len(asked(cast.kham)[1]) == 1
    assert asked(cast.sokha)[1] == frozenset()


def test_a_master_that_cannot_read_leaves_all_to_its_workers(
    cast, case, nothing_known, monkeypatch
):
    before_fork.verify_rows()
    monkeypatch.setattr(ledger, "read", refusing(RolledBack))
    before_fork.verify_rows()
    monkeypatch.undo()
    assert verified_by_a_page(cast.sokha, monkeypatch)[0] > 0


def refusing(failure):
    def refuse():
        raise failure

    return refuse
