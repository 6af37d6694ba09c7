"""Counts attempts in the database, so that several workers count together.

What is counted against what, and how many guesses that leaves: `passphrase_attempts.py`.
"""

import hashlib
import hmac
import ipaddress
import time

from django.conf import settings
from django.db.models import F, Sum
from django.http import HttpRequest

from fanal.accounts import attempts_outside
from fanal.accounts.models import Attempts
from fanal.database.sql import rows
from fanal.sealed.server_key import derived

SPAN, DAY = 5 * 60, 24 * 3600
KEPT = 4 * DAY  # also over a weekend: who signs in is told of wrong tries before
NETWORK = 64  # bits of an IPv6 address: who has one has all that begin like it

# `get_or_create`, `update` by `F("count") + 1` and a look at the result, three times at each
# sign-in: as one statement it is written once, and two workers lose no try between them (ADR 13).
ONE_MORE = """
    INSERT INTO accounts_attempts (what, span, count) VALUES (%s, %s, 1)
    ON CONFLICT (what, span) DO UPDATE SET count = accounts_attempts.count + 1 RETURNING count"""


class TooMany(Exception):
    """The refusal of what was tried too often; `until`, in seconds since 1970, it is not looked
    at."""

    def __init__(self, until: float) -> None:
        super().__init__("too many tries")
        self.until = until


def now() -> float:
    return time.time()


def count(what: str, limit: int | None = None, span: int = SPAN) -> int:
    """Count one try of `what` in this span, before it is made, and say the how-manieth it is.

    Raises TooMany beyond `limit`.
    """
    began, hidden = int(now()) // span * span, _hidden(what, span)
    # Counted before it is compared, so that of many sent at once only the first few are looked at.
    ((tries,),) = rows(ONE_MORE, [hidden, began // SPAN])
    # Only the day is counted outside too: with the database set back every five minutes the small
    # count would be worth nothing, the hundred of a day hold.
    if span == DAY and limit is not None:
        tries = max(tries, attempts_outside.count(hidden, began))
    if limit is not None and tries > limit:
        raise TooMany(began + span)
    return int(tries)


def uncount(what: str, span: int = SPAN) -> None:
    """Take back a try that was not looked at after all."""
    _note_outside(what, span, attempts_outside.TAKEN_BACK)
    counted = Attempts.objects.filter(what=_hidden(what, span))
    counted.filter(count__gt=0).update(count=F("count") - 1)
    counted.filter(count=0).delete()


def tried(what: str, span: int = SPAN) -> int:
    """How often since it went well the last time."""
    counted = Attempts.objects.filter(what=_hidden(what, span))
    return counted.aggregate(all=Sum("count"))["all"] or 0


def forget(what: str, *spans: int) -> None:
    """Forget the tries counted before one that succeeded, in each of these spans."""
    for span in spans:
        _note_outside(what, span, attempts_outside.FORGOTTEN)
    Attempts.objects.filter(what__in=[_hidden(what, span) for span in spans]).delete()


def forget_old() -> int:
    """Delete the counts of some days ago; the sweep calls it. How many went."""
    attempts_outside.forget_before(now() - KEPT)
    return Attempts.objects.filter(span__lt=int(now() - KEPT) // SPAN).delete()[0]


def _note_outside(what: str, span: int, came_to: str) -> None:
    if span == DAY:
        attempts_outside.note(_hidden(what, span), int(now()) // DAY * DAY, came_to)


def address(request: HttpRequest) -> str:
    """The network of the browser, as the one proxy says it that stands in front of us; "" where
    that proxy says nothing: then it is everybody's, and nothing is counted against it.

    Only what that proxy adds counts, the last in the header: whatever stands before was sent by the
    browser. From anybody else than the configured proxies the header is worth nothing.
    """
    near = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY and near in settings.PROXIES:
        # RFC 7239, section 8.1: what stands before the last comma is what the client says of
        # itself.
        near = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return _network(near)


def _network(text: str) -> str:
    try:
        one = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if one.version == 4:
        return str(one)
    # A server that listens on IPv6 sees IPv4 browsers as ::ffff:a.b.c.d, all in one network of 64
    # bits (RFC 4291, section 2.5.5.2).
    return str(one.ipv4_mapped or ipaddress.ip_network((one, NETWORK), strict=False))


def _hidden(what: str, span: int) -> str:
    # Addresses and accounts in clear would be a list of who was tried, and from where, for days.
    text = f"{what}|{span}".encode()
    return hmac.new(derived("attempts"), text, hashlib.sha256).hexdigest()
