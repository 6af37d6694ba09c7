"""Keeps what was sent in vain, ends the drafts of saved forms, and prepares the forms of each page
to carry drafts.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeGuard

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from fanal.keys import drafts
from fanal.keys.drafts import reopening
from fanal.keys.requests import Request, RingRequest
from fanal.web.addresses import page_of
from fanal.web.draft_fields import ID
from fanal.web.errors import LOST

Answer = Callable[[HttpRequest], HttpResponse]
IN_VAIN = {403, 404, 409, 422, 500}


class Drafts:
    """The middleware of drafts. It stands inside what gives the ring, so that a lock is met with
    the draft already kept."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: RingRequest) -> HttpResponse:
        request.draft = None
        response = self.get_response(request)
        if _of_another_session(request, response):
            response = _sealed_to_its_writer(request) or response
        elif _carries_one(request):
            _after_sending(request, response)
        shown = reopening.add_drafts_to_forms(request, response)
        asked_for = request.GET.get(drafts.REOPEN) if request.method == "GET" else None
        if asked_for and asked_for not in shown and not _at_the_doors(response):
            return _texts_alone(request, asked_for) or response
        return response

    def process_exception(self, request: RingRequest, problem: Exception) -> None:
        """A database that went away is not asked twice: the page gives the text back."""
        if not isinstance(problem, LOST) and _carries_one(request):
            _keep(request)


def _of_another_session(request: RingRequest, response: HttpResponse) -> bool:
    """A form of a page that was given in a session that is gone: nobody is signed in any more, or
    the key against forged forms is of an earlier sign-in, and maybe of another person."""
    if request.method != "POST" or ID not in request.POST:
        return False
    forged = response.status_code == 403 and not getattr(request, "csrf_processing_done", False)
    return forged or not request.user.is_authenticated


def _sealed_to_its_writer(request: RingRequest) -> HttpResponse | None:
    """Keep the draft for the writer to whom the page was given, whoever is there now, and answer;
    None where the page does not say who that is."""
    writer = reopening.owner(request.POST)
    if writer is None or drafts.keep(request, writer) is None:
        return None
    if request.path == reverse("keys:keep_draft"):
        return JsonResponse({"kept": True, "at": drafts.clock()})
    # She signed in again meanwhile: the page comes back with what she typed, to be sent once more.
    if writer == request.user:
        return redirect(page_of(request))
    back = reverse("keys:arrived") + "?" + urlencode({"next": page_of(request)})
    sign_in = reverse(settings.LOGIN_URL) + "?" + urlencode({"next": back})
    return render(request, "keys/signed_out.html", {"sign_in": sign_in}, status=403)


def _carries_one(request: RingRequest) -> TypeGuard[Request]:
    sent = request.method == "POST" and ID in request.POST
    return sent and request.user.is_authenticated and drafts.may_carry(request.path)


def _after_sending(request: Request, response: HttpResponse) -> None:
    """Keep a draft or end one once the form was answered; nothing to do where an exception kept
    it."""
    # The redirect of a view that has done its work. The 303 that stands for a page is made further
    # out (ADR 10).
    sent_on = response.status_code == 302
    # A file that was asked for: the page it came from stays, and nothing of it is left to save.
    given = response.get("Content-Disposition", "").startswith("attachment")
    if request.draft is not None:
        return
    if given or (sent_on and not _turned_away(request, response)):
        drafts.end(request.user, request.POST)
    elif sent_on or response.status_code in IN_VAIN:
        _keep(request)


def _turned_away(request: RingRequest, response: HttpResponse) -> bool:
    """Return whether it was sent to the doors, or back with a refusal: nothing was saved."""
    queued = getattr(get_messages(request), "_queued_messages", [])
    return _at_the_doors(response) or any(message.level >= ERROR for message in queued)


def _at_the_doors(response: HttpResponse) -> bool:
    doors = {reverse(settings.LOGIN_URL), reverse("mfa_index"), reverse("keys:unlock")}
    return response.get("Location", "").partition("?")[0] in doors


def _texts_alone(request: RingRequest, asked_for: str) -> HttpResponse | None:
    """The form is not on its page any more (the case was closed, say): what was typed is."""
    if not request.user.is_authenticated or drafts.one_of(request.user, asked_for) is None:
        return None
    return redirect(reverse("keys:draft", args=[asked_for]) + "?copy=1")


def _keep(request: Request) -> None:
    with suppress(DatabaseError):
        request.draft = drafts.keep(request, request.user)
