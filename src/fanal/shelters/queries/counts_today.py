"""Rows of the start page about the night counts of a shelter, for whoever leads it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.shelters.nights import NightState
from fanal.shelters.models import Shelter
from fanal.shelters.queries.night import Night, uncounted_before
from fanal.shelters.queries.nights_before import alone_since, open_before
from fanal.web.days_in_words import relative_day


def counts_today(shelter: Shelter, night: Night, today: date, user: User) -> Iterator[TodayRow]:
    """Two counts that differ, of tonight or of an evening before; nights without any, and nights
    that one person counted alone."""
    settle = reverse("shelters:settle", args=[shelter.id])
    if night.state is NightState.DIFFERS:
        yield TodayRow(
            settle, _("The two counts of tonight differ"), about=shelter.name, tone="care"
        )
    elif evening := open_before(shelter, night.evening, user):
        yield TodayRow(
            settle,
            _("The two counts of an evening differ"),
            about=shelter.name,
            when=relative_day(evening, today),
            tone="care",
        )
    if day := uncounted_before(shelter, night):
        title = _("Nobody has counted there for several nights")
        yield TodayRow(
            reverse("shelters:shelter", args=[shelter.id]),
            title,
            about=shelter.name,
            when=relative_day(day, today),
            icon="hour",
            tone="care",
        )
    elif since := alone_since(shelter, night.evening):
        yield TodayRow(
            reverse("shelters:shelter", args=[shelter.id]),
            _("Only one person has counted there for several nights"),
            about=shelter.name,
            when=relative_day(since, today),
            icon="people",
            tone="care",
        )
