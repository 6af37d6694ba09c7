"""Which key files belong to this installation: a mark of each, noted beside the database.

The wrong pepper makes every pass-phrase wrong, and nothing says why. A mark is a keyed hash: it
tells one key from another and nothing of either. It is noted at set-up, or at the next start.
"""

import hmac
import json
from pathlib import Path

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.installation import key_files
from fanal.installation.backup_notes import read_noted, write_whole

NAME = "keys.marks"
# Its own purpose, so that the mark is no value that is used for anything else.
WHAT = b"fanal key file"
OTHER_KEY = say(
    "is not the file with which the work here was begun, and nothing opens with another: move it "
    "out of the folder, then `fanal keys import FILE` puts back the right one. Where it was "
    "changed on purpose, delete keys.marks beside the database"
)


def of(folder: Path) -> dict[str, str]:
    """The mark of each key file. Raises BadInput where one is missing."""
    keys = {name: key_files.read(folder, name) for name in key_files.NAMES}
    # Half of the digest: enough to tell keys apart, and nothing to begin a search with.
    return {name: hmac.digest(key, WHAT, "sha256").hex()[:32] for name, key in keys.items()}


def note(var: Path, folder: Path) -> None:
    """Note those that are not noted yet."""
    held = noted(var)
    # A mark that stands is never replaced here: it would accept the wrong key file.
    if missing := {name: mark for name, mark in of(folder).items() if name not in held}:
        write_whole(var / NAME, json.dumps(held | missing, indent=1).encode())


def noted(var: Path) -> dict[str, str]:
    """What is noted; nothing where nothing is, or somebody spoilt it. Raises OSError."""
    return {name: str(mark) for name, mark in read_noted(var / NAME).items()}


def others(var: Path, folder: Path) -> list[str]:
    """The key files that are not those with which the work here was begun."""
    held = noted(var)
    # A file that was never marked is accepted: an upgrade may have brought it.
    return [name for name, mark in of(folder).items() if held.get(name, mark) != mark]


def must_be_ours(var: Path, folder: Path) -> None:
    """Refuse a key file that is not that of before: with it entries of the journal would be written
    that look forged afterwards, and the wrong files exported. Raises BadInput."""
    if wrong := others(var, folder):
        raise BadInput(str(folder / wrong[0]), OTHER_KEY)
