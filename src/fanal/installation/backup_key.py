"""The keys by which backups end: those of the days whose backups still open, in a file beside the
data.

Opening a backup takes the key of its day and two of the recovery sheets: neither is of use alone.
It is made with the first export of the key files, which holds it too (`fanal keys export`): no
backup ever needs what was on this machine alone. docs/adr/0018 says why.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from fanal.core.errors import BadInput
from fanal.core.sealing.day_keys import BYTES, DayKeys
from fanal.core.words import say
from fanal.installation.backup_notes import write_whole

NAME = "backup.key"


def read(folder: Path) -> DayKeys | None:
    """Return the keys; None where none were made. Raises BadInput where the file is spoilt, or open
    to others."""
    path = folder / NAME
    try:
        text, mode = path.read_bytes(), path.stat().st_mode
    except FileNotFoundError:
        return None
    # Refused and not mended: whoever could read it has perhaps done so, and somebody has to know.
    if mode & 0o077:
        raise BadInput(str(path), say("may be read by others: chmod 600"))
    return decoded(text, str(path))


def keep(folder: Path, keys: DayKeys) -> None:
    """Write the keys to the disk before returning. What stood there is written over. Raises
    OSError."""
    # Else the old key stays on the disk, and with it every backup that has ended opens again (ADR
    # 18).
    with _written_over(folder / NAME):
        write_whole(folder / NAME, encoded(keys))


def encoded(keys: DayKeys) -> bytes:
    # The first day and the seed: the keys of all later days follow, none of an earlier one does.
    return json.dumps({"first": keys.first.isoformat(), "seed": keys.seed.hex()}).encode()


def decoded(text: bytes, where: str) -> DayKeys:
    """Return the keys in a text. Raises BadInput naming `where`."""
    try:
        values = json.loads(text)
        keys = DayKeys(date.fromisoformat(values["first"]), bytes.fromhex(values["seed"]))
    except (ValueError, TypeError, KeyError):
        keys = None
    # A seed that was cut would derive keys that open nothing.
    if keys is None or len(keys.seed) != BYTES:
        raise BadInput(
            where,
            say(
                "is spoilt: put it aside, and `fanal keys import` puts back the one that was "
                "exported"
            ),
        )
    return keys


def put_back(folder: Path, text: bytes) -> None:
    """Put back the keys of an export. One that lies there already and follows from it stays: it
    knows less. Raises BadInput where another lies there."""
    exported, here = decoded(text, NAME), read(folder)
    if here is None:
        keep(folder, exported)
    # Each is brought to the first day of the other: equal, where one follows from the other.
    elif exported.beginning(here.first) != here.beginning(exported.first):
        raise BadInput(
            str(folder / NAME),
            say("is another key file than the one that was exported: nothing was changed"),
        )


@contextmanager
def _written_over(path: Path) -> Iterator[None]:
    """The bytes of the file that is replaced inside. As far as the disk does so: one that copies on
    writing, and a copy of the disk, keep them."""
    # The first key replaces nothing.
    if not path.exists():
        yield
        return
    # Opened before the new file takes its name: afterwards the old bytes have none.
    with path.open("r+b") as old:
        yield
        old.write(b"\x00" * os.fstat(old.fileno()).st_size)
        old.flush()
        os.fsync(old.fileno())
