"""When something was last done that no page sees: a backup, the recovery sheets opened."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from fanal.web.models import LastProof


class SetUpProof(StrEnum):
    """What can be proved. Whoever does it says so with `proved`."""

    BACKUP = "backup"
    RESTORED = "restored"
    SHEETS = "recovery sheets"


def proved(what: SetUpProof, at: datetime) -> None:
    """Remember that it was done."""
    LastProof.objects.update_or_create(what=what, defaults={"at": at})


def last_proof(what: SetUpProof) -> datetime | None:
    """When it was last done; None where that is not known."""
    row = LastProof.objects.filter(what=what).first()
    return row.at if row else None
