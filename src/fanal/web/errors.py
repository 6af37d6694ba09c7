"""Error pages: what the person can do now and a reference number; nothing about what failed."""

import errno
import logging
import re
import sys
import traceback
from collections.abc import Iterable
from secrets import choice

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from fanal.core.casework.answers import NoAnswer
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.failures import damage, named_failure
from fanal.web import leaving, navigation
from fanal.web.draft_fields import ABOUT, ID, may_carry

logger = logging.getLogger("fanal.web.errors")

# Read aloud over a bad line: no letters that sound or look alike.
LETTERS = "ACDEFHJKMNPRTWXY3479"
# What a database says that went away.
LOST = (OperationalError, InterfaceError)
# A file system that met an error is mounted read-only by Linux: to whoever writes it is as full.
NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
# Never back into a page: what proves who somebody is.
NO_FORM_KEYS = {"csrfmiddlewaretoken", "password", "passphrase", "chosen", "again", "offered"}
CODES = {"code", "token", "credential", "recovery", "let_back"}
NO_TEXTS = {"once", "version", "next", "seen"} | ABOUT  # `seen`: the mark of a preview
CHOSEN = re.compile("|".join([*NoAnswer, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"]))


def reference() -> str:
    """A number to tell the administrator, like `K7PM-3XWD`; the log has it beside the place."""
    letters = [choice(LETTERS) for _position in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; or 413 for more text than a form takes: it was not read, so nothing of it comes
    back."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    if not hasattr(request, "_post"):  # the page asks for what was sent, and would fail once more
        request._mark_post_parse_error()  # type: ignore[attr-defined]  # no public name
    return _page(request, 413 if too_much else 400, exception)


def only_by_form(request: HttpRequest, refusal: HttpResponse) -> HttpResponse:
    """Answer 405: an address behind a button, opened by hand; Django's own answer is an empty
    page."""
    response = _drawn(request, 405)
    response["Allow"] = refusal["Allow"]
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what does not exist and what the user may not see."""
    return _drawn(request, 404)


def is_ground_gone(problem: BaseException) -> bool:
    """Whether the database went away or is damaged, or the disk takes no more."""
    full = isinstance(problem, OSError) and problem.errno in NO_SPACE
    return full or isinstance(problem, LOST) or bool(damage(problem))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; or 503 where the database went away before a view was reached: reading the
    session. Of something sealed that does not open in its place it says so, and what to do."""
    problem = sys.exc_info()[1]
    if problem and is_ground_gone(problem):
        return unavailable(request, problem)
    return _page(request, 500, problem, changed=isinstance(problem, BrokenSeal))


def unavailable(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """Answer 503: what was typed comes back with a button to send it again, under the same key.

    The page asks nothing of a database that is gone: not even who is there. Of one that is damaged
    it says so, with whom to call: it does not heal by waiting. Whoever was leaving is gone from
    this browser all the same, and whoever hides reads nothing of it.
    """
    request.user = AnonymousUser()
    if hasattr(request, "session"):  # saving it would fail as well, and answer 400 in place of this
        request.session.modified = False
    damaged = bool(damage(exception))
    if damaged:
        logger.critical("the database is damaged: stop the server, then fanal restore")
    response = _page(
        request, 503, exception, typed=_typed(request), files=_files(request), damaged=damaged
    )
    response["Retry-After"] = "10"
    if leaving.name_of(request) == leaving.HIDE:
        response = leaving.hidden(request)
    leaving.take_cookies(request, response)
    return response


def busy(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 503: too many sign in at once. Nothing typed comes back: it was a pass-phrase."""
    response = _page(request, 503, exception, busy=True)
    response["Retry-After"] = "5"
    return response


def overloaded(request: HttpRequest, reopen: str = "") -> HttpResponse:
    """Answer 503: it waited too long for its turn. `reopen`: where what was typed comes back,
    kept."""
    response = _page(request, 503, None, reopen=reopen)
    response["Retry-After"] = "5"
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 in the middle of a form: the texts come back to be copied, never to be sent by
    itself."""
    return _page(request, 403, None, texts=typed_texts(request))


def session_gone(request: HttpRequest) -> HttpResponse | None:
    """Answer 403 for a text sent after the session was gone: nobody to seal it to, so it comes back
    to be copied. None where nothing was written."""
    texts = typed_texts(request)
    return _page(request, 403, None, texts=texts) if texts else None


def typed_texts(request: HttpRequest) -> list[str]:
    """Return the texts of a form that carries a draft: others hold no text of somebody's."""
    return worth_copying(_typed(request)) if ID in request.POST else []


def worth_copying(fields: Iterable[tuple[str, str]]) -> list[str]:
    """Return what is worth copying of what was typed: no keys of forms, no ids, no answers that
    were only chosen."""
    return [
        text
        for name, text in fields
        if name not in NO_TEXTS and len(text) > 2 and not CHOSEN.fullmatch(text)
    ]


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed; nothing, unless it was sent to a form that saves: closed by default.

    Its draft keeps the same text sealed; this is for where no draft could be kept.
    """
    if request.method != "POST" or not may_carry(request.path):
        return []
    return [
        (name, value)
        for name in request.POST
        if name not in NO_FORM_KEYS | CODES
        for value in request.POST.getlist(name)
    ]


def _files(request: HttpRequest) -> bool:
    """Whether a file was chosen: a page cannot send it again."""
    return request.method == "POST" and bool(request.FILES)


def _page(
    request: HttpRequest, status: int, problem: BaseException | None, **context: object
) -> HttpResponse:
    number = reference()
    logger.error("%s answered %s: %s", number, status, _place(problem))
    context |= {
        "reference": number,
        "typed": context.get("typed", []),
        "files": context.get("files", False),
        "texts": context.get("texts", []),
        "busy": context.get("busy", False),
        "reopen": context.get("reopen", ""),
        "changed": context.get("changed", False),
        "damaged": context.get("damaged", False),
    }
    return _drawn(request, status, **context)


def _drawn(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    """Draw an error page whose navigation counts nothing: it may be the database that failed, and
    what does not exist takes as long whatever waits for the person."""
    context["navigation"] = SimpleLazyObject(lambda: navigation.menu(request, counted=False))
    return render(request, f"web/errors/{status}.html", context, status=status)


def _place(problem: BaseException | None) -> str:
    """The kind of exception and the lines it passed; never its message, it may hold a name. What a
    failure of the database means is said in words of ours: a full disk, a damaged file."""
    if problem is None:
        return "no exception"
    lines = traceback.extract_tb(problem.__traceback__)
    passed = " < ".join(f"{line.filename}:{line.lineno}" for line in reversed(lines[-6:]))
    return named_failure(problem, f" at {passed}")
