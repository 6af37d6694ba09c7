"""What other apps learn of legal holds, and of who was erased."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.retention import access
from fanal.retention.models import LegalHold, Tombstone
from fanal.retention.queries import holding
from fanal.web.days_in_words import past_day

TOLD_FOR = timedelta(days=7)
HELD = "SELECT 1 FROM retention_legalhold"


def ended_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return rows for a week for whoever asked to lift a hold that was lifted, or asked for one
    that ended by itself: what waited for its end is remembered by nobody else. A no stands there by
    itself, as that to any other request. Of no file that she does not open any more."""
    today = now.date()
    lifted = Q(lift_by=user, ended_on__gte=today - TOLD_FOR) & ~Q(ended_by=None)
    of_itself = (
        Q(by=user, ended_on=None) & holding.over_on(today) & ~holding.over_on(today - TOLD_FOR)
    )
    rows = LegalHold.objects.filter(lifted | of_itself)
    found = list(rows.select_related("person", "case", "ended_by"))
    return [
        TodayRow(
            reverse("people:person" if row.person else "cases:case", args=[one.pk]),
            _("A legal hold was lifted") if row.ended_on else _("A legal hold has ended"),
            about=one.code_name,
            more=str(row.ended_by or ""),
            when=past_day(row.ended_on or holding.last_day(row), today),
            icon="lock",
        )
        for row in (access.holds_seen_by(user, found) if found else ())
        if (one := row.person or row.case)
    ]


def erased_among(ids: Collection[UUID]) -> set[UUID]:
    """Return which of these were files, cases or records that were erased."""
    rows = Tombstone.objects.filter(id__in=ids).order_by()
    return set(rows.values_list("id", flat=True))
