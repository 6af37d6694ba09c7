"""Ends backups whose time is over, by destroying the keys of their days (ADR 18)."""

from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from fanal.audit import actions as audit
from fanal.installation import backup_key, backup_notes
from fanal.installation.backup_notes import BackupsEndedNote
from fanal.retention.queries.old_backups import first_to_keep


def end_backups(now: datetime) -> date | None:
    """The first day whose backups open still; None where nothing ended. Raises BadInput for a
    spoilt file, OSError.

    Killed after the key is gone and before the journal says so, the next call says it.
    """
    var = Path(settings.VAR)
    keys = backup_key.read(var)
    if keys is None:
        return None
    left = keys.beginning(first_to_keep(now) or keys.first)
    # The ratchet goes one way: of the key that is written over here nothing gives back the days
    # before (ADR 18).
    if left.first > keys.first:
        backup_key.keep(var, left)
    note = backup_notes.last_ended(var)
    # Compared with what was last said, not with what was just done: a run that was killed in
    # between is made up for.
    if note is not None and note.first == left.first.isoformat():
        return None
    _tell(var, left.first)
    return left.first


def _tell(var: Path, first: date) -> None:
    with transaction.atomic():
        audit.record(act="backup.ended", by=None, detail={"day": first.isoformat()})
    backup_notes.note(var, BackupsEndedNote(datetime.now(UTC), first.isoformat()))
