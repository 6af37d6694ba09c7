"""A house that is really served: `fanal setup`, `fanal serve`, and browsers on bare sockets."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from tests import tables

FANAL = Path(sys.executable).with_name("fanal")
FIRST = ["--email", "anan@b.example", "--name", "Anan", "--office", "Bangkok", "--country", "TH"]
HOST = "localhost"
PATIENCE = 120  # seconds: how long a start takes says how busy the machine is
COMES_FROM_THE_PROXY = "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.7\r\n"


class House:
    """Where it listens, whose processes serve, and its folder."""

    def __init__(self, var, port, process):
        self.var, self.port, self.process = var, port, process

    def workers(self):
        told = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True
        ).stdout
        return [int(pid) for pid in told.split()]

    def most_mb(self):
        """The most memory that one of its processes ever had: they come and go."""
        files = [Path(f"/proc/{pid}/status") for pid in [self.process.pid, *self.workers()]]
        return max(int(re.search(r"VmHWM:\s+(\d+)", file.read_text())[1]) for file in files) / 1024

    def served_again(self, *options):
        """The same house once more, on another port."""
        return served(self.var, *options)

    def ask(self, words, **values):
        """Python in the house, as whoever keeps the server; what it printed."""
        code = "from fanal.commands import django_setup; django_setup.ready()\n" + words
        told = subprocess.run(
            [sys.executable, "-c", code], env=environment(self.var), capture_output=True, text=True
        )
        assert told.returncode == 0, told.stderr
        return told.stdout.strip()


def environment(var):
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    source = Path(__file__).resolve().parents[2] / "src"
    return env | {
        "FANAL_VAR": str(var),
        "FANAL_HOST": HOST,
        "PYTHONPATH": str(source),
        "LANGUAGE": "en",
    }


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def set_up(var):
    tables.copy_if_kept(var / "fanal.sqlite3")
    told = subprocess.run(
        [FANAL, "setup", *FIRST], env=environment(var), capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr


@contextmanager
def served(var, *options):
    """The house in this folder, served until the block is left."""
    port = free_port()
    command = [FANAL, "serve", "--bind", f"127.0.0.1:{port}", *options]
    process = subprocess.Popen(command, env=environment(var), stderr=subprocess.PIPE)
    try:
        wait_for(lambda: status(get(port, "/help/")) == 200)
        yield House(var, port, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stderr.close()


def wait_for(true, patience=PATIENCE):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("it never came")


def line(method, path, **headers):
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\n{COMES_FROM_THE_PROXY}{told}"
    return head.encode()


def connect(port, timeout=60.0):
    return socket.create_connection(("127.0.0.1", port), timeout=timeout)


def whole(sock):
    """All that comes until the other side ends; "" where it ends without a word."""
    found = b""
    try:
        while part := sock.recv(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


def get(port, path, timeout=60.0):
    with connect(port, timeout) as sock:
        sock.sendall(line("GET", path, Connection="close") + b"\r\n")
        return whole(sock)


def status(answer):
    return int(answer.split(b" ", 2)[1]) if answer else 0


def page_of(port, answer):
    """The page that answers a form: a browser is sent on to it (303)."""
    if status(answer) != 303:
        return answer
    head = answer.partition(b"\r\n\r\n")[0].decode()
    where = re.search(r"(?im)^location: (\S+)", head)[1]
    cookies = "; ".join(re.findall(r"(?im)^set-cookie: ([^;\r]+)", head))
    with connect(port) as sock:
        sock.sendall(line("GET", where, Cookie=cookies, Connection="close") + b"\r\n")
        return whole(sock)
