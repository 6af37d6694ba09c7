"""Note that a backup was put back and nobody accepted it yet: a small file beside the database."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from fanal.installation.backup_notes import write_whole

NAME = "restored.json"


@dataclass(frozen=True)
class RestoredState:
    """The backup that was put back, when it was, and up to which entry its journal goes."""

    at: str
    made: str
    number: int
    mark: str


def begin(var: Path, *, made: str, number: int, mark: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    held = RestoredState(now, made, number, mark)
    write_whole(var / NAME, json.dumps(asdict(held)).encode())


def waiting(var: Path) -> RestoredState | None:
    """Return what two people have still to accept; None where nothing was put back."""
    try:
        return RestoredState(**json.loads((var / NAME).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def end(var: Path) -> None:
    (var / NAME).unlink(missing_ok=True)
