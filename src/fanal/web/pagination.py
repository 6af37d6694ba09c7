"""A long list, a page at a time: the number of the page stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.core.paginator import _SupportsPagination

A_PAGE = 25


def page_of[Row](
    request: HttpRequest, rows: _SupportsPagination[Row], size: int = A_PAGE
) -> Page[Row]:
    """The page that was asked for; the first or the last where there is no such number."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
