"""Where a person is, to come back to: never the address behind a button."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from fanal.web.draft_fields import PAGE

TICKET = "answer"  # in an address: which page it is, that answered a form sent there


def page_of(request: HttpRequest) -> str:
    """Return this page, or the one whose button was pressed or of which a part was asked for."""
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.path
    if ours(page := request.POST.get(PAGE, "")):
        return page
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request.get_host() else "/"


def where_she_was_going(request: HttpRequest) -> str:
    """The same with its query, where it is this page: of whom she asked is not lost. Not with the
    ticket of an answer, which is shown once."""
    page, query = page_of(request), request.GET.copy()
    query.pop(TICKET, None)
    return f"{page}?{query.urlencode()}" if query and page == request.path else page


def ours(path: str) -> bool:
    """Whether this is a path of this installation and nothing else: no other host, no query."""
    # A browser reads `/\host` as `//host`, which is another host (WHATWG URL Standard).
    plain = path.isascii() and path.isprintable() and not set(path) & set("\\?# ")
    return plain and path.startswith("/") and not path.startswith("//")


def way_back(request: HttpRequest, asked: str) -> str:
    """The page here, with its query, to which somebody asks to go back; else the first.

    A word without a slash would be taken for the name of an address.
    """
    here = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if here and urlsplit(asked).path.startswith("/") else "/"
