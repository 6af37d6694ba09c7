"""Erasures and holds in the list of what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.retention.queries import deciding, pages
from fanal.retention.queries.registers import registers_for
from fanal.web.decisions import WaitingRequest
from fanal.web.words import translated


def erasures(user: User) -> Iterator[WaitingRequest]:
    page = reverse("retention:waiting")
    for row in deciding.erasures_for(user):
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.asked_on,
            row.by,
            about=pages.named(row),
            until=row.until,
        )


def holds(user: User) -> Iterator[WaitingRequest]:
    page = reverse("retention:waiting")
    for row in deciding.holds_for(user):
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.lift_on or row.on,
            row.lift_by or row.by,
            about=row.person or row.case,
            until=row.until,
        )


def registers(user: User) -> Iterator[WaitingRequest]:
    page = reverse("retention:waiting")
    for row in registers_for(user):
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.asked_on,
            row.by,
            until=row.until,
            whom=f"{row.shelter.name} · {translated(row.of.sentence())}",
        )
