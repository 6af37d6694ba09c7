"""Whether a session is through the second factor."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from fanal.accounts import attested_factors
from fanal.accounts.requests import SignedInRequest

SECOND_FACTOR = "second factor"


def passed(request: SignedInRequest) -> bool:
    """Return whether the second factor was passed.

    Whoever has one was asked for it at sign-in; who has none sets one up first. The cast of the
    demonstration has none.
    """
    if settings.DEMO:
        return True
    if not request.session.get(SECOND_FACTOR):
        # Before anybody counts: a passkey that was put into the database would pass for hers.
        attested_factors.put_aside_foreign(request.user)
        # allauth asks for a factor at the sign-in where there is one, so a session that came this
        # far with one enabled went through it.
        if is_mfa_enabled(request.user, _enough(request)):
            request.session[SECOND_FACTOR] = request.fully_signed_in = True
    return bool(request.session.get(SECOND_FACTOR))


def _enough(request: SignedInRequest) -> list[str] | None:
    return [Authenticator.Type.WEBAUTHN] if request.user.needs_passkey else None
