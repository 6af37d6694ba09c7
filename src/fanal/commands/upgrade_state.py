"""The note that an upgrade began and did not come to its end: a small file beside the database."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from fanal.core.words import Sentence, say
from fanal.installation.backup_notes import write_whole

NAME = "upgrade.json"
HALF_DONE = say(
    "the upgrade that began at {at} did not come to its end. Run `fanal upgrade` again: it goes on "
    "where it stopped. To go back: install the version of before, move the database aside, and "
    "`fanal restore {backup}`"
)


@dataclass(frozen=True)
class UpgradeBegun:
    """The hour at which it began, and the last backup of before; empty where there is none."""

    at: str
    backup: str


def begin(var: Path, backup: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    write_whole(var / NAME, json.dumps(asdict(UpgradeBegun(now, backup))).encode())


def begun(var: Path) -> UpgradeBegun | None:
    try:
        return UpgradeBegun(**json.loads((var / NAME).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def end(var: Path) -> None:
    (var / NAME).unlink(missing_ok=True)


def half_done(found: UpgradeBegun) -> Sentence:
    return say(HALF_DONE.template, at=found.at, backup=found.backup or "FILE")
