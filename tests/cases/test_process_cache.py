"""What is kept in a process is worked out once, by whichever thread asks first."""

from threading import Event, Thread
from time import sleep

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from fanal.processes.process_cache import ProcessCache

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_several_threads_one_works_it_out_and_the_others_wait_for_it(cast):
    """A board of 14,000 people takes a second and a half: eight threads at once took twelve."""
    kept, worked, found = ProcessCache[str, str](), [], []

    def slowly():
        worked.append(1)
        sleep(0.3)
        return "who is where"

    def ask():
        try:
            found.append(kept.get("team", int, slowly))
        finally:
            BaseDatabaseWrapper.close(connection)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (worked, found) == ([1], ["who is where"] * 4)


def test_while_it_is_worked_out_again_after_its_time_nobody_waits(cast):
    """Once a minute all pages of a server stood still while the board was worked out anew."""
    kept, begun, end = ProcessCache[str, str](seconds=0), Event(), Event()

    def slowly():
        begun.set()
        end.wait(10)
        return "as it is"

    def ask():
        try:
            kept.get("team", int, slowly)
        finally:
            BaseDatabaseWrapper.close(connection)

    kept.get("team", int, lambda: "as it was")
    thread = Thread(target=ask)
    thread.start()
    begun.wait(10)
    assert kept.get("team", int, lambda: pytest.fail("twice")) == "as it was"
    end.set()
    thread.join()
    assert kept.held["team"].value == "as it is"


def test_what_could_not_be_worked_out_keeps_nobody_waiting(cast):
    kept = ProcessCache[str, str]()
    with pytest.raises(ZeroDivisionError):
        kept.get("team", int, lambda: str(1 / 0))
    assert kept.get("team", int, lambda: "who is where") == "who is where"


def test_inside_a_transaction_what_is_kept_is_read_and_nothing_new_is_kept(cast):
    """A page that is worked out to be thrown away again, to see whether it opens, counted everything
    anew in its savepoint: 200 ms of each answer to a form at 100,000 people."""
    kept, worked = ProcessCache[str, str](), []
    kept.get("team", int, lambda: "who is where")
    with transaction.atomic():
        assert kept.get("team", int, lambda: worked.append(1)) == "who is where"
        kept.get("team", lambda: "written since", lambda: worked.append(1))
    assert len(worked) == 1
    assert kept.get("team", lambda: "written since", lambda: "as it is") == "as it is"
