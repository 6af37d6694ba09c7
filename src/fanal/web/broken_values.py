"""A page on which one value does not open is shown, and says so at its end."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fanal.core.sealing.failures import BrokenSeal
from fanal.sealed import substitutes
from fanal.web.middleware import SAFE_METHODS
from fanal.web.request_cache import ask_all_anew

Answer = Callable[[HttpRequest], HttpResponse]


class BrokenValues:
    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = (
            substitutes.PageKind.READ
            if request.method in SAFE_METHODS
            else substitutes.PageKind.SENT
        )
        with substitutes.on_a_page(page) as shown:
            response = self.answer(request)
        # A file is kept, and sent to others, without the line that a page has at its end.
        if shown.broken and _is_file(response):
            raise BrokenSeal("in a file")
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The page once more without the rows of which something does not open."""
        found = request.resolver_match
        if not isinstance(problem, BrokenSeal) or found is None or not substitutes.draw_anew():
            return None
        ask_all_anew()
        try:
            drawn: HttpResponse = found.func(request, *found.args, **found.kwargs)
        except BrokenSeal:  # of the page itself: it ends as before
            return None
        return drawn


def _is_file(response: HttpResponse) -> bool:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and not is_page
