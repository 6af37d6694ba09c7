"""Unlock, lock, and what was typed when it closed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanal.accounts import limits, notices
from fanal.core.errors import BadInput
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.words import say
from fanal.keys import drafts, holders, session
from fanal.keys.forms import UnlockForm
from fanal.keys.models import Draft, UserKeys
from fanal.web.asking import WRONG, sent

NEWS = gettext_noop(
    "Since you were last told of your account: {what}. If one of these was not you, end the other "
    "sessions under “My account” and tell your administrator at once."
)
LEAVE_NOTHING = '"cache"'


@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask the pass-phrase, then go back to where the person was."""
    form = UnlockForm(sent(request))
    if request.method == "POST" and form.is_valid() and _unlocked(request, form):
        waiting = drafts.oldest(request.ring)
        return redirect("keys:draft", waiting.pk) if waiting else redirect(_back(request))
    context = {"form": form, "next": _back(request), "again": not request.ring.locked}
    return render(request, "keys/unlock.html", context, status=WRONG if form.errors else 200)


@require_GET
def arrived(request: HttpRequest) -> HttpResponse:
    """After the sign-in: to what was typed when the last session ended, or to the first page."""
    if told := notices.unseen(request):
        messages.warning(request, _(NEWS).format(what="; ".join(told)))
    waiting = None if request.ring.locked else drafts.oldest(request.ring)
    return redirect("keys:draft", waiting.pk) if waiting else redirect("web:home")


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock at once: the keys are gone from the session, the cookie from the browser."""
    session.lock(request)
    response = redirect("keys:unlock")
    response["Clear-Site-Data"] = LEAVE_NOTHING
    return response


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What was typed comes back: to send it again (to its own page) or to throw it away (here)."""
    kept = Draft.objects.filter(pk=draft_id, to_keys__user=request.user).first()
    if kept is None:
        raise Http404
    if request.method == "POST":
        drafts.forget(request.user, draft_id)
        return redirect("web:home")
    fields = drafts.read(request.ring, kept)
    return render(request, "keys/draft.html", {"draft": kept, "fields": fields})


def _unlocked(request: HttpRequest, form: UnlockForm) -> bool:
    pair = holders.pair_of(request.user)
    try:
        with limits.one_try(f"unlock|{request.user.pk}", limits.AN_ACCOUNT):
            private = _opened(pair, form.cleaned_data["passphrase"])
    except limits.TooMany:
        form.add_error(None, _("Too many tries. Wait five minutes, then try again."))
        return False
    except BadInput:
        form.add_error("passphrase", _("This is not the right one."))
        return False
    limits.forget(f"unlock|{request.user.pk}")
    session.unlock(request, pair, private)
    return True


def _opened(pair: UserKeys | None, passphrase: str) -> PrivateKeys:
    if pair is None:
        raise BadInput("passphrase", say("has no keys"))
    return holders.open_keys(pair, passphrase)


def _back(request: HttpRequest) -> str:
    page = request.POST.get("next") or request.GET.get("next") or "/"
    allowed = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if allowed else "/"
