"""Leaves nothing of a session in the browser, also where the database can end no session any more:
a full disk must not keep her signed in while somebody looks on.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

YEAR = 365 * 24 * 60 * 60
# Cookies as well, which a lock leaves (`keys.views.unlocking`): whoever hides is signed out.
LEAVE_NOTHING = '"cache", "cookies", "storage"'
HIDE, LOCK = "web:hide", "keys:lock"
SIGN_OUT = {HIDE, "account_logout", "keys:sign_out_without_drafts"}


def hidden(request: HttpRequest) -> HttpResponse:
    """Go to a page that says nothing, and have the browser forget everything."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    response = redirect("web:calendar")
    response["Clear-Site-Data"] = LEAVE_NOTHING
    # Her language went with the cookies, and the calendar should not change its language before the
    # eyes of whoever looks on.
    if language:
        remember_language(response, language)
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, httponly=True, samesite="Lax"
    )


def name_of(request: HttpRequest) -> str:
    """Return the name of the address, also where a failure came before its view was looked for."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def take_cookies(request: HttpRequest, response: HttpResponse) -> None:
    """Take from the browser what it was to lose: without these it opens nothing, whatever still
    stands in the database."""
    name = name_of(request) if request.method == "POST" else ""
    if name in SIGN_OUT:
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Strict")
    if name in SIGN_OUT or name == LOCK:
        response.delete_cookie(settings.UNLOCK_COOKIE, samesite="Strict")
