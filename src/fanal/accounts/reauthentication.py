"""Asks for the pass-phrase again before somebody is let in or something is let out."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from fanal.accounts import clock
from fanal.core.sealing.failures import Locked

GIVEN = "unlock.given"  # when the pass-phrase was given in this session; kept by keys


type View = Callable[..., HttpResponseBase]
EVERY, SENDING = {"GET", "HEAD", "POST"}, {"POST"}


def asked_again(view: View) -> View:
    """A screen left open that somebody else sits down at is not enough (OWASP ASVS 5.0, 7.5.3).

    What was typed is kept, as when the session is locked. Not in the demonstration, whose
    pass-phrase is printed at the start.
    """
    return _asked(view, EVERY)


def asked_again_to_send(view: View) -> View:
    """Ask again as `asked_again` does, where the page itself is only read: what its form does is
    asked about."""
    return _asked(view, SENDING)


def _asked(view: View, methods: set[str]) -> View:
    @wraps(view)
    def asked(request: HttpRequest, *args: object, **options: object) -> HttpResponseBase:
        if request.method in methods and _long_ago(request):
            raise Locked("asked again")
        return view(request, *args, **options)

    asked.asks_again = methods  # type: ignore[attr-defined]  # read by tests/security
    return asked


def _long_ago(request: HttpRequest) -> bool:
    seconds = clock.since(request.session.get(GIVEN, 0))
    return seconds > settings.ASK_AGAIN_AFTER_SECONDS and not settings.DEMO
