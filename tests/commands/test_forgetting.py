"""What a server at rest still holds of what was typed and read: nothing.

A server for work, as it is started, is used over HTTP; then the memory of the master and of every
worker is read, as root or whoever seizes the machine would.
"""

import base64
import fcntl
import json
import os
import re
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp

from tests.commands import scanner
from tests.commands.over_http import OURS, Browser, BySocket

FANAL = Path(sys.executable).with_name("fanal")
HERE = Path(__file__).resolve()
PATIENCE = 120  # seconds: how long a start takes says how busy the machine is
CODE = re.compile(r"(?:[A-Z2-7]{4}-){7}[A-Z2-7]{4}")
SHORT = "3"  # seconds without a request; a pass-phrase then stays for half a second


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house with a case, what was planted in it, and the environment of its server."""
    var = tmp_path_factory.mktemp("house")
    env = {"PATH": os.environ["PATH"], "FANAL_VAR": str(var), "LANG": "C.UTF-8"}
    env["PYTHONPATH"] = os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(HERE.parents[2])])
    made = subprocess.run(
        [sys.executable, HERE.with_name("house_with_marks.py")], env=env, capture_output=True
    )
    assert made.returncode == 0, made.stderr.decode()
    return SimpleNamespace(var=var, env=env, browser=None, **json.loads(made.stdout))


@contextmanager
def serving(house, forget_after):
    """A server of two workers that answers."""
    path = house.var / "fanal.socket"
    path.unlink(missing_ok=True)
    server = subprocess.Popen(
        [FANAL, "serve", "--workers", "2", "--bind", f"unix:{path}"],
        env=house.env | {"FANAL_FORGET_AFTER": forget_after},
    )
    try:
        until(lambda: path.exists() and len(workers_of(server)) == 3)
        if not scanner.may_read(server.pid):
            pytest.skip("the memory of other processes is for root to read")
        yield SimpleNamespace(process=server, path=path)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def until(true):
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def workers_of(server):
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()
    return {int(pid) for pid in children.split()}


def unread(sock):
    """How many bytes that were sent nobody took yet (unix(7), SIOCOUTQ): 0, a worker has them."""
    return int.from_bytes(fcntl.ioctl(sock, termios.TIOCOUTQ, bytes(4)), sys.byteorder)


def code_of(house):
    """A code that was not used yet, and holds until it was typed on a busy machine."""
    step = int(time.time() + 10) // 30
    if step == getattr(house, "step", None):
        step += 1
    time.sleep(max(0.0, step * 30 - time.time()))
    house.step = step
    return totp.format_hotp_value(totp.hotp_value(house.totp, step))


def sign_in(house, server):
    """With both steps; a code is good once, so later she comes back to the same session."""
    words = house.words["first"]
    if house.browser is None:
        browser = Browser(server.path)
        assert browser.post("/sign-in/", login=house.email, password=words)[0] == 302
        codes = (code_of(house) for _ in range(3))  # half a minute may end between two lines
        assert any(browser.post("/sign-in/factor/", code=code)[0] == 302 for code in codes)
        house.browser = browser
    assert house.browser.post("/keys/unlock/", passphrase=words)[0] == 302
    return house.browser


def read(house, browser):
    """Her name and where she sleeps, on the page."""
    safety = browser.get(f"/cases/{house.case}/safety/section/")[1]
    assert house.sealed["place"] in safety
    assert house.sealed["address"] in safety
    page = f"/people/{house.person}/"
    assert house.sealed["name"] in browser.post(f"{page}name/", form_of=page)[1]


def needles_of(house, **more):
    """Name → the bytes as which it would be found."""
    texts = {f"{kind} {text.split()[-1]}": text.split()[-1] for kind, text in house.sealed.items()}
    for kind, words in house.words.items():
        texts |= {f"{kind} {one}": one for one in words.split()[:2]}
    needles = {name: scanner.as_kept(text) for name, text in (texts | more).items()}
    for hexed in house.seeds:
        seed = bytes.fromhex(hexed)
        needles[f"seed {hexed[:4]}"] = {seed[-32:], base64.b64encode(seed)}
    return needles


def held(house, server, needles):
    """By process: what of `needles` stands in its memory."""
    pids = [server.process.pid, *workers_of(server.process)]
    return {pid: hits for pid in pids if (hits := scanner.found(pid, needles, house.stem))}


def test_what_is_typed_and_read_stands_in_a_worker_and_never_in_the_master(house):
    """So the search that finds nothing below is one that finds."""
    with serving(house, "600") as server:
        read(house, sign_in(house, server))
        needles = needles_of(house)
        hits = held(house, server, needles)
        assert server.process.pid not in hits
        seen = set().union(*hits.values())
        unsaid = {name for name in needles if name.startswith(("second", "invited"))}
        assert seen >= {needle for needle in needles if not needle.startswith("seed")} - unsaid
        assert any(one.startswith("seed") for one in seen)
        assert not seen & unsaid


@pytest.mark.asvs("V14.2.2")
def test_a_server_at_rest_holds_no_pass_phrase_no_sealed_text_and_no_private_key(house):
    with serving(house, SHORT) as server:
        browser = sign_in(house, server)
        read(house, browser)
        Browser(server.path).post("/sign-in/", login=house.email, password=house.words["first"])
        address = f"/keys/invitation/{house.invitation}/"
        invited = {"chosen": house.words["invited"], "again": house.words["invited"]}
        shown = Browser(server.path).post(address, **invited)[1]
        needles = needles_of(
            house, code=CODE.search(shown)[0], secret=browser.cookies["__Host-unlock"]
        )
        assert browser.post("/keys/lock/", form_of="/accounts/")[0] == 302
        had = held(house, server, needles)
        until(lambda: workers_of(server.process).isdisjoint(had))
        assert held(house, server, needles) == {}
        assert browser.get("/help/")[0] == 200


def begun(server, body=b"a=" + b"b" * 1000):
    """The first half of a form on a bad line, and what is still to be sent."""
    line = BySocket(server.path)
    line.connect()
    head = [f"{name}: {value}" for name, value in OURS.items()]
    head += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"]
    line.sock.sendall("\r\n".join(["POST /sign-in/ HTTP/1.1", *head, "", ""]).encode() + body[:500])
    return line.sock, body[500:]


def ended(sock, rest):
    """The first line of the answer, once the other half is sent."""
    sock.sendall(rest)
    with sock, sock.makefile("rb") as answer:
        return answer.readline().split()[1]


@pytest.mark.long  # one that is replaced while it receives stands below
def test_a_busy_server_forgets_as_well_and_drops_no_request(house):
    with serving(house, "1") as server:
        before, answers = workers_of(server.process), set()

        def replaced():
            answers.add(Browser(server.path).get("/help/")[0])
            return len(workers_of(server.process) & before) == 1  # nobody signed in

        until(replaced)  # it is never idle: five seconds
        assert answers == {200}


@pytest.mark.long  # test_workers.py holds it
def test_a_sign_in_ends_the_one_process_that_reads_pass_phrases(house):
    """And no other: what they have worked out for their pages stays."""
    with serving(house, "12") as server:  # two seconds after a pass-phrase
        before, begun_at = workers_of(server.process), time.monotonic()
        sign_in(house, server)
        gone = set()
        until(lambda: gone.update(before - workers_of(server.process)) or gone)
        took = time.monotonic() - begun_at
        assert len(gone) == 1 or took > 12  # on a very busy machine the others were idle as long


def test_a_worker_that_is_replaced_takes_what_is_being_sent_to_its_end(house):
    with serving(house, "1") as server:
        before = workers_of(server.process)
        sock, rest = begun(server)

        def replaced():
            ended(*begun(server))  # a form at the sign-in: each worker that takes one is spent
            return len(workers_of(server.process) - before) >= 2

        until(replaced)
        assert workers_of(server.process) & before  # the one that still receives
        assert ended(sock, rest) == b"303"  # no token, and sent on to a page that says so
        until(lambda: workers_of(server.process).isdisjoint(before))


@pytest.mark.long  # one worker that leaves stands above; serving/ stops a house too
def test_a_server_told_to_stop_takes_what_is_being_sent_to_its_end(house):
    with serving(house, "600") as server:
        sock, rest = begun(server)
        until(lambda: unread(sock) == 0)
        server.process.terminate()
        until(lambda: not server.path.exists())
        assert ended(sock, rest) == b"303"
        assert server.process.wait(PATIENCE) == 0
