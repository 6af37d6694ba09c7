"""The first line of the start page."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from fanal.accounts.models import User

NOON, EVENING = 12, 18


def greeting(user: User, now: datetime) -> str:
    """Return a greeting for the time of day. Without a name, unless the organisation wants it:
    others look over one's shoulder."""
    words = _("Good morning") if now.hour < NOON else _("Good afternoon")
    if now.hour >= EVENING:
        words = _("Good evening")
    if not settings.GREETING_WITH_NAME:
        return words
    return _("{greeting}, {name}").format(greeting=words, name=str(user).split()[0])
