"""Keeps the journal's head outside the database: whatever is rolled back, cut or emptied there
shows here (ADR 7).

The first place is a file beside the database, written after each entry. Its last line is today's
head; a line of an earlier day, and one that the journal does not hold any more, is never written
over. Other places (`FANAL_JOURNAL_PLACES`: a mounted folder that only takes more, another disk) get
a line with each sweep and are only ever written on at the end.
"""

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from fanal.audit.models import JournalEntry, JournalHead
from fanal.core.sealing.chain import NotedHead

NAME = "journal-heads.txt"  # in each other place: a folder that is never made by us
LINE = re.compile(rb"(\d{1,18}) ([0-9a-f]{64})(?: (\d{4}-\d\d-\d\d))?")


@dataclass(frozen=True)
class Break:
    """What was noted before and is not in the journal; `kept` is None where the place was empty."""

    place: Path
    kept: NotedHead | None


def note(number: int, mark: bytes, before: bytes = b"", begins: int | None = None) -> Break | None:
    """Note a new head in the first place; what was wrong with it, or None.

    Workers may come in any order. `begins`: the first of several entries that are noted at once,
    and `before` the mark of the entry before it: where that is what was kept, the journal is not
    asked. An empty place is in order where they begin the journal. Raises OSError.
    """
    path = first()
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path) as file:
        kept, at = _last(file)
        if kept is None:
            _write(path, file, at, number, mark)
            return Break(path, None) if (begins or number) > 1 else None
        # Added, not written over: the line that the journal no longer holds is the only proof of
        # what is gone.
        if not _follows(kept, begins or number, before):
            _write(path, file, None, number, mark)
            return Break(path, kept)
        # Two workers may come here in the other order than they committed in: the later head stays.
        if number > kept.number:
            _write(path, file, at if kept.day == _today() else None, number, mark)
        return None


def spread() -> list[tuple[Path, str, Break | None]]:
    """Note the head in the other places, with each sweep: (place, what became of it, break).

    What became of it: `noted`, `begun` (it was empty), `unreachable`.
    """
    head = JournalHead.objects.filter(id=1).first()
    found = []
    for path in others():
        try:
            found.append((path, *_spread(path, head)) if head else (path, "noted", None))
        # A disk that is not there today must not stop the others, nor the sweep: `verify` names it.
        except OSError:
            found.append((path, "unreachable", None))
    return found


def _spread(path: Path, head: JournalHead) -> tuple[str, Break | None]:
    with _appending(path) as file:
        kept, _at = _last(file)
        if kept is None or kept.number != head.number or kept.mark != bytes(head.mark):
            _add(file, _line(head.number, bytes(head.mark)))
            os.fsync(file)
    if kept is None:
        return "begun", None
    return "noted", None if _in_journal(kept) else Break(path, kept)


def append(path: Path, number: int, mark: bytes) -> None:
    """Write a head at the end, without asking the journal."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _appending(path) as file:
        _add(file, _line(number, mark))


def head() -> tuple[int, bytes] | None:
    """What the first place noted last, or None when nothing ever was."""
    kept = noted(first()) if first().exists() else []
    return (kept[-1].number, kept[-1].mark) if kept else None


def is_empty() -> bool:
    """Whether nothing at all stands in the first place; where it cannot be read, that too."""
    try:
        return head() is None
    except OSError:
        return True


def noted(path: Path) -> list[NotedHead]:
    """Return every head that stands in a place. Raises OSError."""
    return [one for _number, one in _read(path) if one]


def spoilt(path: Path) -> list[int]:
    """The numbers of its lines that cannot be read. Raises OSError."""
    return [number for number, one in _read(path) if one is None]


def first() -> Path:
    return Path(settings.JOURNAL_HEAD)


def others() -> list[Path]:
    """The places off this machine, or on another disk of it."""
    return [Path(one) / NAME for one in settings.JOURNAL_PLACES]


def _follows(kept: NotedHead, number: int, before: bytes) -> bool:
    if number == kept.number + 1 and before == kept.mark:
        return True
    return _in_journal(kept)


def _in_journal(kept: NotedHead) -> bool:
    return JournalEntry.objects.filter(number=kept.number, mark=kept.mark).exists()


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Open to write over its last line; where the file only takes more (`chattr +a`), to add."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        with _appending(path) as file:
            yield file
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


@contextmanager
def _appending(path: Path) -> Iterator[int]:
    # A file that only takes more (`chattr +a`) opens for writing with O_APPEND alone (open(2)).
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _write(path: Path, file: int, at: int | None, number: int, mark: bytes) -> None:
    """A line in place of the one that begins `at`, or at the end."""
    # pwrite(2): on Linux, a file opened to append is written to at its end whatever the offset
    # says.
    only_more = fcntl.fcntl(file, fcntl.F_GETFL) & os.O_APPEND
    if at is None or only_more:
        _add(file, _line(number, mark))
    else:
        os.pwrite(file, _line(number, mark), at)
    # After a power cut the note must not be older than what the database committed.
    os.fsync(file)


def _add(file: int, line: bytes) -> None:
    """Write a line at the end: all of it, or OSError.

    write(2) takes as much as the disk has room for: what stayed of a line would be taken for a
    journal that somebody spoilt, and the next one, written behind it, with it.
    """
    end = os.lseek(file, 0, os.SEEK_END)
    cut_off = end and os.pread(file, 1, end - 1) != b"\n"
    whole = b"\n" + line if cut_off else line
    if os.write(file, whole) == len(whole):
        return
    with suppress(OSError):  # what only takes more (`chattr +a`) keeps the rest of it
        os.ftruncate(file, end)
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _last(file: int) -> tuple[NotedHead | None, int | None]:
    """The last line that can be read, and where it begins if it may be written over."""
    size = os.fstat(file).st_size
    # The last lines are enough: the file grows by a line a day, and each act would read it whole.
    start = max(0, size - 4096)
    text = os.pread(file, size - start, start)
    lines, at = text.splitlines(keepends=True), size
    for line in reversed(lines):
        at -= len(line)
        if found := LINE.fullmatch(line.strip()):
            whole = len(line) == len(_line(0, b"\x00" * 32)) and at + len(line) == size
            return _noted(found), at if whole else None
    return None, None


def _read(path: Path) -> list[tuple[int, NotedHead | None]]:
    lines = enumerate(path.read_bytes().splitlines(), 1)
    found = ((number, LINE.fullmatch(line.strip())) for number, line in lines if line.strip())
    return [(number, _noted(one) if one else None) for number, one in found]


def _noted(found: re.Match[bytes]) -> NotedHead:
    return NotedHead(int(found[1]), bytes.fromhex(found[2].decode()), (found[3] or b"").decode())


def _line(number: int, mark: bytes) -> bytes:
    """Return a line that is always as long, so that one is written over another in a single
    step."""
    return f"{number:018d} {mark.hex()} {_today()}\n".encode()


def _today() -> str:
    return timezone.localdate().isoformat()
