"""What is too large is refused by the length it says, before a byte of it is read.

Django reads a form before anybody looks who sent it: the check against forged forms asks for it.
A body without a length is none to Django, and one that is longer than it says is cut.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from fanal.web import errors

Answer = Callable[[HttpRequest], HttpResponse]


class BodyLimits:
    """The middleware of limits: after authentication and before anything that reads a form."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        declared = request.META.get("CONTENT_LENGTH") or ""
        length = int(declared) if declared.isdecimal() else 0
        if length > settings.LARGEST_BODY_OF_ANYBODY and length > _largest(request):
            # As Django does: nothing is there to be read.
            request._mark_post_parse_error()  # type: ignore[attr-defined]  # no public name
            return errors.bad_request(request, RequestDataTooBig("body"))
        return self.answer(request)


def _largest(request: HttpRequest) -> int:
    signed_in = request.user.is_authenticated
    return settings.LARGEST_BODY if signed_in else settings.LARGEST_BODY_OF_ANYBODY
