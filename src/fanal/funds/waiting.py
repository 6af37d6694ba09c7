"""Money in the list of what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst

from fanal.accounts.models import User
from fanal.funds.access import advances_to_agree, requests_to_agree
from fanal.web.amounts import money_words
from fanal.web.decisions import WaitingRequest
from fanal.web.words import translated


def money(user: User) -> Iterator[WaitingRequest]:
    for row in requests_to_agree(user):
        said = capfirst(translated(row.kind.sentence()))
        yield WaitingRequest(
            row.id,
            reverse("funds:decide", args=[row.id]),
            row.asked_on,
            row.asked_by,
            whom=f"{said}, {money_words(row.amount, row.currency)}",
            until=row.needed_by,
        )


def advances(user: User) -> Iterator[WaitingRequest]:
    for row in advances_to_agree(user):
        yield WaitingRequest(
            row.id,
            reverse("funds:decide_advance", args=[row.id]),
            row.asked_on,
            row.asked_by,
            whom=f"{row.what}, {money_words(row.amount, row.currency)}",
        )
