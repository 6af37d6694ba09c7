"""The doors: no page opens without sign-in, and no page of the work without a second factor."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanal.accounts import known_browsers, second_factor
from fanal.accounts.office_time import office_zone
from fanal.accounts.requests import AnyRequest, is_signed_in, view_name
from fanal.web.addresses import page_of
from fanal.web.errors import session_gone

Answer = Callable[[HttpRequest], HttpResponse]

OPEN = {
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "keys:invitation",
    "keys:demo",
    "web:hide",
    "web:calendar",
    "web:language",
    "web:help",
    "cases:feed",  # a calendar has no session; by a secret that is journalled
}
SETTING_UP = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "keys:lock",
    "keys:passphrase",
    "accounts:account",
}


class OfficeTime:
    """The middleware by which hours and days of a page are those of the reader's office: “tonight”
    is hers."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(timezone.get_current_timezone()):  # and what held before, after
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if is_signed_in(request) and (zone := office_zone(request.user)):
            timezone.activate(zone)
        return None


class RequireSecondFactor:
    """The middleware that asks for both factors. Closed by default; the few names above are the
    whole list of what is open."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponse:
        request.fully_signed_in = False
        response = self.get_response(request)
        # Asked after the view, which may have signed her out again.
        if request.fully_signed_in and is_signed_in(request):
            known_browsers.remember(request, response)
        return response

    def process_view(
        self, request: AnyRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        name = view_name(request)
        if name in OPEN or (settings.GALLERY and name.startswith("web:gallery")):
            return None
        if not is_signed_in(request):
            return session_gone(request) or redirect_to_login(page_of(request))
        if name in SETTING_UP or second_factor.passed(request):
            return None
        return redirect("mfa_index")
