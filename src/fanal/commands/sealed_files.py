"""A file sealed to the recovery key, with what two of the sheets need to open it.

    fanal backup 2                           what it is, and which form of it
    {"made": …, "under_shares": …, …}        one line that anybody can read
    age-encryption.org/v1 …                  an age file, to a key made for this file alone

The key of the file is wrapped to the organisation's recovery key (X-Wing, `core.sealing.wraps`):
whoever keeps a copy for decades cannot open it with a quantum computer either. The public half of
that key stands nowhere, so age's own X25519 gives no way in. age seals in chunks of 64 KiB that are
numbered, the last one marked: nothing can be cut off, moved or changed unnoticed.

Form 2 has a `day`: under the wrap the key of the file is sealed with the key of that day as well
(`fanal.installation.backup_key`), and ends with it. Form 1 has none, as exports of the key files
and the backups of before.
"""

import base64
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pyrage

from fanal.core.errors import BadInput, Refused
from fanal.core.sealing import server, wraps
from fanal.core.sealing.day_keys import DayKey
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PrivateKeys, PublicKeys
from fanal.core.words import Sentence, say
from fanal.installation.backup_notes import sync_path

FORM, WITH_A_DAY = 1, 2
LONGEST = 65_536  # of the two lines before the age file
AGE = b"age-encryption.org/"


@dataclass(frozen=True)
class FileHeader:
    """What stands before the age file. Bytes are base64."""

    kind: str
    made: str
    fanal: str
    engine: str  # of a backup: of which database
    recovery: str  # fingerprint of the recovery key
    under_shares: str  # the recovery key, sealed under what two sheets give
    wrapped: str  # the key of this file, wrapped to the recovery key
    day: str = ""  # with whose key it is sealed too

    @property
    def form(self) -> int:
        return WITH_A_DAY if self.day else FORM

    def context(self) -> str:
        """Return what the key of the file is bound to."""
        return _context(self.kind, self.made, self.recovery, self.day)

    def encoded(self) -> bytes:
        held = {name: text for name, text in asdict(self).items() if name in _names(self)}
        return f"fanal {self.kind} {self.form}\n{json.dumps(held, sort_keys=True)}\n".encode()

    def digest(self) -> str:
        return sha256(self.encoded()).hexdigest()


def new_header(
    kind: str,
    made: str,
    fanal: str,
    engine: str,
    public: PublicKeys,
    under_shares: bytes,
    day_key: DayKey | None = None,
) -> tuple[FileHeader, pyrage.x25519.Recipient]:
    """The header of a new file, and to whom its content is sealed."""
    # A key for this file alone: whoever gets hold of it opens no other.
    identity = pyrage.x25519.Identity.generate()
    recovery, day = public.fingerprint().hex(), day_key.day.isoformat() if day_key else ""
    secret, context = str(identity).encode(), _context(kind, made, recovery, day)
    if day_key:
        secret = server.seal(day_key.secret, context, secret)
    sealed, key = _text(under_shares), _text(wraps.wrap(public.reading, secret, context))
    header = FileHeader(kind, made, fanal, engine, recovery, sealed, key, day)
    return header, identity.to_public()


def write(
    path: Path, header: FileHeader, chunks: Iterable[bytes], to: Sequence[pyrage.x25519.Recipient]
) -> int:
    """Write the whole file or none. How many bytes. Raises OSError, Refused where it exists."""
    with whole_file(path) as file:
        out = _Written(file)
        out.write(header.encoded())
        try:
            pyrage.encrypt_io(_Chunks(chunks), out, list(to))
        except Exception:
            if out.problem:
                raise out.problem from None
            raise
        return out.size


