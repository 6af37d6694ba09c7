"""What reads a stranger's document is closed in: what it may try, tried."""

import json
import os
import platform
import socket
import subprocess
import sys

import pytest

from fanal.core.casework import confinement, page_pictures
from tests.cases.test_document_pages import SECRET, opened, pdf, picture

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in confinement.CALLS,
    reason="of another kernel only the limits hold",
)
TRIED = """
import ctypes, json, os, resource, signal, socket, sys
from fanal.core.casework import confinement, page_pictures

def memory():
    bytearray(confinement.MEMORY)

def writes():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open(folder + "/new", "wb") as file:
        file.write(b"x" * 100_000)

def reads():
    open(folder + "/server.key", "rb").read()

def lists():
    os.listdir(folder)

def looks_into_the_server():
    open(f"/proc/{os.getppid()}/environ", "rb").read()

def listens():
    socket.socket().bind(("127.0.0.1", 0))

def connects():
    socket.create_connection(("127.0.0.1", port), 2).close()

def connects_beside():
    socket.socket(socket.AF_UNIX).close()

def forks():
    if os.fork() == 0:
        os._exit(0)

def starts():
    os.posix_spawn("/bin/true", ["true"], {})

def signals():
    os.kill(os.getppid(), 0)

def limits_the_server():
    resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE)

def is_dumped():
    if ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) != 1:
        raise OSError

EACH = [memory, writes, reads, lists, looks_into_the_server, listens, connects, connects_beside,
        forks, starts, signals, limits_the_server, is_dumped]

def tried(told):
    found = []
    for one in EACH:
        try:
            one()
        except (OSError, MemoryError):
            continue
        found.append(one.__name__)
    return json.dumps(found).encode()

folder, port, closed = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "closed"
how = page_pictures.confined if closed else lambda run, told: run(told)
sys.stdout.buffer.write(how(tried, b""))
"""


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def what_it_could_do(folder, port, how):
    (folder / "server.key").write_bytes(SECRET)
    done = subprocess.run(
        [sys.executable, "-c", TRIED, str(folder), str(port), how],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)},
        cwd="/",
    )
    return set(json.loads(done.stdout))


def test_the_process_reads_no_file_reaches_nobody_and_starts_nothing(tmp_path, listener):
    open_ = what_it_could_do(tmp_path, listener, "open")
    assert len(open_) > 10, open_  # else what is tried below could not be done anyway
    assert what_it_could_do(tmp_path, listener, "closed") == set()


def drawn_apart(kind, content, page):
    """As the application starts it."""
    command = [sys.executable, "-s", "-P", "-m", "fanal.core.casework.page_pictures"]
    done = subprocess.run(
        command,
        input=page_pictures.asked(kind, content, page, 900),
        capture_output=True,
        cwd="/",
        env={"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)},
    )
    assert done.returncode == 0, done.stderr
    return page_pictures.read(done.stdout)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image/png", picture("PNG", (60, 40))),
        ("image/png", picture("PNG", (60, 40), "P")),
        ("image/jpeg", picture("JPEG", (60, 40))),
        ("image/jpeg", picture("JPEG", (60, 40), mode="CMYK")),
        ("application/pdf", pdf(1)),
    ],
    ids=["png", "palette", "jpeg", "cmyk", "pdf"],
)
def test_closed_in_it_still_draws(kind, content):
    assert opened(drawn_apart(kind, content, 1).picture).width in {60, 900}


def test_closed_in_it_draws_anew_what_is_kept():
    """A stranger's picture is not read in the server, which holds keys."""
    kept = drawn_apart("image/jpeg", picture("JPEG", (60, 40)), page_pictures.ANEW).picture
    assert opened(kept).size == (60, 40)
