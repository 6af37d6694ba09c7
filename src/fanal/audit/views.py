"""The journal, as sentences."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fanal.audit import access, queries
from fanal.audit.sentences import names_for, said
from fanal.authority.queries import faults as of_authority

ON_A_PAGE = 50


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """What was done, latest first, and whether the chain is whole."""
    pages = Paginator(access.journal_for(request.user), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    known = names_for(request.user, page)
    context = {"page": page, "rows": [said(entry, known) for entry in page]}
    return render(request, "audit/journal.html", context)


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Whether the journal is whole: the auditor's own verification."""
    access.journal_for(request.user)
    number, mark, faults = queries.verify()
    faults += of_authority()
    context = {"number": number, "mark": mark.hex(), "faults": faults}
    return render(request, "audit/check.html", context)
