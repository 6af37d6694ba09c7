"""A document looked at inside the application, page by page: no copy is left on the device."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from fanal.audit import actions as audit
from fanal.cases import access
from fanal.cases.document_pictures import content_of, page_of
from fanal.cases.models import Case, Document
from fanal.core.casework.page_pictures import MOST_PAGES, WIDTHS, CannotShow
from fanal.core.sealing.compartments import FILES
from fanal.keys.requests import Request
from fanal.keys.sealed import Content
from fanal.web.typing import Context

TEXT = "text/plain"
LETTERS = 15_000  # of a text, on one page


@require_GET
def page(request: Request, case_id: UUID, document_id: UUID) -> HttpResponse:
    """One page of it, with the way to the others and to a larger picture."""
    case = access.case_for(request.user, case_id)
    document = access.document_for(request.user, case, document_id)
    about = document.unseal(request.ring)
    if about["type"] == TEXT:
        shown = _text(request, case, document)
    else:
        access.opened(request.user, case, FILES, ring=request.ring)
        shown = _pages(request, document, about)
    number = _number(request.GET.get("page"), shown["pages"])
    width = "large" if request.GET.get("width") == "large" else "page"
    context = shown | {
        "case": case,
        "document": document,
        "about": about,
        "number": number,
        "width": width,
        "previous": number - 1 if number > 1 else None,
        "following": number + 1 if number < shown["pages"] else None,
        "text": shown["text"][(number - 1) * LETTERS : number * LETTERS],
    }
    return render(request, "cases/document_page.html", context)


@require_GET
def picture(
    request: Request, case_id: UUID, document_id: UUID, number: int, width: str
) -> HttpResponse:
    """The picture in that page. Each is journalled: it is what is read."""
    case = access.case_for(request.user, case_id)
    document = access.document_for(request.user, case, document_id)
    # Two widths and no other: a width from the address would have the server draw pictures of any
    # size.
    if width not in WIDTHS or number < 1:
        raise Http404
    kind = document.unseal(request.ring)["type"]
    _looked_at(request, case, document)
    try:
        drawn = page_of(document, kind, request.ring, number, WIDTHS[width])
    except CannotShow:
        raise Http404 from None
    response = HttpResponse(drawn.picture, content_type="image/jpeg")
    # Opened as a page of its own it may load and run nothing.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    patch_cache_control(response, no_store=True)
    return response


def _looked_at(request: Request, case: Case, document: Document) -> None:
    detail = {"document": document.id}
    audit.record(act="case.document_looked_at", by=request.user, about=case.id, detail=detail)


def _text(request: Request, case: Case, document: Document) -> Context:
    _looked_at(request, case, document)
    text = content_of(document, request.ring).decode("utf-8", "replace")
    return {"text": text, "pages": max(1, -(-len(text) // LETTERS)), "why_not": None}


def _pages(request: Request, document: Document, about: Content) -> Context:
    """How many pages there are to draw, or why there is nothing to show."""
    try:
        pages = page_of(document, about["type"], request.ring, 0, WIDTHS["page"]).pages
    except CannotShow as cannot:
        return {"text": "", "pages": 0, "why_not": cannot.why.sentence()}
    return {"text": "", "pages": min(pages, MOST_PAGES), "why_not": None, "all_pages": pages}


def _number(asked: str | None, pages: int) -> int:
    """The page that was asked for, or the nearest there is."""
    number = int(asked) if asked and asked.isascii() and asked.isdecimal() else 1
    return max(1, min(number if len(asked or "") < 6 else 1, pages or 1))
