"""What keeps a session unlocked: the private keys under a secret that only the browser has.

The session row holds the sealed keys, the cookie their secret; neither opens anything alone.
"""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING, Any

from django.conf import settings

from fanal.accounts import clock
from fanal.accounts.asking_again import GIVEN
from fanal.core.sealing import server
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PrivateKeys
from fanal.keys.models import UserKeys
from fanal.keys.ring import Ring

if TYPE_CHECKING:
    from django.http import HttpRequest

SEALED, PAIR, SEEN = "unlock.sealed", "unlock.pair", "unlock.seen"
NOTED_EVERY = 30  # seconds: an idle session is locked at most so much too early


def unlock(request: HttpRequest, keys: UserKeys, private: PrivateKeys) -> None:
    """Unlock this session; the middleware hands the secret to the browser with the answer."""
    secret = os.urandom(32)
    blob = server.seal(secret, f"session|{keys.id}", private.to_bytes())
    request.session[SEALED] = base64.b64encode(blob).decode()
    request.session[PAIR] = str(keys.id)
    request.session[SEEN] = request.session[GIVEN] = int(clock.seconds())
    request.unlock_secret = base64.urlsafe_b64encode(secret).decode()
    request.ring = Ring(keys, private)


def lock(request: HttpRequest) -> None:
    """Lock this session at once: the sealed keys are gone, the cookie opens nothing."""
    for name in (SEALED, PAIR, SEEN, GIVEN):
        request.session.pop(name, None)
    request.unlock_secret = ""
    request.ring = Ring()


def ring_of(request: HttpRequest) -> Ring:
    """The ring of this request: locked when nobody is signed in, or the secret is not there."""
    sealed = request.session.get(SEALED)
    secret = request.COOKIES.get(settings.UNLOCK_COOKIE)
    if not (sealed and secret and request.user.is_authenticated):
        return Ring()
    if _was_idle(request.session):
        lock(request)
        return Ring()
    return _opened(request, sealed, secret)


def note_activity(request: HttpRequest) -> None:
    """Keep the session unlocked while it is used; written at most twice a minute.

    A page that opens nothing has not asked for the ring: it must not wake what was idle.
    """
    session, now = request.session, int(clock.seconds())
    if SEALED not in session:
        return
    if _was_idle(session):
        lock(request)
    elif now - session[SEEN] >= NOTED_EVERY:
        session[SEEN] = now


def _was_idle(session: Any) -> bool:
    return clock.since(session[SEEN]) > settings.IDLE_LOCK_SECONDS


def _opened(request: HttpRequest, sealed: str, secret: str) -> Ring:
    pair = UserKeys.objects.filter(
        id=request.session[PAIR], user_id=request.user.pk, retired=None
    ).first()
    if pair is None:
        return Ring()
    try:
        key = base64.urlsafe_b64decode(secret)
        private = server.unseal(key, f"session|{pair.id}", base64.b64decode(sealed))
    except (BrokenSeal, ValueError):
        return Ring()
    return Ring(pair, PrivateKeys.from_bytes(private))
