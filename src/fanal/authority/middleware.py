"""The check, before anything is read, that the rows that decide who may read what are the
organisation's own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fanal.authority import genuine_rows
from fanal.authority.failures import Unserved
from fanal.web.words import translated

Answer = Callable[[HttpRequest], HttpResponse]


class Authority:
    """The middleware that verifies the small tables at each request; nothing is served where that
    cannot be done."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            # Before anybody is asked who she is: the session names an account, whose row may be
            # forged.
            genuine_rows.run()
        except Unserved as failure:
            return _unserved(request, failure)
        return self.answer(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        return _unserved(request, problem) if isinstance(problem, Unserved) else None


def _unserved(request: HttpRequest, failure: Unserved) -> HttpResponse:
    """Answer 503, with the one sentence that helps; the page does not look up who is signed in."""
    context = {"why": translated(failure.SENTENCE)}
    return render(request, "authority/unserved.html", context, status=503)
