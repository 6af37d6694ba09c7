"""When a worker has to end, and how the master replaces it. Over HTTP: test_forgetting.py."""

import selectors
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
from fanal.commands.sign_in_worker import PageWorker, Passage, SignInWorker
from fanal.commands.workers import ANSWERED, SERVES, SPENT, STARTS, Use, Worker, takes_passphrase
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


def test_what_a_request_took_is_given_back_until_it_is_surely_answered():
    assert not used().is_recent(0)
    assert used([5]).is_recent(5 + ANSWERED - 1)
    assert not used([5]).is_recent(5 + ANSWERED)


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
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern, [*names, pattern.namespace])
        else:
            yield ":".join([name for name in names if name] + [pattern.name or ""])


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


class Started:
    """A worker as the master sees it, without its process."""

    leaving = False

    def __init__(self, age, state):
        self.age = self.pid = age
        self.told = state

    def state(self):
        return self.told


KINDS = {
    kind: type(kind.__name__, (Started, kind), {}) for kind in (Worker, PageWorker, SignInWorker)
}


@pytest.fixture
def master(monkeypatch):
    """A master of two workers that forks nothing, signals nobody and has no database."""
    monkeypatch.setattr(before_fork, "verify_rows", lambda: None)
    made = Master.__new__(Master)
    made.WORKERS, made._num_workers, made.told, made.sign_in_workers = {}, 2, [], 0
    made.kill_worker = lambda pid, sig: made.told.append((pid, sig))

    def spawn_worker():
        age = max(made.WORKERS, default=0) + 1
        made.WORKERS[age] = KINDS[made.worker_class](age, STARTS)

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


def test_beside_workers_of_pages_one_reads_pass_phrases_and_each_kind_is_replaced_by_its_like(
    master,
):
    master.sign_in_workers = 1
    master.manage_workers()
    assert [master._by_age(one) for one in (PageWorker, SignInWorker)] == [
        [master.WORKERS[1], master.WORKERS[2]], [master.WORKERS[3]]
    ]  # fmt: skip
    states(master, SERVES, SERVES, SPENT)
    master.manage_workers()
    states(master, SERVES, SERVES, SPENT, SERVES)
    assert isinstance(master.WORKERS[4], SignInWorker)
    master.manage_workers()
    assert (len(master.WORKERS), master.told) == (4, [(3, signal.SIGTERM)])


@pytest.mark.parametrize(("workers", "wanted"), [(1, 0), (2, 1)])
def test_where_several_serve_one_more_reads_pass_phrases_through_one_passage(
    monkeypatch, workers, wanted
):
    for one in (PageWorker, SignInWorker):
        monkeypatch.delattr(one, "passage", raising=False)
    cfg = Config()
    cfg.set("workers", workers)
    made = Master(SimpleNamespace(cfg=cfg))
    assert made.sign_in_workers == wanted
    assert hasattr(PageWorker, "passage") == bool(wanted)
    if wanted:
        passage = PageWorker.passage
        made.setup(SimpleNamespace(cfg=cfg))  # told to read its settings again
        assert PageWorker.passage is SignInWorker.passage is passage
        close(passage.inlet, passage.outlet)
        del PageWorker.passage, SignInWorker.passage


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


def close(*sockets):
    for one in sockets:
        one.close()


@pytest.fixture
def passage():
    made = Passage()
    yield made
    close(made.inlet, made.outlet)


@pytest.fixture
def ends():
    """Both ends of a connection: the browser's, and the server's."""
    both = socket.socketpair()
    yield both
    close(*both)


def test_a_connection_goes_to_another_process_with_both_its_addresses(passage, ends):
    ours, theirs = ends
    addresses = {"client": ("192.0.2.7", 4711), "server": "/run/fanal.socket"}
    assert passage.give(SimpleNamespace(sock=theirs, **addresses))
    theirs.close()
    taken, client, server = passage.take()
    taken.sendall(b"answer")
    assert ours.recv(10) == b"answer"
    assert {"client": client, "server": server} == addresses
    assert passage.take() is None
    taken.close()


