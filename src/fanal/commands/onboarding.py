"""A request is given to a thread once it is there: who sends slowly holds a socket, not a thread.

gunicorn's threaded worker reads a request in the thread that answers it. Sixteen browsers on a bad
line, or one person who means harm, then hold every thread. Here the loop that accepts connections
collects what comes, a little memory for each, and a thread sees what is complete. What is larger
than `HELD` goes on to a thread at once: the application refuses it by its length, or it is somebody
signed in who uploads a file.
"""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Protocol

from gunicorn.workers.gthread import TConn, ThreadWorker

from fanal.web import load

HEAD = 64 * 1024  # bytes of the lines before the body
HELD = 256 * 1024  # bytes of a body that is collected here
ARRIVES_IN, LINGERS = 30.0, 2.0  # seconds
SILENT = 5.0  # so long a worker that leaves still waits for who is connected and sent nothing yet
BETWEEN_READS, SENT_IN = 15.0, 120.0  # of a body that a thread reads; an answer
ARRIVING_AT_ONCE = 400  # then the oldest goes: what is honest is there within a second
PART = 64 * 1024
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
IN_PIECES = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
NO_LENGTH = b"HTTP/1.1 411 Length Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Arriving:
    """What has arrived of one request."""

    def __init__(self) -> None:
        self.until = time.monotonic() + ARRIVES_IN
        self.there = bytearray()
        self.length: int | None = None  # of head and body; None until the head is there
        self.in_pieces = False

    def add(self, data: bytes) -> None:
        self.there += data
        end = self.there.find(b"\r\n\r\n") if self.length is None else -1
        if end >= 0:
            head = bytes(self.there[: end + 2])
            found = LENGTH.search(head)
            self.in_pieces = IN_PIECES.search(head) is not None
            self.length = end + 4 + (int(found[1]) if found else 0)

    @property
    def is_silent(self) -> bool:
        """Whether nothing came for so long that nothing is on its way: a connection kept ready."""
        connected = time.monotonic() - (self.until - ARRIVES_IN)
        return not self.there and connected > SILENT

    @property
    def is_large(self) -> bool:
        return self.length is not None and self.length > HEAD + HELD

    @property
    def is_ready(self) -> bool:
        """Whether it is complete, or not to be collected: a thread reads on, or refuses it."""
        if self.length is None:
            return len(self.there) > HEAD
        return self.is_large or len(self.there) >= self.length


class Patient:
    """A socket as a thread sees it: what is still to come of a large body has to come steadily."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def recv(self, size: int) -> bytes:
        self.sock.settimeout(BETWEEN_READS)
        try:
            return self.sock.recv(size)
        finally:
            self.sock.settimeout(SENT_IN)

    def __getattr__(self, name: str) -> object:
        return getattr(self.sock, name)


class GunicornRequest(Protocol):
    """The part of gunicorn's request that is asked here."""

    method: str
    path: str

    def force_close(self) -> None: ...


class Connection(TConn):
    """One socket, with what has arrived on it; `linger` ends it without holding the loop up."""

    arriving: Arriving | None = None
    complete_at = 0.0
    linger: Callable[[Connection], None]

    def init(self) -> None:
        """Get ready in the thread, before each request."""
        super().init()
        self.sock.settimeout(SENT_IN)
        if not isinstance(self.parser.unreader.sock, Patient):
            self.parser.unreader.sock = Patient(self.sock)
        if self.arriving is not None:
            self.parser.unreader.unread(bytes(self.arriving.there))
            self.arriving.there.clear()

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.linger(self)
        else:
            super().close()


class ArrivingWorker(ThreadWorker):
    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        # In the order in which their time ends.
        self.arriving: dict[Connection, float] = {}
        self.lingering: dict[Connection, float] = {}

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, client = listener.accept()
        except OSError:
            return  # another worker was quicker, or it is gone
        self.connect(sock, client, listener.getsockname())

    def connect(self, sock: socket.socket, client: object, server: object) -> None:
        self.nr_conns += 1
        conn = Connection(self.cfg, sock, client, server)
        conn.linger = self.linger
        self.await_request(conn)

    def await_request(self, conn: Connection, there: bytes = b"") -> None:
        """Collect the next request; of which something may be there already."""
        if len(self.arriving) >= ARRIVING_AT_ONCE:
            self.end(next(iter(self.arriving)))
        conn.arriving = Arriving()
        conn.sock.setblocking(False)
        self.arriving[conn] = conn.arriving.until
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_part, conn))
        if there:
            self.take(conn, there)

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Take the next request on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.await_request(conn)

    def on_part(self, conn: Connection, client: socket.socket) -> None:
        try:
            data = client.recv(PART)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self.take(conn, data)
        else:
            self.end(conn)

    def take(self, conn: Connection, data: bytes) -> None:
        """Take one part more. Without a length nobody knows when it is complete:
        browsers say it."""
        arriving = conn.arriving or Arriving()
        arriving.add(data)
        if arriving.in_pieces:
            with suppress(OSError):
                conn.sock.send(NO_LENGTH)
            self.end(conn)
        elif arriving.is_ready:
            self.let_go(conn)
            conn.complete_at = time.monotonic()
            self.enqueue_req(conn)

    def handle(self, conn: Connection) -> object:
        """Answer a request, in a thread."""
        load.note_wait(time.monotonic() - conn.complete_at)
        conn.data_ready = True
        return super().handle(conn)

    def finish_request(self, conn: Connection, fs: Future[object]) -> None:
        """Await the next request, if it was read beyond this one, and maybe not all of it."""
        succeeded = not fs.cancelled() and fs.exception() is None and fs.result() is True
        if succeeded and (there := conn.parser.unreader.take_buffered()):
            self.await_request(conn, there)
        else:
            super().finish_request(conn, fs)

    def handle_request(self, req: GunicornRequest, conn: Connection) -> object:
        if conn.arriving is not None and conn.arriving.is_large:
            req.force_close()  # what was refused unread is not read for the next request
        conn.arriving = None
        return super().handle_request(req, conn)

    def linger(self, conn: Connection) -> None:
        """Say that nothing more comes, and wait a little, so that the answer is not cut (RFC 9112,
        section 9.6). gunicorn waits for it in its loop, and everybody with it.
        """
        with suppress(OSError, ValueError, KeyError):
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_rest, conn))
            self.lingering[conn] = time.monotonic() + LINGERS
            return
        conn.close()

    def on_rest(self, conn: Connection, client: socket.socket) -> None:
        with suppress(BlockingIOError, OSError):
            if client.recv(PART):
                return
        self.end(conn)

    def murder_pending(self) -> None:
        """End, called each second, who did not finish in time."""
        super().murder_pending()
        now = time.monotonic()
        for waiting in (self.arriving, self.lingering):
            for conn in [one for one, until in waiting.items() if until < now]:
                self.end(conn)
        if not self.alive:
            for conn in [one for one in self.arriving if one.arriving and one.arriving.is_silent]:
                self.end(conn)

    def end(self, conn: Connection) -> None:
        """End a connection. Who made room for another may be told of once more, in
        the same look at the sockets."""
        if conn in self.arriving:
            self.nr_conns -= 1
        self.let_go(conn)
        conn.close()

    def let_go(self, conn: Connection) -> None:
        self.arriving.pop(conn, None)
        self.lingering.pop(conn, None)
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
