"""What is due on the way: signs of life of today, and the legs of one's own journeys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import DueRow, TodayRow
from fanal.core.roles import Permission
from fanal.journeys import access
from fanal.journeys.models import Hands, Journey, Leg
from fanal.journeys.queries.board import BoardLine
from fanal.sealed_references import with_rows
from fanal.web.near_days import hour


def signs_due(lines: Iterable[BoardLine], now: datetime) -> Iterator[DueRow]:
    """The next signs of life of today, of people on a journey with whom this user works."""
    for line in lines:
        due = line.row.due
        if line.mine and line.row.stage and due and now <= due and due.date() == now.date():
            row = TodayRow(
                line.address, _("Sign of life due"), about=line.code, when=hour(due),
                icon="sign_of_life",
            )  # fmt: skip
            yield DueRow(due.date(), row, due)


def legs_of(user: User, now: datetime, until: date) -> Iterator[DueRow]:
    """The legs that this user leads, or goes along on, from today to a day."""
    if not user.may(Permission.WORK_CASES):
        return
    journeys = {one.id: one for one in _own(user)}
    for leg in with_rows(Leg.objects.filter(journey__in=journeys), "start", "end"):
        leaves = timezone.localtime(datetime.fromisoformat(json.loads(leg.times)[0]))
        if now.date() <= leaves.date() <= until:
            journey = journeys[leg.journey_id]
            row = TodayRow(
                reverse("journeys:journey", args=[journey.id]),
                f"{leg.start.name} → {leg.end.name}",
                about=journey.code_name, when=hour(leaves), icon="journey",
            )  # fmt: skip
            yield DueRow(leaves.date(), row, leaves)


def _own(user: User) -> Iterable[Journey]:
    found: QuerySet[Journey] = access.journeys_for(user).filter(ended_on=None)
    along = {
        one.journey_id
        for one in Hands.objects.filter(journey__in=found.order_by().values("id"))
        if user.pk in one.colleagues_ids
    }
    return [one for one in found if one.lead_id == user.pk or one.id in along]
