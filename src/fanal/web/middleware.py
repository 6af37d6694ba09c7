"""What every answer carries, and what happens when the ground gives way."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers

from fanal.core.errors import Conflict, TooBusy
from fanal.database.failures import damage
from fanal.web import errors
from fanal.web.conflicts import conflict_page

Answer = Callable[[HttpRequest], HttpResponse]

NO_FEATURES = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "usb",
        "xr-spatial-tracking",
    )
)
SAFE_METHODS = {"GET", "HEAD"}
METHODS = [*sorted(SAFE_METHODS), "POST"]  # no address of ours has any other
# Empty: a browser of before Fetch Metadata, where the token of the form alone protects. `none`:
# typed by hand or a bookmark.
OWN_SITES = {"", "same-origin", "none"}


class SafetyHeaders:
    """The headers by which nothing is stored, nothing is embedded, nothing comes from elsewhere."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers.setdefault("Permissions-Policy", NO_FEATURES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Files of the look may be kept, an error below them may not: a cache keeps a 404 for which
        # nothing says otherwise (RFC 9111, 4.2.2).
        if response.status_code >= 400 or not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        # One address answers with a page, or with a part of it where htmx asks.
        patch_vary_headers(response, ["HX-Request"])
        return response


class SameOriginOnly:
    """The middleware that takes changes from our own pages alone: browsers say so themselves
    (Fetch Metadata). It stands inside what sets headers and language: this refusal looks like
    every other."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return errors.only_by_form(request, HttpResponseNotAllowed(METHODS))
        site = request.headers.get("Sec-Fetch-Site", "")
        ours = request.method in SAFE_METHODS or site in OWN_SITES
        return self.answer(request) if ours else errors.csrf_failed(request)


def _whole_page(response: HttpResponse) -> None:
    """A fragment that is sent elsewhere (to sign in, to unlock) takes its whole page along: htmx
    would draw the other page inside this one.
    """
    response["HX-Redirect"] = response["Location"]
    del response["Location"]
    response.status_code = 200


class DatabaseFailures:
    """A lost database or a full disk gives 503 and the typed text back; two edits both texts."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.answer(request)
        except errors.LOST as problem:
            return errors.unavailable(request, problem)
        except DatabaseError as problem:
            if damage(problem):
                return errors.unavailable(request, problem)
            raise
        if response.status_code == 302 and request.headers.get("HX-Request"):
            _whole_page(response)
        return errors.only_by_form(request, response) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Conflict):
            return conflict_page(request, problem)
        if isinstance(problem, TooBusy):
            return errors.busy(request, problem)
        return errors.unavailable(request, problem) if errors.is_ground_gone(problem) else None
