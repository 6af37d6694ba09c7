"""The table of one operation: found, screened, met, identified, refused, charged."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fanal.cases.access import cases_for
from fanal.core.law.instruments import instruments
from fanal.core.law.ledger import remarks
from fanal.identification import access
from fanal.identification.queries import met_by_person, table_of


@require_GET
def operations(request: HttpRequest) -> HttpResponse:
    """The operations whose table one may read."""
    found = access.operations_for(request.user).order_by("-day", "id")
    return render(request, "identification/operations.html", {"operations": found})


@require_GET
def operation(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """The table; "met by law" counts only cases whose legal part this reader may open."""
    found = access.operation_for(request.user, operation_id)
    open_cases = cases_for(request.user).filter(operation=found)
    table = table_of(found, met_by_person(found, open_cases, request.ring))
    context = {
        "operation": found,
        "table": table,
        "remarks": remarks(table),
        "met": [(instruments()[law].short, n) for law, n in sorted(table.met_by_law.items())],
        "cases_open": open_cases.count(),
    }
    return render(request, "identification/operation.html", context)