def read_header(path: Path, kind: str) -> tuple[FileHeader, int]:
    """The header, and where the age file begins. Raises BadInput for a file that is none of ours,
    or of a newer version."""
    none_of_ours = BadInput(str(path), say("is no file that `fanal {kind}` made", kind=kind))
    with path.open("rb") as file:
        first, second = file.readline(200), file.readline(LONGEST)
        begins = file.tell()
    words = first.decode("ascii", "replace").split()
    if len(words) != 3 or words[:2] != ["fanal", kind] or not words[2].isdigit():
        raise none_of_ours
    if int(words[2]) > WITH_A_DAY:
        raise BadInput(str(path), say("was made by a newer version of Fanal: install that one"))
    try:
        values = json.loads(second)
        header = FileHeader(kind=kind, **{name: str(text) for name, text in values.items()})
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise BadInput(str(path), _spoilt()) from None
    # A form that the first line does not name would be one whose day somebody took out.
    if header.form != int(words[2]) or set(values) != _names(header):
        raise none_of_ours
    return header, begins


def identity_of(
    path: Path, header: FileHeader, recovery: PrivateKeys, day_key: DayKey | None = None
) -> pyrage.x25519.Identity:
    """Return the key of the file, by the recovery key. Raises BadInput for the key of another
    organisation, or of another day."""
    try:
        secret = wraps.Opener(recovery.reading).unwrap(_bytes(header.wrapped), header.context())
    except (BrokenSeal, ValueError):
        why = say("was sealed to another recovery key, or its first lines were changed")
        raise BadInput(str(path), why) from None
    try:
        if day_key:
            secret = server.unseal(day_key.secret, header.context(), secret)
        return pyrage.x25519.Identity.from_str(secret.decode())
    except (BrokenSeal, ValueError):
        why = say("was sealed with another backup.key than the one that is here")
        raise BadInput(str(path), why) from None


def under_shares(path: Path, header: FileHeader) -> bytes:
    """The recovery key as the sheets open it. Raises BadInput."""
    try:
        return _bytes(header.under_shares)
    except ValueError:
        raise BadInput(str(path), _spoilt()) from None


def open_to(
    path: Path, begins: int, identities: Sequence[pyrage.x25519.Identity], to: BinaryIO
) -> None:
    """Write what is sealed to `to`. Raises BadInput where one byte of it was changed or is missing,
    OSError where it cannot be written."""
    out = _Written(to)
    with path.open("rb") as file:
        file.seek(begins)
        try:
            pyrage.decrypt_io(file, out, list(identities))
        except Exception as problem:
            if out.problem:
                raise out.problem from None
            if "matching keys" in str(problem):
                why = say("was sealed to another key, or is cut or was changed")
                raise BadInput(str(path), why) from None
            raise BadInput(str(path), _spoilt()) from None


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A new file under another name that gets its own once all is on the disk. Raises Refused where
    there is one, for nothing is written over; BadInput without the folder."""
    if path.exists():
        raise Refused(say("{file} exists already: nothing is written over it", file=str(path)))
    if not path.parent.is_dir():
        raise BadInput(str(path.parent), say("there is no such folder"))
    # Beside it and hidden: a rename within one file system is whole or not at all, and nobody
    # takes half a file for a backup.
    half = path.with_name(f".{path.name}.half")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
        sync_path(path.parent)
    except OSError as problem:
        # Not the hidden name, which nobody typed; without a right to it, it is the folder's.
        problem.filename = str(path.parent if isinstance(problem, PermissionError) else path)
        raise
    finally:
        half.unlink(missing_ok=True)


class _Written:
    """What age writes to; it keeps the refusal of the disk, which age would say in its own way."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.size = file, 0
        self.problem: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            self.file.write(data)
        except OSError as problem:
            self.problem = problem
            raise
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        self.file.flush()


class _Chunks:
    """What age reads from: pieces, one after the other."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks, self.rest = iter(chunks), b""

    def read(self, size: int = -1) -> bytes:
        while not self.rest:
            piece = next(self.chunks, None)
            if piece is None:
                return b""
            self.rest = piece
        given, self.rest = self.rest[:size], self.rest[size:]
        return given


def _spoilt() -> Sentence:
    return say("is cut or was changed: it opens only as a whole. Use another copy")


def _names(header: FileHeader) -> set[str]:
    without = {"kind"} if header.day else {"kind", "day"}
    return {field.name for field in fields(FileHeader)} - without


def _context(kind: str, made: str, recovery: str, day: str) -> str:
    parts = [f"fanal {kind}", str(WITH_A_DAY if day else FORM), made, recovery]
    return "|".join([*parts, day] if day else parts)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
