"""Who was to be back in a shelter by yesterday, or was not seen at a count: no count asks about her
before the next evening."""

from collections.abc import Collection
from datetime import date
from functools import partial
from uuid import UUID

from fanal.accounts.office_time import of_offices
from fanal.broken_rows import of_each_that_opens
from fanal.core.shelters.stays import StayState
from fanal.shelters.models import ShelterStay
from fanal.shelters.queries.alert_recipients import tell_leads


def tell_who_is_late_back(*, today: date, offices: Collection[UUID]) -> None:
    """Tell the leads, with the first sweep of each day, until somebody says where she is: at the
    count of the evening before she was still away as agreed; or she was not seen, and whoever was
    told then may not have read it."""
    rows = ShelterStay.objects.filter(of_offices("shelter__team__office", offices), over_on=None)
    rows = rows.select_related("shelter__team").defer("sealed").order_by("made_on", "id")
    of_each_that_opens(rows, partial(_tell_where_late, today=today))


def _tell_where_late(stay: ShelterStay, *, today: date) -> None:
    if stay.is_late_back(today) or stay.stands is StayState.MISSING:
        tell_leads(stay.shelter, None, [stay])
