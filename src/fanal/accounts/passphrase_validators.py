"""The rules of `core.sealing.strength` for Django, given the person and the organisation.

In AUTH_PASSWORD_VALIDATORS: whoever asks `validate_password(chosen, of)` asks these rules.
"""

import secrets
from functools import cache
from typing import Protocol

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext

from fanal.accounts.models import Office, Team
from fanal.core.sealing import proposals
from fanal.core.sealing.strength import weakness
from fanal.core.words import say

COMMON = say("It is made of words that everybody uses as a pass-phrase.")


class HasName(Protocol):
    """A user, or an invitation: whoever chooses."""

    email: str
    display_name: str


class NotGuessed:
    """The validator that refuses what somebody who knows the person, the organisation and the usual
    lists tries."""

    def validate(self, password: str, user: HasName | None = None) -> None:
        own = [user.email, user.display_name] if user else []
        why = weakness(password, own, house_words()) or (COMMON if is_common(password) else None)
        if why:
            raise ValidationError(why.translated(gettext), code="guessed")


def is_common(password: str) -> bool:
    """Whether it is one of the 20,000 most common passwords, or one of them again and again: a few
    are as long as the rules ask for."""
    words = set(password.casefold().split())
    return len(words) == 1 and words <= _common()


@cache
def _common() -> frozenset[str]:
    # Django's own list of 20,000 (`CommonPasswordValidator`), read from its file once.
    return frozenset(CommonPasswordValidator().passwords)


def house_words() -> list[str]:
    """What is on every letter of the organisation: its offices, its teams, its address."""
    offices = Office.objects.values_list("name", flat=True)
    teams = Team.objects.values_list("name", flat=True)
    return [*offices, *teams, *settings.ALLOWED_HOSTS]


def proposal(kept: str = "") -> str:
    """Return a proposal that is drawn now, in the language of the page; or `kept`, where the form
    came back."""
    if proposals.is_proposal(kept):
        return kept
    return proposals.propose(get_language() or "en", secrets.randbelow)
