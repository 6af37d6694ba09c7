"""Sheds load: under too many requests, some are turned away at once before all time out.

A request that waited for a thread longer than `settings.SHED_AFTER_SECONDS` gets 503 and the time
to try again. What was typed into a form is kept as a draft first; a form that cannot be kept whole
(files, no draft, nobody signed in) is processed all the same.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from fanal.keys import drafts
from fanal.web import errors, load
from fanal.web.addresses import page_of
from fanal.web.draft_fields import ID

Answer = Callable[[HttpRequest], HttpResponse]


class Overload:
    """The middleware of overload: after authentication and before any work."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if load.waited() > settings.SHED_AFTER_SECONDS and _may_be_turned_away(request):
            return _turned_away(request) or self.get_response(request)
        return self.get_response(request)


def _may_be_turned_away(request: HttpRequest) -> bool:
    """Return whether a request may be turned away: not what saves a draft, and not the page that
    says that one is kept."""
    return request.path not in {reverse("keys:keep_draft"), reverse("keys:overload")}


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    if request.method in {"GET", "HEAD"}:
        return errors.overloaded(request)
    # Files are never part of a draft, and without a draft something typed would be lost.
    if ID not in request.POST or request.FILES or not request.user.is_authenticated:
        return None
    draft = drafts.keep(request, request.user)
    if draft is None:
        return None
    params = {"kept": str(draft.pk), "next": page_of(request)}
    return redirect(reverse("keys:overload") + "?" + urlencode(params))
