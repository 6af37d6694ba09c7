"""A colleague of whom it was found that she may tell others: what she has in hand, what she opened,
and who can end her account. Traffickers bribe and infiltrate; a finding alone takes away nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.today.rows import TodayRow
from fanal.colleagues import access
from fanal.colleagues.lost_devices import administrators_but, all_in_hand, opened_until
from fanal.web.days_in_words import past_day
from fanal.web.typing import Context


def page_of(reader: User, colleague_id: UUID) -> Context:
    colleague, since = access.distrusted_for(reader, colleague_id)
    return {
        "colleague": colleague,
        "since": since,
        "in_hand": all_in_hand(colleague, reader),
        "opened": opened_until(timezone.localdate(), colleague.pk, reader),
        "administrators": administrators_but(colleague),
    }


def _still_given(colleague: User) -> str:
    """Return what she still has. Whoever may not know of the finding gives her cases as before: the
    number tells who may."""
    n = Case.objects.filter(assignee=colleague, closed=False).count()
    has = ngettext("She has {n} open case", "She has {n} open cases", n).format(n=n) if n else ""
    return " · ".join(filter(None, [_("Her account opens all that it opened before."), has]))


def who_may_tell_others(reader: User) -> set[UUID]:
    """Return the ids of the colleagues of whom this reader may know it."""
    return {colleague.pk for colleague, _since in access.distrusted(reader)}


def distrusted_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return a row for every lead and director who may know of a finding, until her account is
    ended or the finding is taken back: a list that nobody has to open is read by who wrote it
    alone."""
    return [
        TodayRow(
            reverse("colleagues:distrusted", args=[colleague.pk]),
            _("It was found that a colleague may tell others"),
            more=f"{colleague} · {_still_given(colleague)}",
            when=past_day(since, now.date()),
            tone="danger",
        )
        for colleague, since in access.distrusted(user)
        # Once her account is ended nobody has anything left to see to.
        if colleague.is_active
    ]
