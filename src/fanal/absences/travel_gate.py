"""Travel mode means closed: until its day the account opens the cases that were marked, and no
other page of the work, from whatever device.

Closed by default, as `fanal.keys.lock_gate`: the names below are all that stays besides. The keys
follow the same list (`fanal.keys.ring`), so that what a page forgets does not open either.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanal.absences.queries import Travelling, travelling
from fanal.accounts import second_factor
from fanal.accounts.middleware import OPEN
from fanal.accounts.models import Refusal
from fanal.accounts.requests import is_signed_in, view_name

Answer = Callable[[HttpRequest], HttpResponse]

OPEN_ON_A_JOURNEY = OPEN | {
    "organisation:travel",
    "organisation:ask_back",
    "keys:unlock",
    "keys:arrived",
    "keys:lock",
    "keys:keep_draft",
}
# Why she is not let back stays open too; what else was refused to her is about what she left at
# home.
REFUSED, OF_TRAVEL = "accounts:refused", "travel"
# What an address is about: all of it has to be among what was marked.
OF_A_FILE = ("case_id", "person_id")


class TravelGate:
    """The middleware of travel mode; it runs inside those of sign-in and of the lock."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        if not is_signed_in(request) or view_name(request) in OPEN_ON_A_JOURNEY:
            return None
        away = travelling(request.user.pk)
        if away is None or not second_factor.passed(request) or _is_marked(away, kwargs):
            return None
        if view_name(request) == REFUSED and _is_of_travel(kwargs["refusal_id"]):
            return None
        return redirect("organisation:travel")


def _is_marked(away: Travelling, kwargs: Mapping[str, object]) -> bool:
    about = [kwargs[name] for name in OF_A_FILE if name in kwargs]
    # A page that is about no file is closed too: a list shows what was left at home.
    return bool(about) and all(isinstance(one, UUID) and one in away.folders for one in about)


def _is_of_travel(refusal: object) -> bool:
    return Refusal.objects.filter(pk=str(refusal), kind=OF_TRAVEL).exists()
