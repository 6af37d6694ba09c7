"""The row on the start page of who is there again that somebody stands in for her: two who see to
the same case each think that the other did."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.absences.queries import in_force
from fanal.accounts.models import User
from fanal.accounts.names import names_of_colleagues
from fanal.cases.queries.today.rows import TodayRow
from fanal.web.days_in_words import relative_day


def stood_in_for_today(user: User, now: datetime) -> Sequence[TodayRow]:
    return list(_rows(user, now))


def _rows(user: User, now: datetime) -> Iterator[TodayRow]:
    for row in in_force():
        if row.away == user.pk:
            yield TodayRow(
                reverse("organisation:away"),
                _("{who} stands in for you").format(
                    who=names_of_colleagues().get(row.stand_in, "")
                ),
                more=_("Are you back? End it, and tell her so."),
                when=_("until {day}").format(day=relative_day(row.until, now.date())),
                icon="people",
                tone="care",
            )
