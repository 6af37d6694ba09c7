"""The head of the ledger and the end of the journal: once a transaction, and never what was undone."""

from contextlib import contextmanager, suppress

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fanal.audit.appending import HeldEnd, locked_head
from fanal.audit.queries import examine
from fanal.authority import genuine_rows, ledger
from fanal.authority.ledger_head import HeldHead, read_head
from fanal.people.actions.persons import create_person
from fanal.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


class Undone(Exception):
    pass


@contextmanager
def undone():
    """What is written inside is taken back: with its savepoint, or the whole transaction."""
    with suppress(Undone), transaction.atomic():
        yield
        raise Undone


def a_file(cast):
    return create_person(team=cast.bangkok, by=cast.sokha, ring=cast.ring(cast.sokha))


def stands_as_written():
    """What is there is what the ledger and the journal say."""
    assert read_head().counts["people_person"] == Person.objects.count()
    genuine_rows.run()
    assert not [one for one in examine().faults if "journal" in str(one)]


def test_what_a_transaction_holds_its_writers_do_not_read_again(cast):
    with transaction.atomic():
        a_file(cast)
        with CaptureQueriesContext(connection) as asked:
            a_file(cast)
    read = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
    assert not [one for one in read if "FROM audit_head" in one]
    # Before keys are wrapped all that decides everywhere is verified, beside the head as it stands.
    # So is, by its reader, a ledger of which a part may have been taken back.
    assert len([one for one in read if "FROM authority_head WHERE id = 1" in one]) <= 2
    stands_as_written()


def test_what_a_savepoint_took_back_is_not_gone_on_from(cast):
    with transaction.atomic():
        a_file(cast)
        held, end = HeldHead.now(), HeldEnd.now()
        with undone():
            a_file(cast)
            assert HeldHead.now().step > held.step
            assert HeldEnd.now().number > end.number
        assert (HeldHead.now(), HeldEnd.now()) == (held, end)
        assert read_head() == held
        with transaction.atomic():
            a_file(cast)
        a_file(cast)
        assert read_head() == HeldHead.now()
    stands_as_written()


def test_no_transaction_knows_what_the_one_before_held(cast):
    with transaction.atomic():
        a_file(cast)
    assert (HeldHead.now(), HeldEnd.now()) == (None, None)
    with undone():
        a_file(cast)
    assert (HeldHead.now(), HeldEnd.now()) == (None, None)
    with transaction.atomic():
        assert ledger.hold() == read_head()
        assert locked_head().number > 0
        assert HeldEnd.now() is None  # it is kept once it was written
    stands_as_written()


def test_each_savepoint_keeps_one_head_however_much_is_written(cast):
    with transaction.atomic():
        ledger.hold()
        for _one in range(3):
            ledger.made("people_person", 1)
            ledger.made("people_person", -1)
        held = [done for _ids, done, _robust in connection.run_on_commit]
    assert len([one for one in held if type(one) is HeldHead]) == 1
    stands_as_written()
