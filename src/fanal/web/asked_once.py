"""What a page asks at many places, and of nobody in particular, is asked once while it is made."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps

from django.http import HttpRequest, HttpResponse

type Answer = Callable[[HttpRequest], HttpResponse]

# By what reads it; None outside a page: a command or a form that writes asks each time.
_kept: ContextVar[dict[Callable[[], object], object] | None] = ContextVar("kept", default=None)


class AskedOnce:
    """The middleware that keeps what was asked while one page is made."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _kept.set({} if request.method in ("GET", "HEAD") else None)
        try:
            return self.answer(request)
        finally:
            _kept.reset(before)


def once_a_page[Found](read: Callable[[], Found]) -> Callable[[], Found]:
    """Return `read` so that a page asks it once however often it needs it."""

    @wraps(read)
    def asked() -> Found:
        answers = _kept.get()
        if answers is None:
            return read()
        if read not in answers:
            answers[read] = read()
        found: Found = answers[read]  # type: ignore[assignment]  # each is kept under what read it
        return found

    return asked
