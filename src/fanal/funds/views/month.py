"""The payments of a month, on a page and as a file for the accounts."""

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.audit import actions as audit
from fanal.core.data_files.csv_text import csv_of
from fanal.funds import access
from fanal.funds.queries.month import BookedMovement, PaymentMonth, month_named, payments_of_month
from fanal.keys.requests import Request
from fanal.web.downloads import csv_response
from fanal.web.words import translated


@require_GET
def month(request: Request) -> HttpResponse:
    access.must_keep_funds(request.user)
    found = _month(request, request.GET.get("month", ""))
    return render(request, "funds/month.html", {"month": found, "today": timezone.localdate()})


@asked_again
@require_POST
@transaction.atomic
def as_file(request: Request) -> HttpResponse:
    """Return the payments of a month as a file; that it was taken along is written into the
    journal."""
    access.must_keep_funds(request.user)
    found = _month(request, request.POST.get("month", ""))
    audit.record(act="funds.month_taken", by=request.user, detail={"period": found.key})
    return csv_response(csv_of([_head(), *_rows(found)]), f"payments-{found.key}")


def _month(request: Request, key: str) -> PaymentMonth:
    return payments_of_month(request.user, month_named(key, timezone.localdate()))


def _head() -> list[str]:
    return [
        _("Day"), _("Token"), _("What for"), _("What became of it"), _("Number of the bill"),
        _("Name of the grant"), _("Line"), _("Amount"), _("Currency"), _("Written by"),
        _("Lost for good"),
    ]  # fmt: skip


def _rows(found: PaymentMonth) -> Iterator[list[object]]:
    for one in found.rows:
        row = one.row
        yield [
            row.on.isoformat(), str(row.told.get("token", "")), _kind(one),
            translated(one.step.sentence()), one.bill, row.line.grant.name, row.line.name,
            one.spent, row.currency, str(row.made_by), one.lost or "",
        ]  # fmt: skip


def _kind(one: BookedMovement) -> str:
    return translated(one.slip.kind.sentence()) if one.slip else ""
