"""Whose account was ended, and whose keys may be known to others, in a file outside the database: a
backup of before that is put back knows neither, and would let them in again.

A line holds a moment, a code, a random id and a keyed hash: whoever writes to the file shuts nobody
out who was not shut out before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from fanal.accounts import beside_journal
from fanal.accounts.models import User
from fanal.server_key import marked

NAME = "access.ended"
PURPOSE = "list of whose access ended"


class AccessEnd(StrEnum):
    """What ended: the account, or the keys with its pass-phrase and second factors."""

    ACCOUNT = "account"
    KEYS = "keys"


@dataclass(frozen=True)
class EndedAccess:
    at: datetime
    what: AccessEnd
    user: UUID

    def text(self) -> str:
        return f"{int(self.at.timestamp())} {self.what} {self.user}"


def note(user: User, what: AccessEnd) -> None:
    """Before the transaction that ends it is over: a line too many shuts out once more who comes
    back by a link, a line too few would let a backup bring an old key back."""
    line = EndedAccess(timezone.now(), what, user.pk).text()
    with beside_journal.locked(NAME) as file:
        beside_journal.append(file, f"{line} {marked(line, PURPOSE)}")


def since(moment: datetime) -> list[EndedAccess]:
    """The last of each person and kind from this moment on, in order. Of the same second counts."""
    found = [line for line in _lines() if line.at.timestamp() >= int(moment.timestamp())]
    return list({(one.user, one.what): one for one in found}.values())


def _lines() -> Iterator[EndedAccess]:
    """The lines that this server wrote; anything else in the file is skipped."""
    try:
        texts = beside_journal.path(NAME).read_text("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for text in texts:
        line, _space, mark = text.rpartition(" ")
        if mark == marked(line, PURPOSE):
            at, what, user = line.split()
            yield EndedAccess(datetime.fromtimestamp(int(at), UTC), AccessEnd(what), UUID(user))
