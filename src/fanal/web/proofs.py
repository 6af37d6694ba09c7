"""The days on which something was last done that no page sees: the recovery sheets opened, a mail
taken by the mail server, what an earlier release wrote looked through.

Backups and restores are noted outside the database (`fanal.installation.backup_notes`).
"""

from datetime import date
from enum import StrEnum

from fanal.web.models import LastProof


class SetUpProof(StrEnum):
    """What can be proved. Whoever does it says so with `proved`."""

    SHEETS = "recovery sheets"
    NEW_SHEETS = "new sheets"  # drawn in place of those that were tried
    MAIL = "mail"
    MONEY = "money of before"  # that of release 0.2.0 and earlier is asked about
    CARE = "care of before"  # those that were made without a task have one


# An earlier release may have written some, until the next upgrade.
OF_BEFORE = (SetUpProof.MONEY, SetUpProof.CARE)


def proved(what: SetUpProof, on: date) -> None:
    """Remember that it was done."""
    LastProof.objects.update_or_create(what=what, defaults={"on": on})


def not_proved(what: SetUpProof) -> None:
    """Note that it is to be done anew."""
    LastProof.objects.filter(what=what).delete()


def last_proof(what: SetUpProof) -> date | None:
    """The day on which it was last done; None where that is not known."""
    row = LastProof.objects.filter(what=what).first()
    return row.on if row else None
