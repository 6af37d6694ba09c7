"""Gives each request its ring, ends sessions after ten hours, and turns closed seals into answers
that reveal nothing.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from fanal.accounts import clock
from fanal.accounts.sessions import SIGNED_IN_AT
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.keys import drafts, session
from fanal.keys.admission import awaiting_admission
from fanal.keys.drafts import reopening
from fanal.keys.requests import RingRequest, lazily
from fanal.web.addresses import page_of, where_she_was_going
from fanal.web.draft_fields import ID

Answer = Callable[[HttpRequest], HttpResponse]


class RingMiddleware:
    """The middleware that gives `request.ring`, and the cookies that keep it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: RingRequest) -> HttpResponse:
        request.ring = lazily(lambda: session.ring_of(request))
        request.unlock_secret = request.half_sign_in = request.used_at = None
        # What is still being typed is sealed first; the form itself then meets the end of the day.
        typing = request.path == reverse("keys:keep_draft")
        if _day_is_over(request) and not typing and (sent_away := _end_day(request)):
            return sent_away
        response = self.get_response(request)
        session.note_activity(request)
        _hand_over(response, settings.UNLOCK_COOKIE, request.unlock_secret)
        _hand_over(response, settings.HALF_SIGN_IN_COOKIE, request.half_sign_in)
        return response

    def process_exception(self, request: RingRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Locked):
            return redirect(locked_page(request))
        if isinstance(problem, NotGranted):
            return _not_granted(request, problem)
        return None


def _not_granted(request: RingRequest, problem: Exception) -> HttpResponse:
    """The same answer as for what does not exist. A member of a team who has not been admitted yet
    reads so, which says nothing about what she asked for."""
    waits = awaiting_admission(request.user) if request.user.is_authenticated else []
    if not waits:
        raise Http404 from problem
    return render(
        request, "keys/awaiting_admission.html", {"awaiting_admission": waits}, status=403
    )


def locked_page(request: RingRequest, *, lost: bool = False) -> str:
    """The address that asks for the pass-phrase, then leads back; and what it may say is kept, that
    something typed could not be, or that a button which carries nothing is to be pressed again."""
    params = {"next": where_she_was_going(request)}
    if request.draft is not None:
        params |= {"kept": str(request.draft.pk), "at": drafts.clock()}
    elif lost:
        params["lost"] = "1"
    elif request.method == "POST":
        params["press"] = "1"
    return reverse("keys:unlock") + "?" + urlencode(params)


def _day_is_over(request: RingRequest) -> bool:
    """Whether ten hours have passed since the sign-in (OWASP ASVS 5.0, 7.3.2)."""
    since = request.session.get(SIGNED_IN_AT)
    return since is not None and clock.since(since) > settings.ABSOLUTE_END.total_seconds()


def _end_day(request: RingRequest) -> HttpResponse | None:
    """Sign out. Who was sending a form signs in again and comes back to it."""
    sending = request.method == "POST" and ID in request.POST
    writer = reopening.owner(request.POST)
    if writer is None and request.user.is_authenticated:
        writer = request.user
    draft = drafts.keep(request, writer) if sending and writer else None
    logout(request)
    if draft is None:
        return None
    return redirect_to_login(reverse("keys:arrived") + "?" + urlencode({"next": page_of(request)}))


def _hand_over(response: HttpResponse, name: str, secret: str | None) -> None:
    """Set a cookie that ends with the browser session; "" deletes it."""
    # None is “nothing to do”, which is not the same as "": most answers leave the cookie alone.
    if secret:
        https = settings.SESSION_COOKIE_SECURE
        # No script, no other site and no plain connection gets it: with the database and the key
        # files it opens her keys (ASVS 5.0, 3.3.1, 3.3.2, 3.3.4).
        response.set_cookie(name, secret, httponly=True, secure=https, samesite="Strict")
    elif secret is not None:
        response.delete_cookie(name, samesite="Strict")
