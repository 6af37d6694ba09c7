"""Where a person is, to come back to: never the address behind a button."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest

from fanal.web.draft_fields import PAGE


def page_of(request: HttpRequest) -> str:
    """This page, or the one whose button was pressed or of which a part was asked for."""
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.path
    if ours(page := request.POST.get(PAGE, "")):
        return page
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request.get_host() else "/"


def ours(path: str) -> bool:
    """Whether this is a path of this house and nothing else: no other host, no query."""
    plain = path.isascii() and path.isprintable() and not set(path) & set("\\?# ")
    return plain and path.startswith("/") and not path.startswith("//")
