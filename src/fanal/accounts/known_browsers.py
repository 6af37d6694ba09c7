"""Recognises browsers in which a person has signed in with both factors. Her wrong tries count
separately there, so that strangers who know her address cannot lock her out.

The browser keeps a random value for half a year, signed by the server; the database keeps a keyed
hash of it with the account. It opens nothing: it only brings tries of its own, as few as a stranger
has.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fanal.accounts.models import BrowserToken, User
from fanal.accounts.requests import SignedInRequest
from fanal.authority import ledger
from fanal.sealed.server_key import marked

KEPT = timedelta(days=180)  # since the last full sign-in
MOST = 10  # browsers of one person
FORGOTTEN = "accounts_browsertoken"  # in the ledger


def mark_in(request: HttpRequest, address: str) -> str:
    """The mark of this browser with the account of `address`; "" where it is not known there."""
    token = _token(request)
    user = User.objects.filter(email=address, is_active=True).first() if token else None
    mark = _mark(user, token) if user else ""
    since = timezone.localdate() - KEPT
    known = BrowserToken.objects.filter(mark=mark, day__gte=since).exists()
    return mark if known and not ledger.has_ended(FORGOTTEN, mark) else ""


def remember(request: SignedInRequest, response: HttpResponse) -> None:
    """Know this browser again after a full sign-in. Two people at one computer share its value."""
    # Signed, so that an invented value costs no question of the database.
    token = _token(request)
    if not token or ledger.has_ended(FORGOTTEN, _mark(request.user, token)):
        token = Signer(salt="browser").sign(secrets.token_urlsafe(24))
    rows = BrowserToken.objects.filter(user=request.user)
    today = timezone.localdate()
    rows.update_or_create(
        mark=_mark(request.user, token), defaults={"day": today, "user": request.user}
    )
    # Bounded: whoever signs in with ever new browsers would fill the table otherwise.
    newest = rows.order_by("-day", "-id").values_list("pk", flat=True)[:MOST]
    rows.exclude(pk__in=list(newest), day__gte=today - KEPT).delete()
    response.set_cookie(
        settings.BROWSER_COOKIE,
        token,
        max_age=KEPT,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def forget(user: User) -> None:
    """Forget her browsers, which somebody else may have: the account came back, lost its second
    step, or ended."""
    rows = BrowserToken.objects.filter(user=user)
    if marks := list(rows.values_list("mark", flat=True)):
        ledger.end(FORGOTTEN, *marks)
        rows.delete()


def _token(request: HttpRequest) -> str:
    """What the browser keeps, if it is from us."""
    token = request.COOKIES.get(settings.BROWSER_COOKIE, "")
    try:
        Signer(salt="browser").unsign(token)
    except BadSignature:
        return ""
    return token


def _mark(user: User, token: str) -> str:
    return marked(f"{user.pk}|{token}", "browser tokens")
