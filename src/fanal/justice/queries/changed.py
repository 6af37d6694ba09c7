"""Records that somebody changed by hand in the database: their last day may be another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fanal.authority import reading
from fanal.justice.models import JusticeRecord


def due_now_if_changed(rows: Iterable[JusticeRecord], today: date) -> list[JusticeRecord]:
    """These, to be shown and not saved: one of which nobody knows until when it is due is looked at
    now."""
    found = list(rows)
    for row in found:
        if not reading.row_counts(row):
            row.due = today
    return found
