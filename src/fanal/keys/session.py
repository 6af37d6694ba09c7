"""Keeps a session unlocked: the private keys, sealed under a secret that only the browser has.

The row of an unlocked session holds the sealed keys, the cookie holds their secret, and the
server's key file is needed too: a copy of the database and the cookies of a browser together open
nothing. The row is deleted at the lock and after ten idle minutes, even if that browser never
comes back.
"""

import base64
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.db.models import QuerySet

from fanal.accounts import clock, ended_sessions, second_factor
from fanal.accounts.models import User
from fanal.accounts.reauthentication import GIVEN
from fanal.accounts.sessions import hashed
from fanal.core.sealing import server
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PrivateKeys
from fanal.database.kept_questions import Given, Kept
from fanal.keys.models import Unlock, UserKeys
from fanal.keys.requests import Request, RingRequest, is_signed_in_with_ring
from fanal.keys.ring import Ring
from fanal.sealed.server_key import derived, marked

LAST_USE = "last use of a session"
NOTED_EVERY = 30  # seconds: an idle session is locked at most so much too early


def unlock(request: RingRequest, keys: UserKeys, private: PrivateKeys) -> None:
    """Unlock this session; the middleware hands the secret to the browser with the answer.

    Nothing happens before the second factor: until then the server keeps no keys of hers.
    """
    # A pass-phrase alone must open nothing, not even a row whose cookie nobody has (ASVS 5.0,
    # 6.3.3).
    if not is_signed_in_with_ring(request) or not second_factor.passed(request):
        return
    secret, session = os.urandom(32), _of(request)
    sealed = server.seal(_key(secret), _context(keys, session), private.to_bytes())
    Unlock.objects.filter(session_id=session).delete()  # what was sealed before opens no more
    columns = {"pair": keys, "sealed": sealed} | used(session, clock.now())
    # By the hash of the session: whoever reads the table learns no session that could be sent back.
    Unlock.objects.update_or_create(session_id=session, defaults=columns)
    request.session[GIVEN] = int(clock.seconds())
    request.unlock_secret = base64.urlsafe_b64encode(secret).decode()
    request.ring = Ring(keys, private)


def lock(request: RingRequest) -> None:
    """Lock this session at once: the sealed keys are gone, the cookie opens nothing."""
    Unlock.objects.filter(session_id=_of(request)).delete()
    request.session.pop(GIVEN, None)
    request.unlock_secret = ""
    request.ring = Ring()


def ring_of(request: RingRequest) -> Ring:
    """The ring of this request: locked if nobody is signed in or the cookie's secret is missing."""
    secret = request.COOKIES.get(settings.UNLOCK_COOKIE)
    if not secret or not is_signed_in_with_ring(request):
        return Ring()
    row = _row(request)
    if row is None:
        return Ring()
    since, until = _awake(clock.now())
    # Also where it was used “later than now”: a clock that was set back must not make an old
    # session young, nor whoever holds her browser and writes to the database.
    made_here = used(row.session_id, row.used_at)["used_mark"] == row.used_mark
    if not (made_here and since <= row.used_at <= until):
        lock(request)
        return Ring()
    request.used_at = row.used_at
    return _opened(row, secret)


def note_activity(request: RingRequest) -> None:
    """Keep the session unlocked while it is used; written at most twice a minute."""
    if request.ring.locked or request.used_at is None:
        return
    now = clock.now()
    if (now - request.used_at).total_seconds() < NOTED_EVERY:
        return
    # Where nothing can be saved a page is still read; the session only locks sooner for it.
    with suppress(DatabaseError):
        Unlock.objects.filter(session_id=_of(request)).update(**used(_of(request), now))


def used(session: str, at: datetime) -> dict[str, object]:
    """Return the columns that say when a session was used last."""
    return {"used_at": at, "used_mark": marked(f"{session}|{at.astimezone(UTC)}", LAST_USE)}


def forget_idle(now: datetime) -> int:
    """Lock every session that was idle, whether or not its browser comes back. How many."""
    return Unlock.objects.exclude(used_at__range=_awake(now)).delete()[0]


def _awake(now: datetime) -> tuple[datetime, datetime]:
    """The span in which a session that is not idle was last used."""
    return now - timedelta(seconds=settings.IDLE_LOCK_SECONDS), now + clock.AHEAD


def _unlocked() -> QuerySet[Unlock]:
    return Unlock.objects.select_related("pair").filter(
        session_id=Given("session", Session),
        pair__user_id=Given("user", User),
        pair__retired=None,
    )


UNLOCKED = Kept(_unlocked)  # every request asks it


def _row(request: Request) -> Unlock | None:
    found = UNLOCKED.ask(session=_of(request), user=request.user.pk)
    row = found[0] if found else None
    over = row is None or ended_sessions.has_ended(ended_sessions.mark_of(bytes(row.sealed)))
    return None if over else row


def _of(request: RingRequest) -> str:
    return hashed(request.session.session_key or "")


def _key(secret: bytes) -> bytes:
    # From both: neither the database with the key file nor the cookie with the database opens it.
    return server.derive(derived("unlock") + secret, "unlock")


def _context(pair: UserKeys, session: str) -> str:
    return f"session|{pair.id}|{session}"


def locked(sender: object, instance: Unlock, **rest: object) -> None:
    """Note that a session was locked: its row is deleted, by whichever way."""
    ended_sessions.note(ended_sessions.mark_of(bytes(instance.sealed)))


def _opened(row: Unlock, secret: str) -> Ring:
    try:
        # A cookie that is none, or of another session, is the same as no cookie: locked, and no
        # more said.
        key = _key(base64.urlsafe_b64decode(secret))
        private = server.unseal(key, _context(row.pair, row.session_id), bytes(row.sealed))
    except (BrokenSeal, ValueError):
        return Ring()
    return Ring(row.pair, PrivateKeys.from_bytes(private))
