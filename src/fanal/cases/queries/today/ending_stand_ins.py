"""The last day on which somebody stands in for a colleague, with what is due first from then on:
what she knows has to reach whoever sees to it then."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.absences.queries import said_of, standing_in_for
from fanal.accounts.models import User
from fanal.cases.queries.agenda_items import AgendaItem
from fanal.cases.queries.today.rows import TodayRow, due_first

# What apps above know to be under way in the name of whoever is away, of what the reader may open,
# on whatever day it ends: filled when the server starts.
UNDER_WAY: list[Callable[[User, UUID], Iterable[str]]] = []


def last_days_today(user: User, items: Collection[AgendaItem], now: datetime) -> Sequence[TodayRow]:
    """Return rows for colleagues whom she stands in for to the last day. `items`: what she has to
    do within a week, by day, with what she does for them."""
    today = timezone.localdate(now)
    ends = [stand_in.away for stand_in in standing_in_for(user) if stand_in.until <= today]
    away, words_for = User.objects.in_bulk(ends), said_of(user)
    return [
        _row(
            user,
            away[colleague_id],
            [item for item in items if item.stands_in == words_for[colleague_id]],
            today,
        )
        for colleague_id in ends
        if colleague_id in away
    ]


def _row(user: User, away: User, hers: Sequence[AgendaItem], today: date) -> TodayRow:
    lead_words = _("Tell her what she has to know. From tomorrow on it is hers again.")
    running = [words for under_way in UNDER_WAY for words in under_way(user, away.pk)]
    return TodayRow(
        reverse("cases:tasks"),
        _("Your last day for {who}").format(who=away),
        more=" · ".join(filter(None, [lead_words, *running, _first_due(hers, today)])),
        icon="people",
        tone="care",
    )


def _first_due(hers: Sequence[AgendaItem], today: date) -> str:
    """What is due today is still done by whoever stands in; what is late goes back as it is."""
    later = [item for item in hers if item.day and item.day > today]
    first = next(iter(later or hers), None)
    if first is None or first.day is None:
        return ""
    return due_first(first.title, first.code, first.day, today)
