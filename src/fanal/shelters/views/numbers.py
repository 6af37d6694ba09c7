"""All our shelters in numbers, for the direction."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.keys.requests import Request
from fanal.shelters import access
from fanal.shelters.queries.numbers import numbers_of_shelters


@require_GET
def numbers(request: Request) -> HttpResponse:
    access.must_see_numbers(request.user)
    context = {
        "shelters": numbers_of_shelters(timezone.localtime(), request.user),
        "complaints": access.complaints_for(request.user).filter(answered_on=None).count(),
    }
    return render(request, "shelters/numbers.html", context)
