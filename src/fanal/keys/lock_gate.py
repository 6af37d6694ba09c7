"""Locked means closed: a locked session gets only the page that asks for the pass-phrase (ADR 8).

Closed by default, like `fanal.accounts.middleware.RequireSecondFactor`: the names below are the
complete list of what a locked or idle session still answers (ASVS 5.0, 7.3.1). None of them shows
or changes anything of the work.
"""

from collections.abc import Callable
from contextlib import suppress

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanal.accounts import second_factor
from fanal.accounts.requests import view_name
from fanal.keys import drafts
from fanal.keys.middleware import locked_page
from fanal.keys.models import Draft
from fanal.keys.requests import Request, RingRequest, is_signed_in_with_ring, lazily
from fanal.web.draft_fields import ID
from fanal.web.errors import typed_texts

Answer = Callable[[HttpRequest], HttpResponse]

OPEN_WHILE_LOCKED = {
    "keys:unlock",
    "keys:lock",
    "account_logout",
    "web:hide",
    "web:calendar",
    "web:help",
    "web:language",
    "keys:keep_draft",  # seals to her what she had typed, shows nothing
}


class LockGate:
    """The middleware of the lock; it runs inside the check that keeps out whoever is not signed in
    with both factors."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: RingRequest) -> HttpResponse:
        request.locked = lazily(lambda: bool(request.user.is_authenticated and request.ring.locked))
        return self.get_response(request)

    def process_view(
        self, request: RingRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        closed = view_name(request) not in OPEN_WHILE_LOCKED
        if not closed or not request.locked or not is_signed_in_with_ring(request):
            return None
        # Whoever still has to set up her second factor has no keys in the session to lock: the
        # doors lead her there.
        if not second_factor.passed(request):
            return None
        request.draft = _sealed_to_her(request)
        # She is told: a text that silently was not kept is typed twice, or believed to be saved.
        lost = request.draft is None and bool(typed_texts(request) or request.FILES)
        return redirect(locked_page(request, lost=lost))


def _sealed_to_her(request: Request) -> Draft | None:
    """What she was sending is a draft again; None where nothing is kept."""
    if request.method != "POST" or ID not in request.POST:
        return None
    # A full disk must not keep the page from locking.
    with suppress(DatabaseError):
        return drafts.keep(request, request.user)
    return None
