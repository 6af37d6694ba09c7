"""Before somebody is let in or something let out, the pass-phrase is asked for again."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fanal.core.sealing.failures import Locked

GIVEN = "unlock.given"  # when the pass-phrase was given in this session; kept by keys


def asked_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A screen left open that somebody else sits down at is not enough (OWASP ASVS 5.0, 7.5.3).

    What was typed is kept, as when the session is locked. Not in the demonstration, whose
    pass-phrase is printed at the start.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        seconds = time.time() - request.session.get(GIVEN, 0)
        if seconds > settings.ASK_AGAIN_AFTER_SECONDS and not settings.DEMO:
            raise Locked("asked again")
        return view(request, *args, **options)

    return asked
