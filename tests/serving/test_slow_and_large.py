"""Against a real `fanal serve`: slow connections hold no thread, large bodies no memory."""

import os
import signal
import time

import pytest

from fanal.commands.onboarding import ARRIVING_AT_ONCE
from tests.serving.house import connect, get, line, page_of, status, wait_for, whole
from tests.shares import mostly_long

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
pytestmark = pytest.mark.xdist_group("serving")  # one house for them all
MB = 1024**2
# Seconds in which a busy machine answers; what waits for who is slow waits for thirty at least.
WAITED_FOR = 20
SLOW = {
    "a body that does not come": line("POST", "/sign-in/", Content_Type=FORM, Content_Length=100_000) + b"\r\na=",
    "lines that do not end": line("GET", "/help/") + b"X-Slow: ",
    "nothing at all": b"",
    "a large body that does not come": line("POST", "/sign-in/", Content_Type=FORM, Content_Length=20 * MB) + b"\r\na=",
    "pieces that do not come": line("POST", "/sign-in/", Content_Type=FORM, Transfer_Encoding="chunked") + b"\r\n5\r\na=",
    "a second request that does not come": line("GET", "/static/x") + b"\r\n" + line("GET", "/help/"),
    "an answer that nobody takes": line("GET", "/help/", Connection="close") + b"\r\n",
}  # fmt: skip


@pytest.mark.asvs("V15.2.2")
@pytest.mark.parametrize("how", mostly_long(SLOW, of=3))
def test_64_slow_connections_do_not_stop_the_house(house, how):
    """Finding F7: twelve stopped the demonstration, sixteen a house at work."""
    slow = [connect(house.port) for _ in range(64)]
    try:
        for one in slow:
            one.sendall(SLOW[how])
        time.sleep(0.5)
        began = time.monotonic()
        answers = [status(get(house.port, "/help/")) for _ in range(5)]
        assert answers == [200] * 5
        assert time.monotonic() - began < WAITED_FOR
    finally:
        for one in slow:
            one.close()


def test_more_than_there_is_room_for_makes_room_for_who_comes(house):
    slow = [connect(house.port) for _ in range(900)]
    try:
        for one in slow:
            one.sendall(SLOW["lines that do not end"])
        assert [status(get(house.port, "/help/")) for _ in range(3)] == [200] * 3
    finally:
        for one in slow:
            one.close()


def test_who_never_finishes_is_ended(house):
    with connect(house.port, timeout=60) as sock:
        sock.sendall(SLOW["a body that does not come"])
        began = time.monotonic()
        assert whole(sock) == b""
        assert time.monotonic() - began < 50


def test_who_is_slow_to_begin_is_answered_though_her_worker_leaves(house):
    """Connected, and not a byte yet: a busy machine takes a second between the two."""
    assert_is_answered_though_the_worker_leaves(house)


def assert_is_answered_though_the_worker_leaves(house):
    with connect(house.port) as sock:
        time.sleep(0.5)
        for pid in house.workers():
            os.kill(pid, signal.SIGTERM)
        time.sleep(1.5)
        sock.sendall(line("GET", "/help/", Connection="close") + b"\r\n")
        assert whole(sock).startswith(b"HTTP/1.1 200")


def test_who_made_room_in_the_moment_she_went_on_sending_is_counted_once(house):
    """Both are seen in one look at the sockets. Counted twice, a worker that leaves believes that
    nobody is connected any more, and cuts off somebody else."""
    with house.served_again("--workers", "1") as other:
        (worker,) = other.workers()
        slow = [connect(other.port) for _ in range(ARRIVING_AT_ONCE)]
        for one in slow:
            one.sendall(SLOW["lines that do not end"])
        time.sleep(0.5)
        os.kill(worker, signal.SIGSTOP)
        slow.append(connect(other.port))
        slow[0].sendall(b"x")
        os.kill(worker, signal.SIGCONT)
        time.sleep(0.5)
        for one in slow:
            one.close()
        assert_is_answered_though_the_worker_leaves(other)


