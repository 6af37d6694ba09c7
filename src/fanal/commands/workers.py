"""Workers that forget: each ends soon after it held what somebody typed or read.

A worker asks to be replaced; the master, which never answers a request, forks another, and the
first leaves when the new one serves. So there are never fewer that serve than were asked for, and
what is being sent meanwhile (an upload) is taken to its end.
"""

import logging
import os
import random
import socket
import sqlite3
import time
from contextlib import suppress
from types import FrameType
from urllib.parse import unquote

from fanal.commands import memory, readiness
from fanal.commands.onboarding import ArrivingWorker, Connection, GunicornRequest
from fanal.settings.lifetimes import Lifetimes

# How far a worker is: written as the length of the file by which it gives its heartbeat.
STARTS, SERVES, SPENT = 0, 1, 2
# Seconds that a spent worker waits for what is still being sent: an upload over a bad line.
PATIENCE = 300
# Where pass-phrases and codes are typed, and where a half-written form is kept.
ASKED, NOT_ASKED = ("/sign-in/", "/keys/"), "/keys/drafts/"
ANSWERED = 10  # seconds after which nearly everything that was asked is answered
EARLIER = 0.2  # of its longest life, at random: so that workers do not all end together
logger = logging.getLogger("fanal.workers")


def takes_passphrase(method: str, address: str) -> bool:
    """Whether a pass-phrase may stand in the body of such a request."""
    # It is read before Django decodes it: %2F would hide a pass-phrase.
    path = unquote(address)
    return method == "POST" and path.startswith(ASKED) and not path.startswith(NOT_ASKED)


class Use:
    """The time since which a process holds something, in seconds of a clock that
    never goes back."""

    def __init__(self, allowed: Lifetimes) -> None:
        self.allowed = allowed
        self.longest = allowed.longest * (1 - EARLIER * random.random())  # noqa: S311
        self.first: float | None = None
        self.last = 0.0
        self.passphrase: float | None = None

    def request(self, now: float) -> None:
        """Note that somebody sends something, or is shown something."""
        self.first = now if self.first is None else self.first
        self.last = now

    def asked(self, now: float) -> None:
        """Note that what is being sent may hold a pass-phrase."""
        self.passphrase = now if self.passphrase is None else self.passphrase

    def is_recent(self, now: float) -> bool:
        """Whether what was asked last may still fill memory, or has just stopped to."""
        return self.first is not None and now - self.last < ANSWERED

    def is_over(self, now: float) -> bool:
        """Whether the process has to end. One that nobody used has nothing to forget."""
        if self.first is None:
            return False
        if self.passphrase is not None and now - self.passphrase >= self.allowed.passphrase:
            return True
        return now - self.last >= self.allowed.idle or now - self.first >= self.longest


class Worker(ArrivingWorker):
    """The worker that notes what it was used for, asks to be replaced in time, and
    leaves without cutting off."""

    leaving = False  # in the master: it was told to

    def init_process(self) -> None:
        from django.conf import settings

        self.use = Use(settings.LIFETIMES)
        memory.close_to_others()
        # mlock(2) is not inherited by a fork, so each worker locks its own.
        memory.lock_what_may_be(readiness.keys())
        super().init_process()

    def load_wsgi(self) -> None:
        """Load the application; a database that cannot be opened just now must not
        stop the whole server."""
        while self.alive:
            try:
                return super().load_wsgi()
            except sqlite3.OperationalError:
                logger.error("a worker cannot open the database, and tries again")
                self.notify()
                time.sleep(1)
        return None

    def run(self) -> None:
        os.ftruncate(self.tmp.fileno(), SERVES)
        super().run()

    def notify(self) -> None:
        """Ask to be replaced once the use is over, and give back what is free meanwhile: called
        once a second, in the thread that accepts."""
        super().notify()
        now = time.monotonic()
        if self.use.is_over(now):
            os.ftruncate(self.tmp.fileno(), SPENT)
        if self.use.is_recent(now):
            memory.give_back()

    def connect(self, sock: socket.socket, client: object, server: object) -> None:
        """Note the use: also who then sends half a form has sent it into this memory."""
        super().connect(sock, client, server)
        self.use.request(time.monotonic())

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        self.use.request(time.monotonic())
        super().on_client_socket_readable(conn, client)

    def handle(self, conn: Connection) -> object:
        self.use.request(time.monotonic())
        return super().handle(conn)

    def handle_request(self, req: GunicornRequest, conn: Connection) -> object:
        if takes_passphrase(req.method, req.path):
            self.use.asked(time.monotonic())
        return super().handle_request(req, conn)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Leave when told to. Another serves already where it had asked: there is time."""
        with suppress(ValueError):  # told again at its very end, when its heartbeat is closed
            if self.state() == SPENT:
                self.cfg.set("graceful_timeout", PATIENCE)
        super().handle_exit(sig, frame)

    def state(self) -> int:
        """Return how far it is; asked in the worker and in the master."""
        return os.fstat(self.tmp.fileno()).st_size
