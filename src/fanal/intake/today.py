"""Calls that nobody has looked at yet, on the start page."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.intake.queries import waiting
from fanal.web.days_in_words import near


def calls_to_look_at(user: User, now: datetime) -> list[TodayRow]:
    """The dangerous first, then the oldest. What was said is read on the page of the call, where
    that it was read is recorded."""
    return [
        TodayRow(
            reverse("intake:signal", args=[one.id]),
            _("cannot wait") if one.urgent else "",
            code=one.code_name,
            more=_("Taken by {who}").format(who=one.taken_by),
            when=near(one.taken_on, now.date()),
            icon="call",
            tone="danger" if one.urgent else "",
        )
        for one in waiting(user)
    ]
