"""That hearings were taken along is written down."""

from __future__ import annotations

from fanal.accounts.models import User
from fanal.audit import actions as audit


def read_calendar(*, by: User, many: int) -> None:
    """So many hearings left as a calendar with code names."""
    audit.record(act="justice.calendar", by=by, detail={"hearings": many})
