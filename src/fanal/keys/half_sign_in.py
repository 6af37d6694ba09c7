"""Keeps her keys between the first and the second factor, without the server being able to open
them.

The pass-phrase opens the pair at the first step and is not asked for twice. The pair goes, sealed,
to the browser and nowhere else. Half of its key is a row that lives for two minutes and one use,
the other half is derived from the server's key file, so database and cookie together open nothing.
Whoever takes longer types the pass-phrase once more after the second factor.
"""

from __future__ import annotations

import base64
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from fanal.accounts import clock
from fanal.core.sealing import server
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PrivateKeys
from fanal.keys import session
from fanal.keys.key_pairs import pair_of
from fanal.keys.models import HalfSignIn, UserKeys
from fanal.keys.requests import RingRequest
from fanal.sealed.server_key import derived

if TYPE_CHECKING:
    from fanal.accounts.models import User

# Time to find the telephone and type its code. Until then the keys lie between server and browser,
# so what is not used is not kept longer.
HOLDS = timedelta(minutes=2)


def hold(request: RingRequest, pair: UserKeys, private: PrivateKeys) -> None:
    """The first factor was right: the middleware hands the sealed pair to the browser."""
    row = HalfSignIn.objects.create(half=os.urandom(32), begun_at=clock.now())
    blob = server.seal(_key(row), _context(row, pair), private.to_bytes())
    request.half_sign_in = f"{row.id}.{base64.urlsafe_b64encode(blob).decode()}"


def finish(sender: object, request: RingRequest, user: User, **rest: object) -> None:
    """Unlock the session with what the browser held, at the end of the sign-in."""
    cookie = request.COOKIES.get(settings.HALF_SIGN_IN_COOKIE)
    if not cookie:
        return
    request.half_sign_in = ""
    pair, row = pair_of(user), _taken(cookie)
    if pair and row and (private := _opened(row, pair, cookie)):
        session.unlock(request, pair, private)


def forget_begun(now: datetime) -> int:
    """Delete the halves of sign-ins that did not go on. How many."""
    return HalfSignIn.objects.exclude(begun_at__range=_in_time(now)).delete()[0]


def _taken(cookie: str) -> HalfSignIn | None:
    """The other half, if it is not two minutes old; it is used once."""
    try:
        rows = HalfSignIn.objects.filter(id=UUID(cookie.partition(".")[0]))
    except ValueError:
        return None
    row = rows.filter(begun_at__range=_in_time(clock.now())).first()
    # Also where it came too late: what was shown once is good for no second try.
    rows.delete()
    return row


def _in_time(now: datetime) -> tuple[datetime, datetime]:
    return now - HOLDS, now + clock.AHEAD


def _opened(row: HalfSignIn, pair: UserKeys, cookie: str) -> PrivateKeys | None:
    try:
        blob = base64.urlsafe_b64decode(cookie.partition(".")[2])
        return PrivateKeys.from_bytes(server.unseal(_key(row), _context(row, pair), blob))
    except (BrokenSeal, ValueError):
        return None


def _key(row: HalfSignIn) -> bytes:
    return server.derive(derived("unlock") + bytes(row.half), "half sign-in")


def _context(row: HalfSignIn, pair: UserKeys) -> str:
    return f"half sign-in|{row.id}|{pair.id}"
