"""The accounts that were ended, the keys that may be known to others, and who was taken out of
which team, in a file outside the database: a backup from before that is put back knows none of it,
and would let them in again.

A line holds a moment, a code, one or two random ids and a keyed hash: whoever writes to the file
shuts nobody out who was not shut out before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from fanal.accounts import outside_files
from fanal.accounts.models import Team, User
from fanal.sealed.server_key import marked

# Beside the journal, outside the database: a restore does not bring it back (ADR 21).
NAME = "access.ended"
PURPOSE = "list of whose access ended"


class AccessEnd(StrEnum):
    """What ended: the account, the keys with its pass-phrase and second factors, or belonging to a
    team; and that this began anew."""

    ACCOUNT = "account"
    KEYS = "keys"
    TEAM = "team"
    TEAM_AGAIN = "team_again"


@dataclass(frozen=True)
class EndedAccess:
    at: datetime
    what: AccessEnd
    user: UUID
    team: UUID | None = None

    def text(self) -> str:
        ids = f"{self.user} {self.team}" if self.team else f"{self.user}"
        # Whole seconds: the file is compared by second (`since`).
        return f"{int(self.at.timestamp())} {self.what} {ids}"


def note(user: User, what: AccessEnd, team: Team | None = None) -> None:
    """Write down what ends, before the transaction that ends it is over.

    A line too many shuts out once more who comes back by a link; a line too few would let a backup
    bring an old key back.
    """
    line = EndedAccess(timezone.now(), what, user.pk, team.pk if team else None).text()
    with outside_files.locked(NAME) as file:
        # With a keyed mark: a line that somebody writes shuts nobody out.
        outside_files.append(file, f"{line} {marked(line, PURPOSE)}")


def note_return(user: User, team: Team) -> None:
    """Note that she is in a team again out of which she was taken: nothing takes her out of it once
    more."""
    # Only where she was taken out before: everybody else who joins is no line.
    if any((line.user, line.team) == (user.pk, team.pk) for line in _lines()):
        note(user, AccessEnd.TEAM_AGAIN, team)


def since(moment: datetime) -> list[EndedAccess]:
    """The last of each person, kind and team from this moment on, in order. Of the same second
    counts."""
    # The last word of each person and team; keys apart, since an account may end and its keys too.
    last: dict[tuple[UUID, UUID | None, bool], EndedAccess] = {}
    for line in _lines():
        # Of the same second counts: shut out twice is harmless, not at all is not.
        if line.at.timestamp() >= int(moment.timestamp()):
            last[line.user, line.team, line.what is AccessEnd.KEYS] = line
    return [line for line in last.values() if line.what is not AccessEnd.TEAM_AGAIN]


def _lines() -> Iterator[EndedAccess]:
    """The lines that this server wrote; anything else in the file is skipped."""
    try:
        # `replace`: bytes that are not ours spoil their own line.
        texts = outside_files.path(NAME).read_text("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for text in texts:
        line, _space, mark = text.rpartition(" ")
        if mark == marked(line, PURPOSE):
            at, what, user, *team = line.split()
            moment = datetime.fromtimestamp(int(at), UTC)
            yield EndedAccess(moment, AccessEnd(what), UUID(user), UUID(team[0]) if team else None)
