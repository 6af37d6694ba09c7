"""The rules of `core.sealing.strength` for Django, with what is known of the person and the house.

In AUTH_PASSWORD_VALIDATORS: whoever asks `validate_password(chosen, of)` asks these rules.
"""

from __future__ import annotations

import secrets
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext

from fanal.accounts.models import Office, Team
from fanal.core.sealing import proposals
from fanal.core.sealing.strength import weakness


class HasName(Protocol):
    """A user, or an invitation: whoever chooses."""

    email: str
    display_name: str


class NotGuessed:
    """Refuses what somebody who knows the person, the organisation and the usual lists tries."""

    def validate(self, password: str, user: HasName | None = None) -> None:
        own = [user.email, user.display_name] if user else []
        if why := weakness(password, own, house_words()):
            raise ValidationError(why.translated(gettext), code="guessed")


def house_words() -> list[str]:
    """What is on every letter of the organisation: its offices, its teams, its address."""
    offices = Office.objects.values_list("name", flat=True)
    teams = Team.objects.values_list("name", flat=True)
    return [*offices, *teams, *settings.ALLOWED_HOSTS]


def proposal(kept: str = "") -> str:
    """One that is drawn now, in the language of the page; or `kept`, where the form came back."""
    if proposals.is_proposal(kept):
        return kept
    return proposals.propose(get_language() or "en", secrets.randbelow)
