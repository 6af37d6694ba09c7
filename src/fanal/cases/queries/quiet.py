"""Cases of which nothing was written for long, and consents that end soon."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet

from fanal.cases.models import Case, Consent
from fanal.core.casework.consent import ConsentAnswer
from fanal.core.casework.quiet import days_quiet

ENDS_SOON = timedelta(days=30)


def quiet_since(cases: QuerySet[Case], today: date) -> dict[UUID, date]:
    """Of these open cases, those in which nothing was written for long: the day of the last entry,
    or on which the case was opened."""
    kept = cases.exclude(closed=True).order_by().annotate(last=Max("entries__made_on"))
    days = {
        id: max(last, opened) if last else opened
        for id, opened, last in kept.values_list("id", "opened_on", "last")
    }
    return {id: day for id, day in days.items() if days_quiet(day, today)}


def ending_consents(cases: QuerySet[Case], today: date) -> list[Consent]:
    """Every yes of these cases that stands today and ends soon, the first to end first."""
    rows = Consent.objects.filter(
        case__in=cases.order_by().values("id"), withdrawn_on=None, corrected=None,
        until__gte=today, until__lte=today + ENDS_SOON,
    )  # fmt: skip
    rows = rows.select_related("case").order_by("until", "id")
    return [row for row in rows if row.answer == ConsentAnswer.GIVEN]
