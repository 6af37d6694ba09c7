"""A session store that keeps only a hash of each session key: a thief of the rows cannot take a
session over. What a row says is signed for this key alone: who writes to the database cannot give
her own session what stands in a colleague's.
"""

import hashlib
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from fanal.accounts import ended_sessions
from fanal.accounts.models import SignIn
from fanal.database.kept_questions import Given, Kept

SIGNED_IN_AT = "signed in at"


def hashed(session_key: str) -> str:
    """SHA-256 of a session's key, shortened to the 40 letters of the column (160 bits)."""
    # Neither salt nor stretching: Django draws 32 random characters, which nobody guesses.
    return hashlib.sha256(b"session|" + session_key.encode()).hexdigest()[:40]


def salt_of(hashed_key: str) -> str:
    """Part of the signature of what the row of this hashed key says."""
    return f"fanal.session|{hashed_key}"


def ended(sender: object, instance: AbstractBaseSession, **rest: object) -> None:
    """Note that a session ended: its row is deleted, by whichever way."""
    ended_sessions.note(instance.session_key)


def _standing() -> QuerySet[Session]:
    """A session that is not over, in the same question as the list on which it stands."""
    listed = SignIn.objects.filter(session=OuterRef("session_key")).values("user")
    return Session.objects.annotate(listed=Subquery(listed)).filter(
        session_key=Given("key", Session, "session_key"),
        expire_date__gt=Given("now", Session, "expire_date"),
    )


STANDING = Kept(_standing)  # every request asks it


class SessionStore(DatabaseStore):
    """The store: a session of somebody signed in counts while it stands on the list of her
    browsers, by which she sees and ends it (`sign_ins`)."""

    @property
    def key_salt(self) -> str:
        return salt_of(hashed(self.session_key or ""))

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        found = STANDING.ask(key=hashed(self.session_key or ""), now=timezone.now())
        row = found[0] if found else None
        if row is not None and self._is_over(row):
            row = None
        if row is None:
            self._session_key = None
        return row

    def _is_over(self, row: AbstractBaseSession) -> bool:
        if ended_sessions.has_ended(row.session_key):
            return True
        data = self.decode(row.session_data)
        user, began = data.get(SESSION_KEY), data.get(SIGNED_IN_AT, 0)
        if user is None:
            return False
        # SQLite holds ids without hyphens, and gives those of a subquery as they stand there.
        listed = str(row.listed).replace("-", "")  # type: ignore[attr-defined]  # annotated
        ended = ended_sessions.began_before_all_ended(user, row.session_key, began)
        return ended or listed != user.replace("-", "")

    def cycle_key(self) -> None:
        """Change the key as Django does; what stood on the list under the earlier key is this
        session."""
        before = hashed(self.session_key or "")
        super().cycle_key()
        now = hashed(self.session_key or "")
        SignIn.objects.filter(session=before).update(session=now)

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(session_key=hashed(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = hashed(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if not key:
            return
        try:
            self.model.objects.filter(session_key=hashed(key)).delete()
        except DatabaseError:  # its row stays, and counts no more
            ended_sessions.note(hashed(key))
            raise
