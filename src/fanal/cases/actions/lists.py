"""Lists of one's own: saved by their filters, never by what was searched for."""

import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority import ledger
from fanal.cases.list_access import ENDED, mark_of
from fanal.cases.models import CalendarFeed, SavedList
from fanal.core.casework.typed_text import short_text
from fanal.core.errors import Refused
from fanal.core.words import say

KEPT = ("show", "kind", "step", "worker", "sort")
MOST = 20


@transaction.atomic
def save_list(*, name: str, filters: Mapping[str, str], by: User) -> SavedList:
    """Keep these filters under a name. Raises `BadInput` without one, `Refused` for too many."""
    name = short_text("name", name, needed=say("Say what the list is called."))
    if by.saved_lists.count() >= MOST:
        raise Refused(say("{n} lists are saved: remove one first", n=MOST))
    chosen = {key: filters[key] for key in KEPT if filters.get(key)}
    return SavedList.objects.create(user=by, name=name, filters=chosen)


@transaction.atomic
def forget_list(*, saved: SavedList) -> None:
    saved.delete()


# The secret address of somebody's calendar: made, replaced, withdrawn, each in the journal.
# ADR: the calendar of a telephone is outside the organisation and read by whoever holds the
# telephone, or carries its traffic. So the feed says on which days something is due, called "Task"
# for everything: no title, case, name or place, and no day that is sealed to people (hearings,
# signs of life). Hours are sealed for the server (T1), which can open them to serve the feed; it
# does so only for whoever asked for hours when the address was made. The server keeps a keyed hash
# of the secret.
@transaction.atomic
def make_feed(*, user: User, with_hours: bool) -> str:
    """Make a new address in place of the one before; return its secret, which is shown once."""
    _end(user)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(
        user=user,
        mark=mark_of(token, user, with_hours),
        with_hours=with_hours,
        made_on=timezone.localdate(),
    )
    audit.record(act="calendar.made", by=user, about=user.pk, detail={"hours": with_hours})
    return token


@transaction.atomic
def end_feed(*, user: User) -> None:
    """End the calendar of this user: whoever has its address reads nothing any more."""
    if _end(user):
        audit.record(act="calendar.ended", by=user, about=user.pk)


def is_over(sender: object, user: User, **rest: object) -> None:
    """End the calendar: the account ended, or a device is lost whose calendar holds the address."""
    _end(user)


def _end(user: User) -> bool:
    """End the calendar for ever, whoever puts its row back; return whether there was one."""
    feed = CalendarFeed.objects.filter(user=user).first()
    if feed is None:
        return False
    ledger.end(ENDED, feed.mark)
    feed.delete()
    return True
