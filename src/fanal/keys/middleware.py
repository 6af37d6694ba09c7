"""Gives each request its ring, and answers quietly where something stays closed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from fanal.core.sealing.failures import Locked, NotGranted
from fanal.keys import session

Answer = Callable[[HttpRequest], HttpResponse]


class RingMiddleware:
    """`request.ring`, and the cookie that keeps it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.ring = SimpleLazyObject(lambda: session.ring_of(request))
        request.unlock_secret = None
        response = self.get_response(request)
        session.note_activity(request.session)
        if request.unlock_secret is not None:
            self._hand_over(request, response)
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Locked):
            return redirect(reverse("keys:unlock") + "?" + urlencode({"next": request.path}))
        if isinstance(problem, NotGranted):
            raise Http404 from problem
        return None

    def _hand_over(self, request: HttpRequest, response: HttpResponse) -> None:
        name, secure = settings.UNLOCK_COOKIE, settings.SESSION_COOKIE_SECURE
        if request.unlock_secret:
            response.set_cookie(
                name, request.unlock_secret, httponly=True, secure=secure, samesite="Strict"
            )
        else:
            response.delete_cookie(name, samesite="Strict")
