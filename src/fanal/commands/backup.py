"""`fanal backup`: one sealed file of all that was written here, made while people work."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.commands import django_setup
from fanal.commands.messages import spoken
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

if TYPE_CHECKING:
    import pyrage

    from fanal.commands.backup_manifest import Manifest
    from fanal.commands.sealed_files import FileHeader
    from fanal.core.sealing.day_keys import DayKey

HELP = say("""
Everything that was written here, files too, in one file that is sealed to the recovery key: two of
the three sheets open it, nobody needs a secret to make it. The key files are NOT in it: `fanal keys
export` writes them into a file of their own. Both are needed; keep them in different places.
""")
DONE = say("""
{file}: {size} kB, {rows} rows, journal up to entry {n}. Two of the three sheets open it. The key
files are not in it: without them (`fanal keys export`, kept elsewhere) it is of no use. Take it to
another place now.
""")

OPENS_UNTIL = say("""
It opens until {day} (setting backup_days): then the timer destroys the key of its day, and no sheet
opens any copy of it. Only an export of the key files of before that day does, until you destroy it.
""")
UNTIL = say("""
Delete it by {day}, wherever it lies (setting backup_days): whoever is erased here until then stands
in it as she was, with the keys to her file. `--delete-old` deletes those that were made here.
""")
FOR_OTHERS = say("An age key for which it was made opens it for as long as there is that key.")
NO_DAY_KEY = say(
    "After `fanal keys export FILE`, into a new file, backups end by themselves on that day."
)
SUFFIX = ".backup"
NO_FOLDER = say(
    "there is no such folder: is its disk mounted? The name of a new file ends in .backup"
)
DELETED = say("deleted, older than {days} days: {file}")


def register(parser: argparse.ArgumentParser) -> None:
    parser.epilog = spoken(HELP)
    parser.add_argument(
        "destination", type=Path, help=hint("a folder, or the name of a new file: ….backup")
    )
    parser.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="AGE_KEY",
        help=hint("also for whoever has this age key (`age-keygen`): age1…"),
    )
    parser.add_argument(
        "--delete-old",
        action="store_true",
        help=hint("then delete backups made here that are older than backup_days"),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Make a backup. Raises BadInput, Refused or OSError: then nothing was written."""
    django_setup.ready()
    also = [_recipient(one) for one in options.to]
    made = datetime.now(UTC).replace(microsecond=0)
    path = place(options.destination, made)
    size, manifest = make(path, made, also)
    done = say(
        DONE.template, file=path, size=-(-size // 1024), rows=manifest.rows, n=manifest.number
    )
    print(spoken(done))
    for sentence in _how_it_ends(made, also):
        print(spoken(sentence))
    if options.delete_old:
        # After the new one was written and noted, or a full disk would leave none.
        delete_old(made)


def until(made: datetime) -> date:
    """Return the last day on which it opens, or by which it is to be deleted."""
    from django.conf import settings

    return (made + timedelta(days=settings.BACKUP_DAYS)).date()


def _how_it_ends(made: datetime, also: Sequence[object]) -> Iterator[Sentence]:
    if day_key(made) is None:
        yield say(UNTIL.template, day=until(made))
        yield NO_DAY_KEY
        return
    yield say(OPENS_UNTIL.template, day=until(made))
    if also:
        yield FOR_OTHERS


def delete_old(now: datetime) -> None:
    """Delete old backups that lie where they were written. Only after a new one was
    written to its end."""
    from django.conf import settings

    from fanal.installation import backup_list

    for one in backup_list.delete_old(settings.VAR, settings.BACKUP_DAYS, now):
        print(spoken(say(DELETED.template, days=settings.BACKUP_DAYS, file=one.file)))


def place(destination: Path, made: datetime) -> Path:
    """Return the path of the file: in a folder it is named after the hour."""
    if destination.is_dir():
        return destination / f"fanal-{made:%Y-%m-%d-%H%M%S}{SUFFIX}"
    if not destination.parent.is_dir():
        raise BadInput(str(destination.parent), say("there is no such folder"))
    # A disk that is not mounted, or a folder mistyped: a file of that name would lie beside it.
    if destination.suffix != SUFFIX and not destination.exists():
        raise BadInput(str(destination), NO_FOLDER)
    return destination


def make(path: Path, made: datetime, also: Sequence[object] = ()) -> tuple[int, Manifest]:
    """Write it, and note it; return how many bytes it has, and what it says of itself."""
    from django.conf import settings

    from fanal.audit.actions import record
    from fanal.commands import archive, backup_manifest, sealed_files
    from fanal.commands.scratch import scratch
    from fanal.installation import backup_list, backup_notes
    from fanal.installation.backup_list import MadeBackup
    from fanal.installation.backup_notes import BackupNote

    header, recipient = _header(made)
    with scratch(settings.VAR) as folder:
        record(act="backup.begun", by=None)  # before: a backup that is put back lacks no entry
        copy, manifest = _copied(folder, header)
        members: list[archive.Member] = [
            (backup_manifest.NAME, manifest.sealed()),
            (copy.name, copy),
        ]
        size = sealed_files.write(path, header, archive.pieces(members), [recipient, *also])
    # Only once the file is whole: `fanal doctor` must not count one that was cut off.
    backup_notes.note(settings.VAR, BackupNote(made, str(path.resolve()), size, manifest.number))
    backup_list.add(settings.VAR, MadeBackup(made, str(path.resolve())))
    return size, manifest


def _header(made: datetime) -> tuple[FileHeader, pyrage.x25519.Recipient]:
    from fanal.commands import database_copies, sealed_files
    from fanal.keys.trust import check_organisation, organisation

    keys = organisation()
    return sealed_files.new_header(
        "backup",
        made.isoformat(),
        version("fanal"),
        database_copies.engine(),
        check_organisation(keys),
        bytes(keys.under_shares),
        day_key(made),
    )


def _copied(folder: Path, header: FileHeader) -> tuple[Path, Manifest]:
    """Copy the database as it stands into `folder`; return the copy, with what is said of it."""
    from fanal.commands import backup_manifest, database_copies

    copy = folder / database_copies.FILES[header.engine]
    return copy, backup_manifest.of(
        database_copies.copy(copy),
        made=header.made,
        fanal=header.fanal,
        engine=header.engine,
        header=header.digest(),
        file=copy,
    )


def day_key(made: datetime) -> DayKey | None:
    """Return the key that ends a backup; None where none was exported: it would be the only copy.

    A clock that went back makes none that opens to nobody: it takes the first day that still opens.
    """
    from django.conf import settings

    from fanal.installation import backup_key

    keys = backup_key.read(settings.VAR)
    return keys.of(max(made.date(), keys.first)) if keys else None


def _recipient(text: str) -> object:
    import pyrage

    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except (pyrage.RecipientError, ValueError):
        raise BadInput(
            "--to", say("“{text}” is no age key: they begin with age1", text=text)
        ) from None
