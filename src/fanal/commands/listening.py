"""Whether the server can listen where it is to, before it changes anything.

A server that is started beside one that runs must not lock everybody, nor note itself as the one
that runs, before it finds that the place is taken.
"""

import errno
import os
import socket
from contextlib import closing
from pathlib import Path

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.settings import kinds


def must_be_free(bind: str) -> None:
    """Check the place. Raises BadInput for one that is none, OSError where it is taken or may not
    be used."""
    try:
        kinds.listens(bind)
    except BadInput as problem:
        raise BadInput("--bind", problem.why) from None
    try:
        if bind.startswith("unix:"):
            _socket_is_free(Path(bind.removeprefix("unix:")))
        else:
            _port_is_free(bind)
    except socket.gaierror:
        raise BadInput(bind, say("this machine has no such address")) from None
    except OSError as problem:
        problem.filename = bind
        raise


def _port_is_free(bind: str) -> None:
    machine, _, port = bind.rpartition(":")
    found = socket.getaddrinfo(machine.strip("[]"), int(port), type=socket.SOCK_STREAM)
    family, kind, _protocol, _name, address = found[0]
    with closing(socket.socket(family, kind)) as tried:
        # As gunicorn does: connections that have just ended are no server.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tried.bind(address)


def _socket_is_free(path: Path) -> None:
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as asked:
        # A server that was killed leaves its file behind, and nobody answers there.
        if asked.connect_ex(str(path)) == 0:
            raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
