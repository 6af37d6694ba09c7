"""Gives each request its ring, ends the session's day, and answers quietly where something stays
closed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from fanal.accounts.sign_ins import SIGNED_IN_AT
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.keys import drafts, session
from fanal.keys.models import Draft
from fanal.keys.waiting import not_let_in

Answer = Callable[[HttpRequest], HttpResponse]
KEEPS_NO_DRAFT = {"keys:unlock", "keys:passphrase", "keys:invitation", "account_login"}


class RingMiddleware:
    """`request.ring`, and the cookie that keeps it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.ring = SimpleLazyObject(lambda: session.ring_of(request))
        request.unlock_secret = None
        if _day_is_over(request):
            kept = _keep_typed(request)
            logout(request)
            if kept:
                return redirect_to_login(reverse("keys:arrived"))
        response = self.get_response(request)
        session.note_activity(request)
        _forget_sent(request, response)
        if request.unlock_secret is not None:
            _hand_over(request, response)
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Locked):
            _keep_typed(request)
            return redirect(reverse("keys:unlock") + "?" + urlencode({"next": _page(request)}))
        if isinstance(problem, NotGranted):
            return _not_granted(request, problem)
        return None


def _not_granted(request: HttpRequest, problem: Exception) -> HttpResponse:
    """As what does not exist. Who may open it by right, and has no key yet since nobody let her
    into her team, is told that: it says nothing of what she asked for."""
    waits = not_let_in(request.user) if request.user.is_authenticated else []
    if not waits:
        raise Http404 from problem
    return render(request, "keys/not_let_in.html", {"not_let_in": waits}, status=403)


def _page(request: HttpRequest) -> str:
    """Where to come back to: this page, or the one whose button was pressed."""
    if request.method == "GET":
        return request.path
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request.get_host() else "/"


def _day_is_over(request: HttpRequest) -> bool:
    """Ten hours after the sign-in, whatever happened since."""
    since = request.session.get(SIGNED_IN_AT)
    return since is not None and time.time() - since > settings.ABSOLUTE_END.total_seconds()


def _keep_typed(request: HttpRequest) -> Draft | None:
    """The middleware comes before the address is resolved: it looks itself."""
    if request.method != "POST":
        return None
    try:
        name = resolve(request.path).view_name
    except Resolver404:
        return None
    return None if name in KEEPS_NO_DRAFT else drafts.keep(request, request.user)


def _forget_sent(request: HttpRequest, response: HttpResponse) -> None:
    """A draft that was sent again and taken is not needed any more."""
    draft = request.POST.get("draft") if request.method == "POST" else None
    if draft and response.status_code == 302 and request.user.is_authenticated:
        with suppress(ValidationError):
            drafts.forget(request.user, draft)


def _hand_over(request: HttpRequest, response: HttpResponse) -> None:
    name, secure = settings.UNLOCK_COOKIE, settings.SESSION_COOKIE_SECURE
    if request.unlock_secret:
        options = {"httponly": True, "secure": secure, "samesite": "Strict"}
        response.set_cookie(name, request.unlock_secret, **options)
    else:
        response.delete_cookie(name, samesite="Strict")
