"""A check that reads every row takes minutes; colleagues go on working meanwhile. It names nothing
that an action here made between two of its questions, and nobody waits for it.
"""

from datetime import date
from functools import partial
from threading import Thread

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.audit import checkpoints
from fanal.audit import queries as journal
from fanal.authority import completeness, groups, ledger, queries, reading
from fanal.authority.tables import attested_models
from fanal.cases.actions.cases import add_person
from fanal.cases.models import Case, StateCode
from fanal.cases.models.state import CHANGED_BY_HAND
from fanal.cases.queries import at_risk
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.unsound import unsound
from fanal.keys.models import Folder, Grant
from fanal.people import linked_cases
from tests import files
from tests.journeys.scene import scene
from tests.security.planting import delete, row_of, update
from tests.shares import some

pytestmark = pytest.mark.django_db(transaction=True)


def by_a_colleague(work):
    """In a connection of its own, while the caller waits."""
    failed = []

    def done():
        try:
            work()
        except Exception as failure:
            failed.append(failure)
        finally:
            BaseDatabaseWrapper.close(connection)

    thread = Thread(target=done)
    thread.start()
    thread.join()
    assert failed == []


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(Grant, work)`: the work is done when the rows of that table are about to be read."""

    def at(model, work):
        waiting, read = [work], reading.all_of

        def all_of(table, *asked):
            if table is model and waiting:
                by_a_colleague(waiting.pop())
            return read(table, *asked)

        monkeypatch.setattr(reading, "all_of", all_of)
        return waiting

    return at


@pytest.fixture
def house(cast):
    """A person in a case; all that stands there is genuine."""
    files.case(cast)
    assert queries.current_faults() == []
    return cast


TABLES = [User, Folder, Grant, attested_models()[-1]]  # read one after the other


@pytest.mark.parametrize("model", some(TABLES, "added"), ids=lambda model: model._meta.db_table)
def test_what_is_added_before_a_table_is_read_is_no_row_too_many(house, meanwhile, model):
    waiting = meanwhile(model, lambda: files.case(house))
    assert queries.current_faults() == []
    assert waiting == []


@pytest.mark.parametrize("model", some(TABLES, "deleted"), ids=lambda model: model._meta.db_table)
def test_what_is_deleted_before_a_table_is_read_is_missing_nowhere(house, meanwhile, model):
    waiting = meanwhile(model, Grant.objects.first().delete)
    assert queries.current_faults() == []
    assert waiting == []


def test_what_another_thread_replaced_and_knows_to_be_over_counts_for_the_state_that_is_read(
    house, meanwhile
):
    def replace():
        Grant.objects.update(until=date(2030, 1, 1))
        Grant.objects.first().delete()
        ledger.read()  # as each request of this process does

    waiting = meanwhile(Grant, replace)
    assert queries.current_faults() == []
    assert waiting == []
    assert queries.current_faults() == []


def test_what_was_forged_is_named_all_the_same_and_as_often_as_it_was(house, meanwhile):
    old, other = row_of(User, id=house.duc.pk), Grant.objects.first()
    house.duc.display_name = "Đức the second"
    house.duc.save()
    update(User, old, id=house.duc.pk)
    delete(Grant, id=other.pk)
    meanwhile(Grant, lambda: (files.case(house), ledger.read()))
    named = queries.current_faults()
    assert {fault.values["table"].template for fault in named} == {"accounts", "grants"}
    assert [fault.values["n"] for fault in named if "n" in fault.values] == [1, 1, 1]


def test_a_table_is_whole_however_often_a_row_is_deleted_before_it_is_read(house, monkeypatch):
    read, deleted = reading.each_verified, []

    def each_verified(*asked):
        by_a_colleague(Grant.objects.order_by("pk").first().delete)
        deleted.append(asked)
        return read(*asked)

    ledger.read()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "each_verified", each_verified)
        assert completeness.is_whole(Grant)
    assert len(deleted) == 2
    assert queries.faults() == []


@pytest.fixture
def after(monkeypatch):
    """`after(module, name, work)`: the work is done when that question was answered, once."""

    def at(module, name, work):
        waiting, ask = [work], getattr(module, name)

        def asked(*args, **options):
            answer = ask(*args, **options)
            if waiting:
                by_a_colleague(waiting.pop())
            return answer

        monkeypatch.setattr(module, name, asked)
        return waiting

    return at


def test_a_state_that_is_stored_before_it_is_compared_with_the_list_stays_as_it_is(house, after):
    case = Case.objects.get()
    files.in_danger(house, case)
    waiting = after(at_risk, "_row", lambda: files.safe_at_home(house, case))
    at_risk.renew_watch_list()
    assert (waiting, queries.faults()) == ([], [])
    state = StateCode.objects.get(case=case)
    assert state.stored != CHANGED_BY_HAND


def test_who_is_added_to_a_case_before_its_row_is_read_is_missing_nowhere(house, after):
    case = Case.objects.get()
    add = partial(add_person, case=case, person=files.person(house), by=house.sokha)
    waiting = after(linked_cases, "_kin", add)
    assert linked_cases.links_are_whole(cases=[case.pk])
    assert (waiting, queries.faults()) == ([], [])


def test_who_is_taken_off_a_journey_before_its_travellers_are_read_is_missing_nowhere(house, after):
    journey = Journey.objects.get(pk=scene(house).journey.pk)
    waiting = after(groups, "counts_in", Traveller.objects.first().delete)
    assert unsound([journey]) == set()
    assert (waiting, queries.faults()) == ([], [])


def test_the_journal_is_whole_while_colleagues_write_in_it(house, monkeypatch):
    walk = journal.entries_with_content

    def beside_a_writer(rows):
        by_a_colleague(lambda: audit.record(act="case.looked_for", by=None))
        return walk(rows)

    monkeypatch.setattr(journal, "entries_with_content", beside_a_writer)
    report, before = journal.examine_on()
    assert (report.faults, before) == ([], 0)
    assert checkpoints.read().number == report.number  # the next look goes on from there
