"""Pass-phrases and codes: asked for, and chosen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as ReauthenticatePassphraseForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fanal.accounts import attested_factors, limits, notices, passphrase_attempts, second_factor
from fanal.accounts.models import User
from fanal.accounts.passphrase_validators import HasName, proposal
from fanal.keys import half_sign_in, session
from fanal.keys.requests import RingRequest, is_signed_in_with_ring
from fanal.web.typing import Answers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# At least 64 characters have to be accepted (NIST SP 800-63B-4); bounded, since each try is hashed.
LONGEST = 256


# What a browser is told of a pass-phrase. With every other word, "off" too, Chromium offers to save
# it, and where nobody answers writes down the e-mail address beside it (`Login Data`).
NEVER_SAVED = {"autocomplete": "one-time-code"}


def passphrase_field(label: StrOrPromise, help_text: StrOrPromise = "") -> forms.CharField:
    """A field for a pass-phrase: nothing is stripped, pasting is allowed (NIST SP 800-63B-4)."""
    widget = forms.PasswordInput(attrs=NEVER_SAVED)
    return forms.CharField(
        label=label, help_text=help_text, strip=False, max_length=LONGEST, widget=widget
    )


@contextmanager
def counted_attempt(
    request: HttpRequest, address: str, kind: str = passphrase_attempts.PASSPHRASE
) -> Iterator[None]:
    """Count one try (`passphrase_attempts.one_try`): too many is a mistake that the form shows."""
    try:
        with passphrase_attempts.one_try(request, address, kind):
            yield
    except limits.TooMany as problem:
        raise forms.ValidationError(passphrase_attempts.said(problem)) from None


class SignInForm(LoginForm):
    """The form of allauth, counted before anything is hashed; a whole sign-in also unlocks."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs = {}  # not "username": the next user would be offered it
        self.fields["password"] = passphrase_field(_("Pass-phrase"))

    def clean(self) -> Answers:
        address = self.cleaned_data.get("login", "")
        with counted_attempt(self.request, address):
            cleaned: Answers = super().clean()
        if self.user:
            attested_factors.put_aside_foreign(self.user)
            notices.right_passphrase(self.request, address)
        return cleaned

    def login(self, request: RingRequest, redirect_url: str | None = None) -> HttpResponse:
        """The pass-phrase is right. Nothing is opened for whoever has yet to set up a second
        factor: she unlocks once she has."""
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        if is_signed_in_with_ring(request) and not second_factor.passed(request):
            return response
        keep = session.unlock if is_signed_in_with_ring(request) else half_sign_in.hold
        keep(request, *request.opened)  # type: ignore[misc]  # the pass-phrase was right
        return response


class PassphraseAgainForm(ReauthenticatePassphraseForm):
    """The pass-phrase again. Nobody resets it by mail here: the form does not ask whether."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"] = passphrase_field(_("Pass-phrase"))

    def clean_password(self) -> str:
        with counted_attempt(context.request, self.user.email):
            return str(super().clean_password())


class SecurityKeyForm(AddWebAuthnForm):
    """A security key or passkey, under a name by which she knows it again."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name of this key")
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with this key first, and type the pass-phrase afterwards")
        alone.help_text = _(
            "For a key that asks for a PIN or a finger. Then nobody keeps you out by trying wrong "
            "pass-phrases. Without the pass-phrase it opens nothing."
        )


class CountedTries:
    """A form of codes whose tries are counted, each before it is looked at: six digits are soon
    guessed."""

    user: User

    def clean_code(self) -> str:
        with counted_attempt(context.request, self.user.email, passphrase_attempts.FACTOR):
            return str(super().clean_code())  # type: ignore[misc]  # of the form of allauth


class SecondStepForm(CountedTries, AuthenticateForm):
    """A code of the app, at sign-in. Not for whoever has to use her passkey, once she has one."""

    @property
    def has_key(self) -> bool:
        return bool(is_mfa_enabled(self.user, [Authenticator.Type.WEBAUTHN]))

    @property
    def takes_code(self) -> bool:
        """Whether she has an app, and it is enough."""
        enough = not (self.user.needs_passkey and self.has_key)
        return enough and bool(is_mfa_enabled(self.user, [Authenticator.Type.TOTP]))

    def clean_code(self) -> str:
        if not self.takes_code:
            raise forms.ValidationError(gettext("Your role signs in with the security key."))
        return super().clean_code()


class SecondStepAgainForm(CountedTries, ReauthenticateForm):
    """A code of the app, before the protection of the account is changed."""


class UnlockForm(forms.Form):
    passphrase = passphrase_field(_("Pass-phrase"))


class NewPassphraseForm(forms.Form):
    """A new pass-phrase, twice. One is offered, drawn from a list of words, and stays the same when
    the form comes back. `of`: whoever chooses, a user or an invitation."""

    chosen = passphrase_field(
        _("New pass-phrase"),
        help_text=_("The one above, or your own: at least 15 characters, four words or more."),
    )
    again = passphrase_field(_("The same again"))
    offered = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, of: HasName, **options: Any) -> None:
        super().__init__(*args, **options)
        self.of = of
        self.offer = proposal(self.data.get("offered", ""))
        self.initial["offered"] = self.offer

    def clean(self) -> Answers:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("chosen") and cleaned.get("chosen") != cleaned.get("again"):
            self.add_error("again", gettext("The two are not the same."))
        return cleaned

    def clean_chosen(self) -> str:
        chosen: str = self.cleaned_data["chosen"]
        validate_password(chosen, self.of)  # type: ignore[arg-type]  # ours takes an invitation
        return chosen


class ChangePassphraseForm(NewPassphraseForm):
    passphrase = passphrase_field(_("Current pass-phrase"))
    field_order = ("passphrase", "chosen", "again", "offered")


class RecoverAccountForm(NewPassphraseForm):
    """The way back into an account: with the recovery code the keys are the same, without it they
    are new."""

    code = forms.CharField(
        label=_("Recovery code"),
        required=False,
        max_length=60,
        help_text=_("Without it you start with new keys, and a team lead gives you access again."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
