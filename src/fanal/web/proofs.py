"""On which day something was last done that no page sees: the recovery sheets opened.

Backups and restores are noted outside the database (`fanal.backup_notes`)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from fanal.web.models import LastProof


class SetUpProof(StrEnum):
    """What can be proved. Whoever does it says so with `proved`."""

    SHEETS = "recovery sheets"


def proved(what: SetUpProof, on: date) -> None:
    """Remember that it was done."""
    LastProof.objects.update_or_create(what=what, defaults={"on": on})


def last_proof(what: SetUpProof) -> date | None:
    """The day on which it was last done; None where that is not known."""
    row = LastProof.objects.filter(what=what).first()
    return row.on if row else None
