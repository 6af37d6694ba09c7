"""A list of what was erased, in a file beside the database (ADR 24): an older backup that is put
back contains her again and knows of no erasure. `fanal erasures again` then erases her anew.

A line holds random ids and codes, and a keyed hash: whoever writes to the file cannot have anybody
erased who was not erased before.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

from fanal.sealed.server_key import marked

NAME = "erased.list"
PURPOSE = "list of what was erased"
# Kinds of lines beside a person and a case: `files` are then the ids of the rows.
REGISTER, PARTICIPANT = "register", "participant"
FORGOTTEN = "forgotten"  # why a participant was erased


@dataclass(frozen=True)
class ErasedLine:
    """One erasure as two people decided it; ids as texts. Of old rows of a register of a shelter
    `about` is the shelter and `ground` the register; a participant of prevention is erased by one.
    """

    erasure: str
    kind: str
    about: str
    files: str
    cases: str
    ground: str
    by: str
    agreed_by: str
    agreed_on: str
    chosen: str = ""

    def mark(self) -> str:
        held = asdict(self)
        if not self.chosen:  # as lines were marked before there was a choice
            del held["chosen"]
        # Sorted, so that the same line has the same mark whatever order its fields are read in.
        text = json.dumps(held, sort_keys=True)
        return marked(sha256(text.encode()).hexdigest(), PURPOSE)

    def ids(self) -> list[UUID]:
        return [UUID(one) for one in (self.files + " " + self.cases).split()]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.agreed_on)


def path() -> Path:
    return Path(settings.VAR) / NAME


def add(line: ErasedLine) -> None:
    """Add a line, on the disk before it returns. Raises OSError."""
    text = json.dumps(asdict(line) | {"mark": line.mark()}, sort_keys=True)
    # Opened to append: two processes that erase at once each add a line of their own. Nobody else
    # on the machine reads it.
    handle = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        # The list must outlive the transaction that deletes: after a power cut a line too many
        # erases nothing more, a line too few would let a backup bring her back.
        os.fsync(file.fileno())


def lines() -> Iterator[ErasedLine]:
    """The lines that this server wrote; anything else in the file is skipped."""
    try:
        texts = path().read_text("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for text in texts:
        try:
            values = json.loads(text)
            mark = values.pop("mark")
            line = ErasedLine(**values)
        # A line that was cut off by a power cut, or written by somebody else, must not keep the
        # others from being read.
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
        if mark == line.mark():
            yield line
