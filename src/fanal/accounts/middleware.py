"""The doors: nothing opens without sign-in, no case page without a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanal.accounts import factors
from fanal.web.addresses import page_of
from fanal.web.errors import session_gone

Answer = Callable[[HttpRequest], HttpResponse]

OPEN = {
    "account_login", "account_logout", "mfa_authenticate", "keys:invitation", "keys:demo",
    "web:hide", "web:calendar", "web:language", "web:help",
}  # fmt: skip
SETTING_UP = {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
    "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "keys:lock", "keys:unlock", "keys:passphrase", "accounts:account",
}  # fmt: skip
SECOND_FACTOR = "second factor"


class Doors:
    """Closed by default; the few names above are the whole list of what is open."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name
        if name in OPEN or (settings.GALLERY and name.startswith("web:gallery")):
            return None
        if not request.user.is_authenticated:
            return session_gone(request) or redirect_to_login(page_of(request))
        if name in SETTING_UP or settings.DEMO or _has_second_factor(request):
            return None
        return redirect("mfa_index")


def _enough(request: HttpRequest) -> list[str] | None:
    return [Authenticator.Type.WEBAUTHN] if request.user.needs_passkey else None


def _has_second_factor(request: HttpRequest) -> bool:
    """Whoever has one was asked for it at sign-in; who has none sets one up first."""
    if not request.session.get(SECOND_FACTOR):
        factors.put_aside_foreign(request.user)
        if is_mfa_enabled(request.user, _enough(request)):
            request.session[SECOND_FACTOR] = True
    return bool(request.session.get(SECOND_FACTOR))
