"""What the server that runs says of itself, in a file beside the database."""

import json
import os
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from fanal.backup_notes import write_whole

NAME = "server.json"


@dataclass(frozen=True)
class ServerState:
    """The state of a server that started. `closed`: no core dump, no other process reads its
    memory. `locked`: none is swapped out."""

    pid: int
    version: str
    bind: str
    workers: int
    closed: bool
    locked: bool

    def runs(self) -> bool:
        try:
            # Signal 0 sends nothing: the kernel only says whether the process is there (kill(2)).
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        # There is a process, of another account: `fanal doctor` may be run by somebody who may not
        # signal it.
        except PermissionError:
            return True
        return True


def started(var: Path, *, bind: str, workers: int, closed: bool, locked: bool) -> None:
    """Note it at the start. A disk that takes no more stops no server."""
    own = ServerState(os.getpid(), version("fanal"), bind, workers, closed, locked)
    try:
        write_whole(var / NAME, json.dumps(asdict(own)).encode())
    except OSError:
        return


def since(var: Path) -> float:
    """Return when the one that `last` tells of started, in seconds since 1970. Raises OSError."""
    return (var / NAME).stat().st_mtime


def last(var: Path) -> ServerState | None:
    """The one that started last, whether it runs or not; None where none ever did."""
    try:
        # A file of an earlier version may have other fields (TypeError): then it counts as not
        # noted.
        return ServerState(**json.loads((var / NAME).read_text()))
    except (OSError, ValueError, TypeError):
        return None
