"""The adapters for allauth: no sign-up without an invitation, seeds of second factors sealed."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from fanal.accounts import factors, limits


class Account(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What its own counters use; behind a proxy by a socket there is none by itself."""
        return limits.address(request) or "0.0.0.0"  # noqa: S104, a name for "not known"

    def add_message(self, *args: object, **options: object) -> None:
        """No notice: our pages say what happened."""


class SecondFactor(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        """Under the server's key (T1): allauth itself would keep the seed as it is."""
        return factors.on_its_way(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises BrokenSeal unless it was sealed for the row it was read from."""
        return factors.opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays, and the last that is good enough: another is added first."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        if authenticator.user.needs_passkey:
            others = others.filter(type=Authenticator.Type.WEBAUTHN)
        return bool(others.exists())

    def get_totp_issuer(self) -> str:
        return "Fanal"
