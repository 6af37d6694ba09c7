"""Pass-phrases are read by a process of their own.

A worker ends ten seconds after it read one (`fanal.commands.workers`). Were every worker to read
them, a morning in which everybody signs in would end each of them every ten seconds, and with it
all that it had worked out for its pages. So a worker looks at the first line of a request, and
hands the connection over before it reads on.

Only where more than one worker serves: for one, an office is small enough, and SQLite is not to be
written by a second process (docs/operating.md).
"""

import ast
import socket

from fanal.commands.onboarding import Connection
from fanal.commands.workers import Worker, takes_passphrase

FIRST = 64  # bytes of the first line: what is typed stands further on
SAID = 4096  # bytes of two addresses
type Address = tuple[str, int] | str | bytes  # as `socket.accept` gives it


class Passage:
    """The passage through which sockets go from one process to another (unix(7), SCM_RIGHTS)."""

    def __init__(self) -> None:
        # Whole messages, of which each goes to one reader.
        self.inlet, self.outlet = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.inlet.setblocking(False)
        self.outlet.setblocking(False)

    def give(self, conn: Connection) -> bool:
        """Send a connection; return whether it is on its way: not where too many wait already."""
        label = repr((conn.client, conn.server)).encode()
        try:
            socket.send_fds(self.inlet, [label], [conn.sock.fileno()])
        except OSError:
            return False
        return True

    def take(self) -> tuple[socket.socket, Address, Address] | None:
        """Return the next one with the addresses of both its ends; None where another
        was quicker."""
        try:
            request, fds, _flags, _from = socket.recv_fds(self.outlet, SAID, 1)
        except OSError:
            return None
        if not fds:
            return None
        # Written by `give` of our own process; literals alone, so that nothing in it could run.
        client, server = ast.literal_eval(request.decode())
        return socket.socket(fileno=fds[0]), client, server


class PageWorker(Worker):
    """The worker that answers everything but what holds a pass-phrase."""

    passage: Passage

    def on_part(self, conn: Connection, client: socket.socket) -> None:
        begun = conn.arriving is not None and conn.arriving.there
        if begun or not self._hands_over(conn, client):
            super().on_part(conn, client)

    def _hands_over(self, conn: Connection, client: socket.socket) -> bool:
        try:
            # Looked at and left in the socket: what follows never comes into this memory.
            first = client.recv(FIRST, socket.MSG_PEEK)
        except OSError:
            return False
        method, _space, rest = first.decode("latin-1").partition(" ")
        if not takes_passphrase(method, rest.partition(" ")[0]) or not self.passage.give(conn):
            return False  # it is read here after all, and this worker ends soon
        self.end(conn)
        return True


class SignInWorker(Worker):
    """The worker that answers what it is handed, one request of each connection: the
    next may be a page."""

    passage: Passage

    def init_process(self) -> None:
        self.sockets = [self.passage.outlet]
        self.cfg.set("keepalive", 0)
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        if taken := self.passage.take():
            self.connect(*taken)
