"""Backups: when the last was made, the last restore tried, the key files exported on their own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from fanal.core.words import Sentence, say
from fanal.health.checks.base import FAILURE, WARNING, check
from fanal.installation import backup_key
from fanal.installation.backup_notes import Note, last_backup, last_keys_export, last_tried_restore

type LastNote = Callable[[Path], Note | None]
# A day and a half: a nightly backup that begins late is no alarm. A quarter: what is never tried
# is found broken when it is needed.
OLD, TOO_OLD, TRIED = timedelta(days=1, hours=12), timedelta(days=7), timedelta(days=92)


def noted(what: LastNote) -> datetime | None:
    """Return when it was last done here; None where it never was."""
    note = what(settings.VAR)
    return note.at if note else None


@check(
    "backups",
    FAILURE,
    say("A backup was made within a week"),
    say("`fanal backup FOLDER`, and let a timer do it each night (`fanal install-service`)."),
)
def backup_within_a_week() -> Sentence | None:
    return _older(last_backup, TOO_OLD)


@check(
    "backups",
    WARNING,
    say("A backup was made last night"),
    say("Look at why the timer of the backup does not run: `systemctl list-timers fanal-backup`."),
)
def backup_last_night() -> Sentence | None:
    return _older(last_backup, OLD)


@check(
    "backups",
    WARNING,
    say("A restore was tried within three months"),
    say("`fanal restore --try FILE` with two sheets: a backup that nobody tried is a hope."),
)
def restore_tried() -> Sentence | None:
    return _older(last_tried_restore, TRIED)


@check(
    "backups",
    WARNING,
    say("The key files have a backup of their own"),
    say("`fanal keys export FILE`, onto a stick that lies elsewhere than the backups."),
)
def key_files_exported() -> Sentence | None:
    return None if noted(last_keys_export) else say("they were never exported")


@check(
    "backups",
    WARNING,
    say("Backups end with the key of their day"),
    say(
        "`fanal keys export FILE`, into a new file: it makes that key, and backups made after it "
        "end by it."
    ),
)
def backups_end() -> Sentence | None:
    # The key of days comes into use with the first export that holds it (ADR 18).
    if backup_key.read(settings.VAR) is None:
        return say("each opens until its file is deleted, wherever it lies")
    return None


def _older(what: LastNote, limit: timedelta) -> Sentence | None:
    at = noted(what)
    if at is None:
        return say("never, as far as is noted here")
    if timezone.now() - at > limit:
        return say("the last is of {day}", day=timezone.localtime(at).date())
    return None
