"""What a page asks at many places is asked once while it is made."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps

from django.http import HttpRequest, HttpResponse

type Answer = Callable[[HttpRequest], HttpResponse]

# By what reads it; None outside a page: a command or a form that writes asks each time.
_kept: ContextVar[dict[object, object] | None] = ContextVar("kept", default=None)


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


def once_a_page[**Asked, Found](read: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """Return `read`, which a page asks once for the same arguments however often it needs it. They
    are hashable; what is found is shared, so whoever is given it does not change it."""

    @wraps(read)
    def asked(*args: Asked.args, **named: Asked.kwargs) -> Found:
        answers = _kept.get()
        if answers is None:
            return read(*args, **named)
        key = asked, args, frozenset(named.items())
        if key not in answers:
            answers[key] = read(*args, **named)
        found: Found = answers[key]  # type: ignore[assignment]  # each is kept under what read it
        return found

    return asked


def ask_all_anew() -> None:
    """Let a page that is drawn once more ask everything again: it leaves out what does not open."""
    answers = _kept.get()
    if answers:
        answers.clear()


def ask_anew(asked: Callable[[], object]) -> None:
    """Let a page ask again what `once_a_page` has kept: it wrote what this is about."""
    answers = _kept.get()
    if answers:
        answers.pop((asked, (), frozenset()), None)
