"""When a worker has to end, and how the master replaces it. Over HTTP: test_forgetting.py."""

import signal
import socket
import sqlite3
import tempfile
from types import SimpleNamespace

import pytest
from django.urls import get_resolver, reverse
from gunicorn.config import Config
from hypothesis import given
from hypothesis import strategies as st

from fanal.commands import before_fork, readiness, workers
from fanal.commands.master import Master
from fanal.commands.sign_in_worker import Passage
from fanal.commands.workers import SERVES, SPENT, STARTS, Use, Worker, takes_passphrase
from fanal.core.errors import BadInput
from fanal.settings.lifetimes import Lifetimes, lifetimes

ALLOWED = Lifetimes(idle=60, passphrase=10, longest=300)
times = st.lists(st.integers(0, 1000), max_size=30).map(sorted)


def used(requests=(), passphrases=()):
    use = Use(ALLOWED)
    for now in requests:
        use.request(now)
    for now in passphrases:
        use.asked(now)
    return use


@given(times, st.integers(0, 1000))
def test_one_that_was_used_ends_a_minute_after_the_last_request_at_the_latest(requests, later):
    over = used(requests).is_over(max(requests, default=0) + 60 + later)
    assert over is bool(requests)


@given(times.filter(bool))
def test_one_that_never_rests_ends_within_five_minutes(requests):
    use = used(requests)
    assert use.is_over(requests[0] + 300)
    assert 240 <= use.longest <= 300


@given(times.filter(bool), times.filter(bool))
def test_one_that_was_given_a_pass_phrase_ends_ten_seconds_after_the_first(requests, passphrases):
    assert used(requests, passphrases).is_over(passphrases[0] + 10)


def test_one_in_use_goes_on():
    assert not used([0, 50, 100]).is_over(159)
    assert used([0, 50, 100]).is_over(160)
    assert not used([0], [0]).is_over(9)


def test_workers_do_not_all_end_together():
    assert len({Use(ALLOWED).longest for _ in range(10)}) > 5


def test_the_times_follow_from_one_setting():
    assert lifetimes("60") == ALLOWED


@pytest.mark.parametrize("text", ["", "soon", "0", "-5", "601", "nan", "inf"])
def test_a_time_that_is_none_or_forgets_nothing_is_refused_by_name(text):
    with pytest.raises(BadInput) as refused:
        lifetimes(text)
    assert refused.value.where == "FANAL_FORGET_AFTER"


def views(resolver=None, names=()):
    for one in (resolver or get_resolver()).url_patterns:
        if hasattr(one, "url_patterns"):
            yield from views(one, [*names, one.namespace])
        else:
            yield ":".join([name for name in names if name] + [one.name or ""])


def test_each_address_at_which_a_pass_phrase_or_code_is_typed_is_known():
    asked = ["account_login", "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate"]
    asked += ["keys:unlock", "keys:passphrase"]
    addresses = [reverse(name) for name in asked] + [reverse("keys:invitation", args=["a-b"])]
    assert {name for name in views() if name.startswith("keys:")} >= {
        "keys:unlock",
        "keys:passphrase",
    }
    for address in addresses:
        assert takes_passphrase("POST", address)
        assert takes_passphrase("POST", address.replace("e", "%65"))
        assert not takes_passphrase("GET", address)


def test_what_is_kept_while_somebody_writes_holds_none():
    assert not takes_passphrase("POST", reverse("keys:keep_draft"))
    assert not takes_passphrase("POST", reverse("people:search"))


def test_everything_is_loaded_before_workers_are_forked(settings, monkeypatch):
    """And nothing of the database: a test without one would fail."""
    monkeypatch.setattr("gc.freeze", lambda: None)
    readiness.load_all()
    assert len(readiness.keys()) == 3 + len(readiness.PURPOSES)


class Started(Worker):
    """A worker as the master sees it, without its process."""

    def __init__(self, age, state):
        self.age = self.pid = age
        self.told = state

    def state(self):
        return self.told


