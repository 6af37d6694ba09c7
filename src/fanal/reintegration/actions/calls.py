"""Calling whoever is to know of a contact that nobody made: once by rung, by the day that it is in
the office of her team."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from fanal.journeys.actions.mails import owe
from fanal.reintegration.queries.missed_calls import called_since


@transaction.atomic
def call_of_contacts(last: datetime | None, today: date, offices: Collection[UUID]) -> None:
    """Owe a mail to whoever is called today and was not by the day of the last sweep: after an
    outage of a week no rung is left out."""
    since = min(last.date(), today) if last else today - timedelta(days=1)
    owe(called_since(since, today, offices), today)
