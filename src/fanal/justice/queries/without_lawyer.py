"""Cases in which a lawyer of ours followed what waits before a court, and none does any more."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.cases.models import Case
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission, Role
from fanal.core.sealing.compartments import LEGAL
from fanal.keys.models import Grant
from fanal.keys.queries import grants_by_name

TOLD_FOR = timedelta(days=31)  # whoever found a lawyer outside is not asked for ever


def left_without_lawyer(cases: Mapping[UUID, Case], today: date) -> Iterator[TodayRow]:
    """Yield a row for each of these cases, in which something waits, whose last lawyer of ours left
    in the last month. In one query; `cases` are those of which the reader opens the legal part."""
    grants = grants_by_name(*cases).filter(compartments__contains=LEGAL).order_by("id")
    of_lawyers: dict[UUID, list[Grant]] = defaultdict(list)
    for row in grants if cases else ():
        if row.to_keys and Permission.WORK_LEGAL in Role(row.to_keys.user.role).permissions:
            of_lawyers[row.folder_id].append(row)
    for id, rows in of_lawyers.items():
        if _left_lately(rows, today):
            yield TodayRow(
                reverse("justice:case", args=[id]),
                _("Her lawyer does not open this case any more"),
                code=cases[id].code_name,
                more=_("A hearing or a time limit waits: who follows it?"),
                icon="law",
                tone="care",
            )


def _left_lately(rows: Collection[Grant], today: date) -> bool:
    ends = [_ended(row, today) for row in rows]
    return all(ends) and max(end for end in ends if end) >= today - TOLD_FOR


def _ended(row: Grant, today: date) -> date | None:
    """The day on which it ended; None while it holds. Today where the account ended and its keys
    were not retired: nothing says on which day."""
    if row.revoked:
        return row.revoked
    if row.until and row.until < today:
        return row.until
    keys = row.to_keys
    if keys is None or keys.retired:
        return keys.retired if keys else today
    return None if keys.user.is_active else today
