"""Unlock, lock, and where a person comes back to."""

import re
from datetime import time

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanal.accounts import limits, notices, passphrase_attempts
from fanal.accounts.models import User
from fanal.core.errors import BadInput
from fanal.core.sealing.pairs import PrivateKeys
from fanal.keys import drafts, key_pairs, session
from fanal.keys.forms import UnlockForm
from fanal.keys.models import UserKeys
from fanal.keys.requests import Request
from fanal.web.addresses import way_back
from fanal.web.asking import WRONG, sent
from fanal.web.templatetags.fanal import semicolon
from fanal.web.typing import Context

NEWS = gettext_noop(
    "Since you were last told of your account: {what}. If one of these was not you, end the other "
    "sessions under “My account” and tell your administrator at once."
)
LEAVE_NOTHING = '"cache"'
HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")
# What a page that locks says of what was typed, and of a button that was pressed.
DRAFT_NOTICE = ("kept", "at", "until", "lost", "press")


@require_http_methods(["GET", "POST"])
def unlock(request: Request) -> HttpResponse:
    """Ask the pass-phrase, then go back to where the person was."""
    form = UnlockForm(sent(request))
    if request.method == "POST" and form.is_valid() and _unlocked(request, form):
        if "press" in request.GET:
            messages.warning(request, _("Nothing was done yet: press the button again."))
        return redirect(_back(request))
    context = {"form": form, "next": _back(request), "again": not request.ring.locked}
    context |= _draft_notice(request)
    request.here = _address(request.GET, _back(request))  # another language keeps the way back
    return render(request, "keys/unlock.html", context, status=WRONG if form.errors else 200)


@require_GET
def arrived(request: Request) -> HttpResponse:
    """Go back after the sign-in to the form that was being sent, or to the first page."""
    if news := notices.unseen(request):
        what = f"{semicolon()} ".join(dict.fromkeys(news))  # each of them once
        messages.warning(request, _(NEWS).format(what=what))
    return redirect(_back(request))


@require_POST
def lock(request: Request) -> HttpResponse:
    """Lock at once: the keys are gone from the session, the cookie from the browser."""
    session.lock(request)
    response = redirect(_address(request.POST, _back(request)))
    # The cache alone: "cookies" would sign her out, and locked is not signed out (ADR 8).
    response["Clear-Site-Data"] = LEAVE_NOTHING
    return response


def _address(params: QueryDict, back: str) -> str:
    """The address of this page, with the way back and what it is to say; nothing else."""
    query = {"next": back if back != "/" else ""} | {
        name: params.get(name, "") for name in DRAFT_NOTICE
    }
    query = {name: value for name, value in query.items() if value}
    return reverse("keys:unlock") + ("?" + urlencode(query) if query else "")


def _draft_notice(request: Request) -> Context:
    """Say what became of what was being typed: nothing that is not so.

    `at`: all of it was sealed, at this hour; `until`: what came after is lost. The script of the
    page that was locked says which, and the row must be there.
    """
    given = request.GET
    hours = {name: given.get(name, "") for name in ("at", "until")}
    # An hour or nothing: what stands in an address is shown on the page, and anybody can send her a
    # link.
    hours = {name: _hour(hour) for name, hour in hours.items()}
    draft = drafts.one_of(request.user, given.get("kept", "")) if any(hours.values()) else None
    if draft is None:
        return {"draft": None, "at": "", "until": "", "lost": "lost" in given}
    return {"draft": draft, "lost": False} | hours


def _hour(given: str) -> str:
    """Return an hour as the language of the page writes it; nothing of what is none."""
    if not HOUR.fullmatch(given):
        return ""
    return str(time_format(time.fromisoformat(given), "TIME_FORMAT"))


def _unlocked(request: Request, form: UnlockForm) -> bool:
    try:
        with passphrase_attempts.one_try(request, request.user.email):
            pair, private = _opened(request.user, form.cleaned_data["passphrase"])
    except limits.TooMany as problem:
        form.add_error(None, passphrase_attempts.said(problem))
        return False
    except BadInput:
        form.add_error("passphrase", _("This is not the right one."))
        return False
    session.unlock(request, pair, private)
    return True


def _opened(user: User, passphrase: str) -> tuple[UserKeys, PrivateKeys]:
    pair = key_pairs.must_have_keys(user)
    return pair, key_pairs.open_keys(pair, passphrase)


def _back(request: Request) -> str:
    return way_back(request, request.POST.get("next") or request.GET.get("next") or "/")
