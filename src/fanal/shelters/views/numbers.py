"""All our shelters in numbers, for the direction."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.coded_facts.number_files import number_file_of
from fanal.core.number_pages.of_shelters import SHELTERS
from fanal.keys.requests import Request
from fanal.shelters import access
from fanal.shelters.queries.door_keys import open_locks
from fanal.shelters.queries.numbers import numbers_of_shelters, printed_numbers
from fanal.shelters.queries.standards import late_shelters


@asked_again
@require_POST
def as_file(request: Request) -> HttpResponse:
    """The numbers of the page as a CSV."""
    access.must_see_numbers(request.user)
    numbers_found = numbers_of_shelters(timezone.localtime(), request.user)
    return number_file_of(request, SHELTERS, printed_numbers(numbers_found))


@require_GET
def numbers(request: Request) -> HttpResponse:
    access.must_see_numbers(request.user)
    context = {
        "shelters": numbers_of_shelters(timezone.localtime(), request.user),
        "late_shelters": late_shelters(request.user, timezone.localdate()),
        "open_locks": open_locks(request.user, timezone.localdate()),
        "complaints": access.unanswered_complaints(request.user),
    }
    return render(request, "shelters/numbers.html", context)
