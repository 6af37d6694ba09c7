"""The decision on an index of names in the list of what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.people.access import index_to_agree
from fanal.web.decisions import WaitingRequest


def name_index(user: User) -> Iterator[WaitingRequest]:
    asked = index_to_agree(user)
    if asked is not None:
        whom = _("teams of more than {n} people").format(n=asked.above)
        page = reverse("people:name_index")
        yield WaitingRequest(
            UUID(int=asked.number), page, asked.asked_on, asked.asked_by, whom=whom
        )
