"""Journals that somebody looked at the list of files whose period is over."""

from fanal.accounts.models import User
from fanal.audit import actions as audit


def looked(*, by: User, cases: int) -> None:
    """Write down, once for all, that the births and hearings of these cases were opened."""
    if cases:
        audit.record(act="retention.looked", by=by, detail={"cases": cases})