def test_a_body_that_comes_in_small_parts_is_read_whole(house):
    body = b"login=a%40b.example&password=" + b"x" * 3000
    with connect(house.port) as sock:
        head = line(
            "POST", "/language/", Content_Type=FORM, Content_Length=len(body), Connection="close"
        )
        sock.sendall(head + b"\r\n")
        for at in range(0, len(body), 500):
            sock.sendall(body[at : at + 500])
            time.sleep(0.02)
        assert (
            status(page_of(house.port, whole(sock))) == 403
        )  # no key against forged forms: it was read, and refused


@pytest.mark.asvs("V4.2.1")
def test_two_requests_in_one_breath_get_two_answers(house):
    with connect(house.port) as sock:
        ask = line("GET", "/help/") + b"\r\n"
        last = line("GET", "/help/", Connection="close") + b"\r\n"
        sock.sendall(ask + last[:30])
        time.sleep(0.3)
        sock.sendall(last[30:])
        assert whole(sock).count(b"HTTP/1.1 200 OK") == 2


def large(files, size):
    part = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    for _ in range(files):
        yield part
        for _ in range(size // MB):
            yield b"x" * MB
        yield b"\r\n"
    yield b"--b--\r\n"


def send(port, length, parts, **more):
    """What is answered; who refuses may do so before all was sent."""
    with connect(port, timeout=60) as sock:
        head = line("POST", "/sign-in/", Content_Type=PARTS, Connection="close", **more)
        sock.sendall(head + (f"Content-Length: {length}\r\n" if length else "").encode() + b"\r\n")
        sock.settimeout(5)
        try:
            for part in parts:
                sock.sendall(part)
        except OSError:
            pass
        sock.settimeout(60)
        return whole(sock)


def test_300_mb_of_a_stranger_are_refused_before_they_are_read(house):
    """Finding F7: read into memory before the 403, 209 to 496 MB."""
    get(house.port, "/sign-in/")
    length = sum(map(len, large(30, 10 * MB)))
    before = house.most_mb()
    for _ in range(3):
        answer = send(house.port, length, large(30, 10 * MB))
        assert status(page_of(house.port, answer)) in {
            0,
            413,
        }  # or the connection is gone while it is sent
    assert house.most_mb() - before < 20
    assert status(get(house.port, "/help/")) == 200


def test_the_refusal_is_said_where_the_browser_listens(house):
    with connect(house.port) as sock:
        head = line("POST", "/sign-in/", Content_Type=PARTS, Content_Length=300 * MB)
        sock.sendall(head + b"\r\n")
        answer = whole(sock)
    assert b"Connection: close" in answer
    assert status(page_of(house.port, answer)) == 413


@pytest.mark.asvs("V4.2.1", "V5.2.1")
@pytest.mark.parametrize("length", [None, 64 * 1024])
def test_without_its_true_length_nothing_large_is_read(house, length):
    before = house.most_mb()
    more = {} if length else {"Transfer_Encoding": "chunked"}
    answer = send(house.port, length, large(30, 10 * MB), **more)
    assert status(page_of(house.port, answer)) in {0, 400, 403, 411}
    assert house.most_mb() - before < 20


@pytest.mark.parametrize(("size", "says"), [(200_000, 403), (300_000, 413)])
def test_a_stranger_sends_a_long_text_and_no_more(house, size, says):
    body = b"text=" + b"x" * (size - 5)
    with connect(house.port) as sock:
        head = line("POST", "/sign-in/", Content_Type=FORM, Content_Length=size, Connection="close")
        sock.sendall(head + b"\r\n" + body)
        assert status(page_of(house.port, whole(sock))) == says


def test_it_stops_at_once_with_connections_that_say_nothing(house):
    with house.served_again() as other:
        idle = [connect(other.port) for _ in range(8)]
        time.sleep(0.3)
        began = time.monotonic()
        other.process.send_signal(signal.SIGTERM)
        wait_for(lambda: other.process.poll() is not None)
        assert time.monotonic() - began < WAITED_FOR
        for one in idle:
            one.close()
