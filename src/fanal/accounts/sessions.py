"""A session store that keeps only a hash of each session key: a thief of the rows cannot take a
session over. What a row says is signed for this key alone: who writes to the database cannot give
her own session what stands in a colleague's.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from fanal.accounts import ended_sessions


def hashed(session_key: str) -> str:
    """SHA-256 of a session's key, shortened to the 40 letters of the column (160 bits)."""
    # Neither salt nor stretching: Django draws 32 random characters, which nobody guesses.
    return hashlib.sha256(b"session|" + session_key.encode()).hexdigest()[:40]


def salt_of(hashed_key: str) -> str:
    """Part of the signature of what the row of this hashed key says."""
    return f"fanal.session|{hashed_key}"


def ended(sender: object, instance: AbstractBaseSession, **rest: object) -> None:
    """Its row is deleted, by whichever way."""
    ended_sessions.note(instance.session_key)


class SessionStore(DatabaseStore):
    @property
    def key_salt(self) -> str:
        return salt_of(hashed(self.session_key or ""))

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        row = self.model.objects.filter(
            session_key=hashed(self.session_key or ""), expire_date__gt=timezone.now()
        ).first()
        if row is not None and ended_sessions.has_ended(row.session_key):
            row = None
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(session_key=hashed(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = hashed(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=hashed(key)).delete()
