"""Joining by invitation, recovering a lost pass-phrase, signing in as a demonstration user."""

from collections.abc import Callable
from functools import wraps

from allauth.account.views import LoginView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts import limits, passphrase_attempts
from fanal.accounts.actions import invitation_for, made
from fanal.accounts.models import Invitation
from fanal.accounts.office_time import zone_there
from fanal.core.errors import BadInput
from fanal.keys import demo as demonstration
from fanal.keys import session
from fanal.keys.actions import onboarding
from fanal.keys.forms import NewPassphraseForm, RecoverAccountForm
from fanal.keys.requests import RingRequest
from fanal.web.asking import WRONG, sent
from fanal.web.typing import Context

CHALLENGE_HOLDS = 5 * 60  # seconds
LOOPBACK = {"127.0.0.1", "::1"}


class SignInView(LoginView):
    """The sign-in page of allauth; in the demonstration it offers the cast."""

    def get_context_data(self, **context: object) -> Context:
        cast = demonstration.shown() if settings.DEMO else []
        shown: Context = super().get_context_data(**context)
        return shown | {"demo_cast": cast}

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Answer 422, as every form of ours does, and the same for whoever is known and whoever is
        not."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = WRONG
        return response


class SignInByKey(LoginWebAuthnView):
    """The security key first. The session is locked (`fanal.keys.lock_gate`) until the pass-phrase
    is typed."""

    def get(self, request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        """The challenge stands in the session: of somebody who comes no further, not for long."""
        request.session.set_expiry(CHALLENGE_HOLDS)
        page: HttpResponse = super().get(request, *args, **options)
        return page

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.request.session.set_expiry(0)  # when the browser is closed, as every other
        return response

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return redirect(reverse("account_login") + "?key=no")


def mistakes_as_422(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a form with mistakes by 422: allauth draws it again as 200."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        response = view(request, *args, **options)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = WRONG
        return response

    return answered


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The pass-phrase is chosen, the keys are made, the recovery code is shown once."""
    invited = invitation_for(token)
    if invited is None:
        return _not_usable(request, token)
    # Nobody is signed in yet, whose office the middleware would go by.
    timezone.activate(zone_there(invited.office_id))
    recovers = invited.user is not None and invited.user.is_active
    form = (RecoverAccountForm if recovers else NewPassphraseForm)(sent(request), of=invited)
    if request.method == "POST" and form.is_valid():
        try:
            code = _recovery_code(request, invited, form)
        except limits.TooMany as problem:
            form.add_error(None, passphrase_attempts.said(problem))
        except BadInput as problem:
            form.add_error(*_wrong(problem))
        else:
            shown = {"code": code, "next": "account_login", "earlier": invited.user is not None}
            return render(request, "keys/code.html", shown)
    status = WRONG if form.errors else 200
    context = {"form": form, "invitation": invited}
    return render(request, "keys/invitation.html", context, status=status)


@require_POST
def demo(request: RingRequest, name: str) -> HttpResponse:
    """Sign in by one click in the demonstration, which listens on this machine only."""
    # Both, since this door asks for nothing: a demonstration that was made to listen elsewhere lets
    # nobody in from there.
    if not settings.DEMO or request.META.get("REMOTE_ADDR") not in LOOPBACK:
        raise Http404
    try:
        user, pair, private = demonstration.open_as(name)
    except BadInput:
        raise Http404 from None
    login(request, user)
    session.unlock(request, pair, private)
    return redirect("web:home")


def _not_usable(request: HttpRequest, token: str) -> HttpResponse:
    """Tell whoever holds a link that waits that it waits, and nothing else. Of a link that is none,
    was used, refused or ran out she learns nothing."""
    if made(token) is None:
        raise Http404
    return render(request, "keys/invitation_waits.html")


def _recovery_code(request: HttpRequest, invited: Invitation, form: NewPassphraseForm) -> str:
    """Make the account, or let it back in, with the chosen pass-phrase; return its new code."""
    chosen, code = form.cleaned_data["chosen"], form.cleaned_data.get("code", "")
    if not invited.user:
        return onboarding.accept_invitation(invitation=invited, passphrase=chosen)
    with passphrase_attempts.one_try(
        request, invited.user.email, passphrase_attempts.RECOVERY_CODE
    ):
        return onboarding.come_back(invitation=invited, passphrase=chosen, code=code)


def _wrong(problem: BadInput) -> tuple[str | None, str]:
    """Return the field and the sentence: a wrong code, or a link that was used meanwhile, or whose
    name somebody else has by now."""
    if problem.where == "code":
        return "code", _("This is not the right code.")
    return None, _("The link opens nothing any more: ask for another.")
