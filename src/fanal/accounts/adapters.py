"""The adapters for allauth: no sign-up without an invitation, no second step after a first that
counts no more, seeds of second factors sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from fanal.accounts import clock, ended_sessions, factors, limits
from fanal.accounts.models import User

FIRST_STEP = "first step"  # by which pass-phrase, and when, she came to the second


class Account(DefaultAccountAdapter):
    # By the word that the page asks for: whoever read “password” would look for something else.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the pass-phrase is not right."),
    }

    def pre_login(self, request: HttpRequest, user: User, **hooks: object) -> HttpResponse | None:
        """What let her through the first step stands in the session until she is through both."""
        request.session[FIRST_STEP] = [user.get_session_auth_hash(), int(clock.seconds())]
        answer: HttpResponse | None = super().pre_login(request, user, **hooks)
        return answer

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; begin anew where the pass-phrase was changed meanwhile or all sessions were
        ended: somebody else may stand there who knew it."""
        passphrase, at = request.session.pop(FIRST_STEP, ["", 0])
        ended = ended_sessions.began_before_all_ended(str(user.pk), "", at)
        if ended or not constant_time_compare(passphrase, user.get_session_auth_hash()):
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What its own counters use; behind a proxy by a socket there is none by itself."""
        return limits.address(request) or "0.0.0.0"  # noqa: S104, a name for "not known"

    def add_message(self, *args: object, **options: object) -> None:
        """Add no notice: our pages say what happened."""


class SecondFactor(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        """Seal the seed under the server's key (T1): allauth itself would keep it as it is."""
        return factors.on_its_way(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the seed. Raises BrokenSeal unless it was sealed for the row it was read from."""
        return factors.opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays, and the last that is good enough: another is added first."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        if authenticator.user.needs_passkey:
            others = others.filter(type=Authenticator.Type.WEBAUTHN)
        return bool(others.exists())

    def get_totp_issuer(self) -> str:
        return "Fanal"
