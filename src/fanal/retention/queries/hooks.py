"""What the start page learns of legal holds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.retention import access
from fanal.retention.models import LegalHold
from fanal.web.days_in_words import past_day

TOLD_FOR = timedelta(days=7)
LIFTED = """SELECT 1 FROM retention_legalhold
    WHERE lift_by_id IS NOT NULL AND ended_on IS NOT NULL"""


def lifted_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return rows for a week for whoever asked to lift a hold that was lifted; a no stands there by
    itself, as that to any other request. Of no file that she does not open any more."""
    rows = LegalHold.objects.filter(lift_by=user, ended_on__gte=now.date() - TOLD_FOR)
    lifted = list(rows.exclude(ended_by=None).select_related("person", "case", "ended_by"))
    return [
        TodayRow(
            reverse("people:person" if row.person else "cases:case", args=[one.pk]),
            _("A legal hold was lifted"),
            about=one.code_name,
            more=str(row.ended_by),
            when=past_day(row.ended_on, now.date()),
            icon="lock",
        )
        for row in (access.holds_seen_by(user, lifted) if lifted else ())
        if row.ended_on and (one := row.person or row.case)
    ]
