"""Slows down guessing: counted in the database, so that several workers count together."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.models import F, Sum
from django.http import HttpRequest

from fanal.accounts.models import Attempts
from fanal.core.errors import TooBusy
from fanal.server_key import derived

SPAN = 5 * 60
KEPT = 30 * 24 * 3600
AN_ACCOUNT, AN_ADDRESS = (
    5,
    100,
)  # in five minutes: 20 a minute for an address, which an office shares


class TooMany(Exception):
    """Tried too often: wait until the span is over."""


def count(what: str, limit: int) -> int:
    """Count one try of `what` in this span, before it is made, and say the how-manieth it is.

    Raises TooMany beyond `limit`.
    """
    row, _ = Attempts.objects.get_or_create(what=_hidden(what), span=int(time.time()) // SPAN)
    Attempts.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db(fields=["count"])
    if row.count > limit:
        raise TooMany(what)
    return row.count


@contextmanager
def one_try(what: str, limit: int) -> Iterator[None]:
    """Count one try of `what`, and not if the machine is too busy to look at it. Raises TooMany."""
    count(what, limit)
    try:
        yield
    except TooBusy:
        Attempts.objects.filter(what=_hidden(what), count__gt=0).update(count=F("count") - 1)
        raise


def tried(what: str) -> int:
    """How often since it went well the last time."""
    return Attempts.objects.filter(what=_hidden(what)).aggregate(all=Sum("count"))["all"] or 0


def forget(what: str) -> None:
    """It went well: what was counted is forgotten."""
    Attempts.objects.filter(what=_hidden(what)).delete()


def forget_old() -> int:
    """Delete the counts of a month ago; the sweep calls it. How many went."""
    return Attempts.objects.filter(span__lt=int(time.time() - KEPT) // SPAN).delete()[0]


def address(request: HttpRequest) -> str:
    """The browser's address; what the proxy in front of us says, if it is on this machine."""
    near = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY and near in {"127.0.0.1", "::1", ""}:
        return request.headers.get("X-Forwarded-For", near).rsplit(",", 1)[-1].strip()
    return near


def _hidden(what: str) -> str:
    return hmac.new(derived("attempts"), what.encode(), hashlib.sha256).hexdigest()