def test_what_comes_without_a_connection_is_none(passage):
    passage.inlet.send(b"('', '')")
    assert passage.take() is None


def test_where_too_many_wait_none_is_given(passage, ends):
    conn = SimpleNamespace(sock=ends[1], client="", server="")
    given = sum(passage.give(conn) for _ in range(10_000))
    assert 0 < given < 10_000


@pytest.fixture
def serving(passage, monkeypatch):
    """A worker of this kind that polls, without its process and its threads."""
    made = []

    def begin(kind):
        monkeypatch.setattr(kind, "passage", passage, raising=False)
        cfg = Config()
        cfg.set("worker_tmp_dir", tempfile.gettempdir())
        worker = kind(1, 1, [], None, 30, cfg, None)
        worker.use, worker.handed = Use(ALLOWED), []
        worker.poller = selectors.DefaultSelector()
        worker.enqueue_req = worker.handed.append
        made.append(worker)
        return worker

    yield begin
    for one in made:
        for conn in [*one.arriving, *one.handed]:
            conn.sock.close()
        close(one.poller, one.tmp)


def sent(worker, ends, *parts):
    """The connection, after the browser sent these parts."""
    browser, server = ends
    worker.connect(server.dup(), "192.0.2.7", "/run/fanal.socket")
    (conn,) = worker.arriving
    for part in parts:
        browser.sendall(part)
        worker.on_part(conn, conn.sock)
    return conn


SIGN_IN = b"POST /sign-in/ HTTP/1.1\r\nContent-Length: 6\r\n\r\nsecret"
PAGE = b"GET /cases/ HTTP/1.1\r\n\r\n"


def test_a_worker_of_pages_hands_a_pass_phrase_over_unread(serving, passage, ends):
    worker = serving(PageWorker)
    sent(worker, ends, SIGN_IN)
    assert (worker.handed, worker.arriving, worker.nr_conns) == ([], {}, 0)
    taken, client, _server = passage.take()
    assert (taken.recv(100), client) == (SIGN_IN, "192.0.2.7")
    taken.close()


def test_what_holds_none_it_answers_itself(serving, passage, ends):
    worker = serving(PageWorker)
    conn = sent(worker, ends, PAGE)
    assert (worker.handed, bytes(conn.arriving.there)) == ([conn], PAGE)
    assert passage.take() is None


def test_of_a_request_that_comes_in_parts_the_first_says_who_reads_it(serving, passage, ends):
    worker = serving(PageWorker)
    conn = sent(worker, ends, PAGE[:10], PAGE[10:])
    assert worker.handed == [conn]


def test_where_the_other_is_gone_it_reads_the_pass_phrase_after_all(serving, passage, ends):
    worker = serving(PageWorker)
    passage.outlet.close()
    conn = sent(worker, ends, SIGN_IN)
    assert (worker.handed, bytes(conn.arriving.there)) == ([conn], SIGN_IN)


def test_a_connection_that_broke_before_its_first_line_is_over(serving, passage, ends):
    worker = serving(PageWorker)
    conn = sent(worker, ends)
    worker.on_part(conn, conn.sock)  # woken for nothing: nothing came yet
    assert list(worker.arriving) == [conn]
    ends[0].close()
    worker.on_part(conn, conn.sock)
    assert (worker.handed, worker.arriving) == ([], {})


def test_who_reads_pass_phrases_takes_what_is_handed_over_and_no_second_request(
    serving, passage, ends, monkeypatch
):
    worker = serving(SignInWorker)
    monkeypatch.setattr(Worker, "init_process", lambda self: None)  # it serves until it ends
    worker.init_process()
    assert (worker.sockets, worker.cfg.keepalive) == ([passage.outlet], 0)
    worker.accept(passage.outlet)  # another was quicker
    assert worker.arriving == {}
    assert passage.give(SimpleNamespace(sock=ends[1], client="192.0.2.7", server=""))
    worker.accept(passage.outlet)
    (conn,) = worker.arriving
    ends[0].sendall(SIGN_IN)
    worker.on_part(conn, conn.sock)
    assert (worker.handed, conn.client) == ([conn], "192.0.2.7")