@pytest.fixture
def master(monkeypatch):
    """A master of two workers that forks nothing, signals nobody and has no database."""
    monkeypatch.setattr(before_fork, "verify_rows", lambda: None)
    made = Master.__new__(Master)
    made.WORKERS, made._num_workers, made.told, made.sign_in_workers = {}, 2, [], 0
    made.kill_worker = lambda pid, sig: made.told.append((pid, sig))

    def spawn_worker():
        age = max(made.WORKERS, default=0) + 1
        made.WORKERS[age] = Started(age, STARTS)

    made.spawn_worker = spawn_worker
    return made


def states(master, *states):
    for one, state in zip(master.WORKERS.values(), states, strict=True):
        one.told = state


def test_a_spent_worker_leaves_when_another_serves_and_not_before(master):
    master.manage_workers()
    states(master, SPENT, SERVES)
    master.manage_workers()
    assert (list(master.WORKERS), master.told) == ([1, 2, 3], [])
    master.manage_workers()
    assert master.told == []  # the third only starts
    states(master, SPENT, SERVES, SERVES)
    master.manage_workers()
    assert master.told == [(1, signal.SIGTERM)]
    master.manage_workers()
    assert (list(master.WORKERS), master.told) == ([1, 2, 3], [(1, signal.SIGTERM)])


def test_both_spent_at_once_leave_two_that_serve(master):
    master.manage_workers()
    states(master, SPENT, SPENT)
    master.manage_workers()
    states(master, SPENT, SPENT, SERVES, SERVES)
    master.manage_workers()
    assert [pid for pid, _ in master.told] == [1, 2]


def test_slow_senders_do_not_make_the_master_fork_without_end(master):
    """Who keeps spent workers from leaving keeps at most as many of them as serve."""
    for _ in range(20):
        master.manage_workers()
        for one in master.WORKERS.values():
            one.told = SPENT if one.told == SERVES else SERVES if one.told == STARTS else one.told
    assert len(master.WORKERS) == 4


def test_one_too_many_leaves_the_oldest_first(master):
    master.manage_workers()
    states(master, SERVES, SERVES)
    master._num_workers = 1
    master.manage_workers()
    assert master.told == [(1, signal.SIGTERM)]


def test_one_that_is_told_again_at_its_very_end_says_nothing():
    cfg = Config()
    cfg.set("worker_tmp_dir", tempfile.gettempdir())
    worker = Worker(1, 1, [], None, 30, cfg, None)
    worker.alive = False
    worker.tmp.close()
    worker.handle_exit(signal.SIGTERM, None)


def test_a_fork_that_fails_stops_nothing(master):
    def no_memory():
        raise OSError(12, "Cannot allocate memory")

    master.spawn_worker = no_memory
    master.manage_workers()
    assert (master.WORKERS, master.told) == ({}, [])


def test_a_database_that_opens_a_little_later_is_waited_for(monkeypatch):
    monkeypatch.setattr(workers.time, "sleep", lambda seconds: None)
    answers = iter([sqlite3.OperationalError("unable to open"), "application"])

    def wsgi():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    cfg = Config()
    cfg.set("worker_tmp_dir", tempfile.gettempdir())
    worker = Worker(1, 1, [], SimpleNamespace(wsgi=wsgi), 30, cfg, None)
    worker.use = Use(ALLOWED)
    worker.load_wsgi()
    assert worker.wsgi == "application"
    worker.tmp.close()


def test_a_connection_goes_to_another_process_with_both_its_addresses():
    passage = Passage()
    ours, theirs = socket.socketpair()
    ends = {"client": ("192.0.2.7", 4711), "server": "/run/fanal.socket"}
    assert passage.give(SimpleNamespace(sock=theirs, **ends))
    theirs.close()
    taken, client, server = passage.take()
    taken.sendall(b"answer")
    assert ours.recv(10) == b"answer"
    assert {"client": client, "server": server} == ends
    assert passage.take() is None
    for one in (ours, taken, passage.inlet, passage.outlet):
        one.close()


def test_where_too_many_wait_none_is_given():
    passage = Passage()
    ours, theirs = socket.socketpair()
    conn = SimpleNamespace(sock=theirs, client="", server="")
    given = sum(passage.give(conn) for _ in range(10_000))
    assert 0 < given < 10_000
    for one in (ours, theirs, passage.inlet, passage.outlet):
        one.close()
