"""Which of our backups still hold somebody who was erased since, and which no longer open."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from fanal.core.errors import BadInput
from fanal.installation import backup_key, backup_list, backup_notes
from fanal.installation.backup_list import MadeBackup
from fanal.retention.models import Tombstone


@dataclass(frozen=True)
class BackupsEnd:
    """When backups end, for the page. `first`: the first day whose backups open; None: only
    deleting ends one."""

    days: int
    first: date | None


def ends() -> BackupsEnd:
    try:
        return BackupsEnd(backup_days(), first_that_opens())
    except BadInput:  # `fanal doctor` names the file
        return BackupsEnd(backup_days(), None)


def backup_days() -> int:
    """Return after how many days a backup is to be deleted."""
    return int(settings.BACKUP_DAYS)


def holding_the_erased() -> list[tuple[date, str]]:
    """Return the backups that lie where they were written and were made before the last erasure
    ended."""
    last = Tombstone.objects.order_by("-ended_on", "id").values_list("ended_on", flat=True).first()
    if last is None:
        return []
    made = [one for one in backup_list.made(Path(settings.VAR)) if one.is_there()]
    days = [(timezone.localtime(one.at).date(), one.file) for one in made]
    return [(day, file) for day, file in days if day <= last]


def too_old() -> list[MadeBackup]:
    return backup_list.too_old(Path(settings.VAR), backup_days(), timezone.now())


def first_to_keep(now: datetime) -> date | None:
    """The first day whose backups must open still; None where none was made here.

    Never later than the last backup: where none was made for long, that one is all there is.
    """
    last = backup_notes.last_backup(Path(settings.VAR))
    if last is None:
        return None
    over = now.astimezone(UTC).date() - timedelta(days=backup_days())
    return min(over, last.at.astimezone(UTC).date())


def first_that_opens() -> date | None:
    """Return the first day whose backups open; None where backups end only with their file. Raises
    BadInput for a spoilt file."""
    keys = backup_key.read(Path(settings.VAR))
    return keys.first if keys else None


def opened_by_old_exports() -> date | None:
    """The day of the last export of the key files, where it opens a backup that holds somebody who
    was erased and whose backups ended here."""
    note = backup_notes.last_keys_export(Path(settings.VAR))
    over = timezone.localdate() - timedelta(days=backup_days())
    last = Tombstone.objects.filter(ended_on__lte=over).order_by("-ended_on", "id").first()
    if note is None or last is None:
        return None
    exported = timezone.localtime(note.at).date()
    return exported if exported <= last.ended_on + timedelta(days=backup_days()) else None
