"""Slows down guessing: counted in the database, so that several workers count together."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest

from fanal.accounts.models import Attempts
from fanal.core.errors import TooBusy
from fanal.server_key import derived

SPAN = 5 * 60
AN_ACCOUNT, AN_ADDRESS = (
    5,
    100,
)  # in five minutes: 20 a minute for an address, which an office shares


class TooMany(Exception):
    """Tried too often: wait until the span is over."""


def count(what: str, limit: int) -> None:
    """Count one try of `what` in this span, before it is made. Raises TooMany beyond `limit`."""
    row, _ = Attempts.objects.get_or_create(what=_hidden(what), span=int(time.time()) // SPAN)
    Attempts.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db(fields=["count"])
    if row.count > limit:
        raise TooMany(what)


@contextmanager
def one_try(what: str, limit: int) -> Iterator[None]:
    """Count one try of `what`, and not if the machine is too busy to look at it. Raises TooMany."""
    count(what, limit)
    try:
        yield
    except TooBusy:
        Attempts.objects.filter(what=_hidden(what), count__gt=0).update(count=F("count") - 1)
        raise


def forget(what: str) -> None:
    """It went well: what was counted is forgotten."""
    Attempts.objects.filter(what=_hidden(what)).delete()


def forget_old() -> int:
    """Delete the counts of past spans; the sweep calls it. How many went."""
    return Attempts.objects.filter(span__lt=int(time.time()) // SPAN).delete()[0]


def address(request: HttpRequest) -> str:
    """The browser's address; what the proxy in front of us says, if it is on this machine."""
    near = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY and near in {"127.0.0.1", "::1", ""}:
        return request.headers.get("X-Forwarded-For", near).rsplit(",", 1)[-1].strip()
    return near


def _hidden(what: str) -> str:
    return hmac.new(derived("attempts"), what.encode(), hashlib.sha256).hexdigest()
