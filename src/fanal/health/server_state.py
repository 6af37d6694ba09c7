"""What the server that runs says of itself, in a file beside the database."""

import json
import os
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from fanal.installation.backup_notes import write_whole

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
    began: str = ""  # not noted by earlier versions, nor where the system does not say it

    def runs(self) -> bool:
        """Whether that very process is there: its number may have gone to another one since."""
        now = process_began(self.pid)
        if self.began and now:
            return self.began == now
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
    pid = os.getpid()
    own = ServerState(pid, version("fanal"), bind, workers, closed, locked, process_began(pid))
    try:
        write_whole(var / NAME, json.dumps(asdict(own)).encode())
    except OSError:
        return


def process_began(pid: int) -> str:
    """Return in which run of the machine a process began, and when in it, in clock ticks; "" where
    there is none, or the system does not say (proc(5): /proc/pid/stat, field 22)."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        # The name of the program, in brackets, may hold blanks and brackets.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return f"{boot} {fields[19]}"


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
