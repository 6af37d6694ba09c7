"""The key files outside the database: the server's key, the pepper, Django's own secret.

They are never created implicitly: new keys in place of a lost folder would open nothing that was
sealed before, and nobody would notice until then.
"""

import hashlib
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.installation.backup_notes import write_to_disk

SERVER, PEPPER, DJANGO = "server.key", "pepper.key", "django.key"
NAMES = (SERVER, PEPPER, DJANGO)
BYTES = 32
MISSING = say(
    "is missing. `fanal setup` makes it with a new organisation; one that there is needs its own, "
    "from the backup of the key files: `fanal keys import FILE`"
)


def make(folder: Path) -> None:
    """Make what is missing, readable to the service account alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in missing(folder):
        _write_new(folder / name, os.urandom(BYTES))


def missing(folder: Path) -> list[str]:
    """The names of the key files that do not exist."""
    return [name for name in NAMES if not (folder / name).exists()]


def check(folder: Path) -> None:
    """Read every key file, as each command does at its start. Raises BadInput like `read`."""
    for name in NAMES:
        read(folder, name)


def put_back(folder: Path, held: Mapping[str, bytes]) -> None:
    """Write key files that were exported. Raises BadInput where one lies there that is another."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    absent = missing(folder)
    for name, key in held.items():
        if len(key) != BYTES:
            raise BadInput(name, say("holds {n} bytes, not {m}", n=len(key), m=BYTES))
        if name not in absent and (folder / name).read_bytes() != key:
            raise BadInput(
                str(folder / name),
                say("is another key file than the one that was exported: nothing was changed"),
            )
    # Only after all were compared: either every file goes back, or nothing is written.
    for name in absent:
        _write_new(folder / name, held[name])


def marks(folder: Path) -> str:
    """A short fingerprint that tells whether two folders hold the same key files."""
    # A digest of all three together, shortened to 64 bits: enough to compare, and no help to a
    # guesser of random keys.
    keys = b"".join(read(folder, name) for name in NAMES)
    return hashlib.sha256(b"fanal key files|" + keys).hexdigest()[:16]


@cache
def read(folder: Path, name: str) -> bytes:
    """The 32 bytes of a key file. Raises BadInput when it is missing, cut, or open to others."""
    path = folder / name
    if not path.exists():
        raise BadInput(str(path), MISSING)
    # Group and others (bits 0o077): a key that any account of the machine reads protects nothing
    # (THREAT_MODEL.md, “What this rests on”).
    if path.stat().st_mode & 0o077:
        raise BadInput(str(path), say("may be read by others: chmod 600"))
    key = path.read_bytes()
    if len(key) != BYTES:
        raise BadInput(
            str(path),
            say(
                "holds {n} bytes, not {m}. Move it out of the folder, then `fanal keys import "
                "FILE` puts back the right one",
                n=len(key),
                m=BYTES,
            ),
        )
    return key


def _write_new(path: Path, key: bytes) -> None:
    # O_EXCL: never over a key that is there. The mode at once: before a later chmod others could
    # open the file.
    # What is sealed under a key that a power cut took with it never opens again.
    write_to_disk(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), key)
