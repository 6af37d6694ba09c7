"""No POST is answered by a page: the browser is sent on (303) to fetch the page by GET.

A browser writes what a form sent into its session files, to send it again at a reload, for as long
as the page that answered it is in the history: the whole text, on the disk of the device, also of
what was refused. Of a POST that was answered by 303 it keeps nothing, and of a page that says
`no-store` neither (THREAT_MODEL.md; tests/browser/test_disk.py looks into a real browser).

Stands outside everything that may refuse a form, so that no view has to think of it.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from enum import Enum
from functools import partial
from typing import Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve
from django.utils.http import escape_leading_slashes

from fanal.core.errors import BadInput, Refused, TooBusy
from fanal.core.sealing.failures import Closed, NotGranted
from fanal.web import sealed_pages
from fanal.web.addresses import TICKET
from fanal.web.sealed_pages import Secrets

Answer = Callable[..., HttpResponse]
Page = Callable[[], HttpResponse]

NOT_FOUND, ONLY_BY_FORM, UNAVAILABLE = 404, 405, 503


class Lockable(Protocol):
    """What is asked of a ring: `fanal.keys.ring.Ring`, which stands on a floor above."""

    @property
    def locked(self) -> bool: ...


class PageRequest(HttpRequest):
    """The request as these middlewares see it.

    `sealed_page`: the page that waits behind the doors; `past_the_doors`: they let it through,
    `only_once`: without knowing whether it is still hers. `ring`: set by the doors.
    """

    sealed_page: HttpResponse
    past_the_doors: bool
    only_once: bool
    ring: Lockable


class SeeOther(HttpResponseRedirect):
    status_code = 303


class PostRedirectGet:
    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: PageRequest) -> HttpResponse:
        if request.method == "GET" and TICKET in request.GET:
            return self._fetched(request)
        response = self.answer(request)
        return _sent_on(request, response) if _is_page_of_post(request, response) else response

    def _fetched(self, request: PageRequest) -> HttpResponse:
        """What was kept while she was unlocked goes only to who is so still: past every door. The
        page of a database that is away holds her own text, and is not worth asking it again."""
        ticket, held = request.GET[TICKET], _of_browser(request)
        if page := sealed_pages.fetch(ticket, Secrets(held.browser)):
            return page
        page = sealed_pages.fetch(ticket, held) if held.unlock else None
        if page is None or page.status_code == UNAVAILABLE:
            return page or self.answer(request)
        request.sealed_page = page
        response = self.answer(request)
        if not getattr(request, "past_the_doors", False):
            return response
        if request.only_once:
            sealed_pages.forget(ticket, held)
        page.cookies.update(response.cookies)
        return page


class PastTheDoors:
    """The middleware inside the doors: where an address may still be opened, the page that waits is
    shown in place of what its view would answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self,
        request: PageRequest,
        view: Answer,
        args: Sequence[object],
        kwargs: Mapping[str, object],
    ) -> HttpResponse | None:
        if getattr(request, "sealed_page", None) is None or request.ring.locked:
            return None
        itself = partial(view, request, *args, **kwargs)
        said, asked = _said_by_now(request, itself)
        if said is Access.CLOSED:  # the page says so itself, and writes the refusal down
            return None if asked is itself else _refused(asked)
        request.past_the_doors, request.only_once = True, said is Access.UNKNOWN
        return HttpResponse()


def _refused(asked: Page) -> HttpResponse:
    try:
        return asked()
    except NotGranted:
        raise Http404 from None  # what one may not see looks like what does not exist


class Access(Enum):
    OPEN, CLOSED, UNKNOWN = range(3)


def _said_by_now(request: HttpRequest, view: Page) -> tuple[Access, Page]:
    """Whether her access to what the page is about ended since she sent the form, and the page that
    says so. Of an address behind a button alone, or that asks for the pass-phrase first, it is the
    nearest page above; not where a page further above is open, since a task that is done, say, has
    no page either."""
    closed: Page | None = None
    for asked in (view, *_above(request)):
        said = _access_now(asked)
        if said is Access.OPEN:
            return (Access.UNKNOWN if closed else said), asked
        if said is Access.CLOSED:
            closed = closed or asked
            if asked is view:
                break
    return (Access.CLOSED, closed) if closed else (Access.UNKNOWN, view)


def _access_now(view: Page) -> Access:
    """The view is asked by GET; what it wrote down is undone, since the form was written down when
    it was sent."""
    try:
        with transaction.atomic():
            status = view().status_code
            transaction.set_rollback(True)
    except (Http404, PermissionDenied, NotGranted):
        return Access.CLOSED
    except Closed:
        return Access.UNKNOWN
    except (BadInput, Refused, TooBusy):
        return Access.OPEN  # it looked at what is hers before it said so
    if status == NOT_FOUND:
        return Access.CLOSED
    return Access.UNKNOWN if status == ONLY_BY_FORM or 300 <= status < 400 else Access.OPEN


def _above(request: HttpRequest) -> Iterator[Page]:
    """The pages above this address that speak of something by its id, the nearest first."""
    path = request.path_info
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            there = resolve(f"{path}/")
        except Resolver404:
            continue
        if there.captured_kwargs:  # type: ignore[attr-defined]  # not in its stubs
            asked = copy(request)
            asked.path = asked.path_info = f"{path}/"
            asked.GET, asked.resolver_match = QueryDict(), there
            # Its forms would have the cookie of their token sent with an answer that has no form.
            asked.META = dict(request.META)
            yield partial(there.func, asked, *there.args, **there.kwargs)


def _is_page_of_post(request: HttpRequest, response: HttpResponse) -> bool:
    """A script that asks (htmx, drafts) keeps the answer for itself; a file is saved, not shown."""
    script = "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Dest") == "empty"
    html = response.get("Content-Type", "").startswith("text/html") and not response.streaming
    sent_on = 300 <= response.status_code < 400
    return request.method == "POST" and html and not (script or sent_on)


def _sent_on(request: PageRequest, page: HttpResponse) -> HttpResponse:
    """Return the answer that sends on to the page; where nothing can be kept, the page itself: no
    text is lost for that."""
    held = _of_browser_after(request, page)
    try:
        ticket = sealed_pages.keep(page, held)
    except OSError:
        return page
    response = SeeOther(_address(request, ticket))
    response.cookies = page.cookies
    response.set_cookie(
        settings.PAGES_COOKIE,
        held.browser,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _address(request: HttpRequest, ticket: str) -> str:
    query = request.GET.copy()
    query[TICKET] = ticket
    return f"{escape_leading_slashes(request.path)}?{query.urlencode()}"


def _of_browser(request: HttpRequest) -> Secrets:
    cookies = request.COOKIES
    return Secrets(cookies.get(settings.PAGES_COOKIE, ""), cookies.get(settings.UNLOCK_COOKIE, ""))


def _of_browser_after(request: PageRequest, page: HttpResponse) -> Secrets:
    """What the browser holds once it has this answer."""
    held = _of_browser(request)
    given = page.cookies.get(settings.UNLOCK_COOKIE)
    unlock = given.value if given else held.unlock
    if unlock and page.status_code != UNAVAILABLE and not _is_unlocked(request):
        unlock = ""
    return Secrets(held.browser or secrets.token_urlsafe(32), unlock)


def _is_unlocked(request: PageRequest) -> bool:
    return hasattr(request, "ring") and not request.ring.locked
