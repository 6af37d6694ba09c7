"""The journal, as sentences."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.accounts.requests import SignedInRequest
from fanal.audit import access, queries, reading
from fanal.audit.sentences import names_for, said
from fanal.authority import queries as authority
from fanal.authority.tables import table
from fanal.authority.words import called
from fanal.core.casework.unusual_reading import limits
from fanal.core.roles import Permission
from fanal.web.typing import Context

ON_A_PAGE = 50
COMMANDS = {
    "acknowledge": "fanal audit acknowledge",
    "compare": "fanal audit verify --against",
    "certify": "fanal authority certify",
}


@require_GET
def journal(request: SignedInRequest) -> HttpResponse:
    """What was done, latest first, and whether the chain is whole."""
    pages = Paginator(access.journal_for(request.user), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = queries.with_people(page)
    known = names_for(request.user, rows)
    context = {
        "page": page,
        "rows": [said(entry, known) for entry in rows],
        "unusual": reading.notice_for(request.user, timezone.localdate()),
    }
    return render(request, "audit/journal.html", context)


@require_GET
def check(request: SignedInRequest) -> HttpResponse:
    """Whether the journal is whole, and who may read what: the verification of auditors and
    administrators."""
    access.must_see_alarms(request.user)
    reads = request.user.may(Permission.READ_JOURNAL)
    report = queries.examine()
    context = {"report": report, "reads": reads, **_of_rows(), **COMMANDS}
    return render(request, "audit/check.html", context)


def _of_rows() -> Context:
    """Rows that no action here made: those that stand there, those that were found and taken out,
    and the tables that nobody certified yet."""
    found = [authority.said_of(one) for one in authority.unsettled()]
    later = [called(table(one)) for one in authority.not_certified()]
    return {"wrong": authority.wrong_now(), "found": found, "later": later}


@require_GET
def unusual_reading(request: SignedInRequest) -> HttpResponse:
    """Who read many files, as numbers: a lead of her teams, an auditor of everybody."""
    access.must_see_reading(request.user)
    days = reading.last_days(timezone.localdate())
    reads = request.user.may(Permission.READ_JOURNAL)
    context = {"rows": reading.rows_for(request.user, days), "limits": limits(), "reads": reads}
    return render(request, "audit/reading.html", context)
