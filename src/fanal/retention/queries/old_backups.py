"""Which backups of ours still hold somebody who was erased since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from fanal import backup_list
from fanal.backup_list import MadeBackup
from fanal.retention.models import Tombstone


def backup_days() -> int:
    """After how many days a backup is to be deleted."""
    return int(settings.BACKUP_DAYS)


def holding_the_erased() -> list[tuple[date, str]]:
    """Those that lie where they were written and were made before the last erasure ended."""
    last = Tombstone.objects.order_by("-ended_on").values_list("ended_on", flat=True).first()
    if last is None:
        return []
    made = [one for one in backup_list.made(Path(settings.VAR)) if one.is_there()]
    days = [(timezone.localtime(one.at).date(), one.file) for one in made]
    return [(day, file) for day, file in days if day <= last]


def too_old() -> list[MadeBackup]:
    return backup_list.too_old(Path(settings.VAR), backup_days(), timezone.now())
