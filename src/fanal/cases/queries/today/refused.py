"""What this colleague had asked a second person for, and was refused."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import Refusal, User
from fanal.accounts.refusals import refused_to
from fanal.cases.access import may_hold_cases
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.people.exclusion import files_with_a_conflict, kept_out_of_each
from fanal.web.days_in_words import past_day
from fanal.web.decisions import kinds


def refused_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return a row for each, until she has read it."""
    return [_row(row, user, now) for row in refused_to(user)]


def closed_to(user: User, these: Collection[UUID]) -> list[UUID]:
    """Return of which of these cases and files a conflict keeps this user out; all of them, where
    her role opens none any more."""
    if not may_hold_cases(user):
        return list(these)
    files, cases = files_with_a_conflict(user), kept_out_of_each(these)
    return [id for id in these if id in files or user.pk in cases.get(id, ())]


def _row(row: Refusal, user: User, now: datetime) -> TodayRow:
    # On the page of a director stands no name: she reads who and why behind the link.
    says = "" if user.may(Permission.SEE_OVERVIEW) else f"{row.by}{_(':')} {row.told['why']}"
    return TodayRow(
        reverse("accounts:refused", args=[row.pk]),
        kinds()[row.kind].a_no(row.told["state"]),
        about=row.told["code"],
        more=" · ".join(filter(None, [row.told["whom"], says])),
        when=past_day(row.on, now.date()),
        icon="consent",
        tone="care",
    )
