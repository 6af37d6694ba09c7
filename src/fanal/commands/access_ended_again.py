"""After a backup was put back: whoever was shut out since then is shut out once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from fanal.core.errors import Refused
from fanal.core.words import Sentence, say

if TYPE_CHECKING:
    from fanal.accounts.ended_access import EndedAccess
    from fanal.accounts.models import User

ENDED = say("Ended once more: the account of {who}.")
REPLACED = say(
    "Her keys may be known to others, and open nothing any more: {who}. An administrator makes a "
    "link for her."
)
NOT_DONE = say("Still to be done, by an administrator, under “Accounts”: {who}. {why}")


def end(since: datetime, people: Iterable[User]) -> Iterator[Sentence]:
    """What was done, for the two who accepted to read. By the one of them whom it is not about."""
    from fanal.accounts import ended_access
    from fanal.accounts.models import User

    present = list(people)
    for one in ended_access.since(since):
        user = User.objects.filter(pk=one.user, is_active=True).first()
        if user is not None:
            yield _end(one, user, next(by for by in present if by.pk != user.pk))


def _end(one: EndedAccess, user: User, by: User) -> Sentence:
    from fanal.accounts.actions import end_account
    from fanal.accounts.ended_access import AccessEnd
    from fanal.rotation.actions import suspect_person

    who = f"{user.display_name} <{user.email}>"
    try:
        if one.what is AccessEnd.ACCOUNT:
            end_account(user=user, by=by)
            return say(ENDED.template, who=who)
        suspect_person(user=user, by=by)
        return say(REPLACED.template, who=who)
    except Refused as why:
        return say(NOT_DONE.template, who=who, why=why.reasons[0])
