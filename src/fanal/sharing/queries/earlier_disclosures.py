"""Who was told of somebody before it was found that he is not safe: nothing calls that back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from fanal.database.sql import these
from fanal.partners.queries.unsafe_partners import may_tell_others
from fanal.sharing.models import Disclosure


def told_before(cases: Collection[UUID]) -> dict[UUID, list[date]]:
    """Return by case the days on which somebody who was told was found unsafe. Not of what the
    partner had given back by then; a sending after it was allowed by two who knew."""
    unsafe = may_tell_others() if cases else {}
    if not unsafe:
        return {}
    rows = Disclosure.objects.filter(case__in=these(cases), partner__in=list(unsafe)).order_by()
    days_by_case: dict[UUID, set[date]] = defaultdict(set)
    for row in rows.only("case_id", "partner_id", "on", "recall_answered_on"):
        if day := last_found_after(row, unsafe[row.partner_id]):
            days_by_case[row.case_id].add(day)
    return {case: sorted(days) for case, days in days_by_case.items()}


def told_of(partners: Collection[UUID]) -> set[UUID]:
    """Return the cases of which any of these partners was told."""
    if not partners:
        return set()
    rows = Disclosure.objects.filter(partner__in=list(partners)).order_by()
    return set(rows.values_list("case", flat=True))


def still_told_of(partners: Collection[UUID]) -> set[UUID]:
    """Return the cases of which any of these partners was told, and has not given back what went
    out."""
    if not partners:
        return set()
    rows = Disclosure.objects.filter(partner__in=list(partners), recall_answered_on=None)
    return set(rows.order_by().values_list("case", flat=True))


def last_found_after(row: Disclosure, days: Collection[date]) -> date | None:
    """The last of the days on which the partner was found unsafe while it knew what went out."""
    given_back = row.recall_answered_on
    known = [day for day in days if row.on <= day and (given_back is None or given_back >= day)]
    return max(known, default=None)
