"""Which sessions, and which unlocked ones, were ended: their rows count no more, whoever puts them
back into the database beside the cookies of that browser. All of somebody's end by her name as
well: whoever takes one off the list of her browsers does not keep it.

Kept in a file outside the database, beside the head of the journal, for as long as a session can
last: after that its own hour of sign-in ends it (`settings.ABSOLUTE_END`).
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from django.conf import settings

from fanal.accounts import clock, outside_files

NAME = "sessions.ended"
type Stamp = tuple[int, int]


class _Read:
    """What this process read of the file last, and of which state of it."""

    stamp: Stamp | None = None
    ended: Mapping[str, int] = {}  # by mark, at which moment last


def mark_of(held: bytes) -> str:
    """Return the mark by which something that was sealed is named in the file."""
    return hashlib.sha256(held).hexdigest()[:40]


def note(mark: str) -> None:
    """Note that it ended, and does not begin again."""
    with outside_files.locked(NAME) as file:
        outside_files.append(file, f"{int(clock.seconds())} {mark}")


def has_ended(mark: str) -> bool:
    return mark in _ended()


def note_all_of(user: UUID, spared: str | None) -> None:
    """Note that all sessions she began before now ended, except the one with this hashed key."""
    note(_all_of(user))
    if spared:
        note(_spared(spared))


def began_before_all_ended(user: str, hashed_key: str, began: int) -> bool:
    """Whether all of hers ended since this one `began`, and it was not the one that was spared."""
    ended = _ended()
    since = max(began, ended.get(_spared(hashed_key), 0))
    all_ended = ended.get(_all_of(UUID(user)), 0)
    # A clock that was ahead when they ended must not keep her out until that hour comes.
    return since < all_ended <= clock.seconds() + clock.AHEAD.total_seconds()


def _all_of(user: UUID) -> str:
    return mark_of(b"all of|" + user.bytes)


def _spared(hashed_key: str) -> str:
    return mark_of(b"spared|" + hashed_key.encode())


def _ended() -> Mapping[str, int]:
    try:
        found = path().stat()
    except FileNotFoundError:
        return {}
    stamp = found.st_mtime_ns, found.st_size
    if stamp != _Read.stamp:
        lines = (line.partition(" ") for line in path().read_text().splitlines())
        _Read.ended = {mark: int(at) for at, _space, mark in lines if at.isdigit()}
        _Read.stamp = stamp
    return _Read.ended


def forget_old() -> None:
    """What ended so long ago that no session of then lasts."""
    outside_files.drop_before(
        NAME, clock.seconds() - (settings.ABSOLUTE_END + clock.AHEAD).total_seconds()
    )


def path() -> Path:
    return outside_files.path(NAME)
