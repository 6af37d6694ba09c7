"""Lists of one's own: saved by their filters, never by what was searched for."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from fanal.accounts.models import User
from fanal.cases.models import SavedList
from fanal.core.casework.rendering import short_text
from fanal.core.errors import Refused
from fanal.core.words import say

KEPT = ("show", "kind", "step", "worker", "sort")
MOST = 20


@transaction.atomic
def save_list(*, name: str, filters: Mapping[str, str], by: User) -> SavedList:
    """Keep these filters under a name. Raises `BadInput` without one, `Refused` for too many."""
    name = short_text("name", name, needed=say("say what the list is called"))
    if by.saved_lists.count() >= MOST:
        raise Refused(say("{n} lists are saved: remove one first", n=MOST))
    kept = {one: filters[one] for one in KEPT if filters.get(one)}
    return SavedList.objects.create(user=by, name=name, filters=kept)


@transaction.atomic
def forget_list(*, saved: SavedList) -> None:
    saved.delete()
