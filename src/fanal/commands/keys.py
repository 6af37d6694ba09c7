"""`fanal keys export` and `import`: the key files in a file of their own, and back. `rotate`: new
keys after somebody left (`fanal.commands.rotate`). `expire`: no key any more for old backups.

A backup is of no use without them, and they are of no use without a backup: one place for each.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.commands import django_setup, expire, prompts, rotate
from fanal.commands.messages import spoken
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput
from fanal.core.sealing.day_keys import DayKeys
from fanal.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

EXPORTED = say("""
{file}: the key files. Opened by {way}. A backup opens only together with them: whoever has both,
and what opens them, reads everything. Keep this file in another place than the backups, and never
on the same stick.
""")
BY_SHEETS = say("two of the three sheets")
BY_PASSPHRASE = say("the pass-phrase that was typed")
IMPORTED = say("The key files are back in {folder}: {names}")
LEAST = 15  # signs of a pass-phrase, as everywhere (ASVS 6.2.1)
LARGEST = 100_000


def register(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    out = acts.add_parser("export", help=hint("write the key files into a sealed file"))
    out.add_argument("file", type=Path, help=hint("the new file, kept apart from the backups"))
    out.add_argument(
        "--passphrase",
        action="store_true",
        help=hint("under a pass-phrase that is asked for, in place of the recovery sheets"),
    )
    out.set_defaults(run=export)
    back = acts.add_parser("import", help=hint("put the key files back on an empty machine"))
    back.add_argument("file", type=Path)
    back.set_defaults(run=import_)
    rotate.register(acts)
    expire.register(acts)


def export(options: argparse.Namespace) -> None:
    """Write the key files into one file. Raises BadInput, and Refused where it is there already;
    nothing is half written."""
    django_setup.ready()
    from django.conf import settings

    from fanal.audit.actions import record
    from fanal.installation import backup_key, backup_notes, key_files
    from fanal.installation.backup_notes import KeysExportNote

    held = {name: key_files.read(settings.KEY_FOLDER, name) for name in key_files.NAMES}
    made = datetime.now(UTC).replace(microsecond=0)
    days = backup_key.read(settings.VAR) or DayKeys.new(made.date())
    held[backup_key.NAME] = backup_key.encoded(days)
    if options.passphrase:
        _under_passphrase(options.file, held)
    else:
        _to_the_sheets(options.file, held, made)
    _use_from_now_on(settings.VAR, days, made)
    path = str(options.file.resolve())
    note = KeysExportNote(made, path, key_files.marks(settings.KEY_FOLDER))
    backup_notes.note(settings.VAR, note)
    record(act="keys.exported", by=None)
    way = BY_PASSPHRASE if options.passphrase else BY_SHEETS
    print(spoken(say(EXPORTED.template, file=path, way=way)))


def import_(options: argparse.Namespace) -> None:
    """Put the key files back. Raises BadInput where the file does not open, or where other key
    files lie there already."""
    from fanal.installation import backup_key, key_files

    folder, var = django_setup.key_folder(), django_setup.folder(demo=False)
    held = _opened(options.file)
    days = held.pop(backup_key.NAME, None)  # exports of before have none
    if set(held) != set(key_files.NAMES):
        raise BadInput(str(options.file), say("does not hold the key files"))
    key_files.put_back(folder, held)
    if days is not None:
        var.mkdir(parents=True, exist_ok=True, mode=0o700)
        backup_key.put_back(var, days)
    print(spoken(say(IMPORTED.template, folder=str(folder), names=", ".join(held))))


def _use_from_now_on(var: Path, days: DayKeys, made: datetime) -> None:
    """Keep the keys of the days with the first export, once it is on its disk: from now on a backup
    takes its key too."""
    from fanal.installation import backup_key, backup_notes
    from fanal.installation.backup_notes import BackupsEndedNote

    if backup_key.read(var) is None:
        backup_key.keep(var, days)
        backup_notes.note(var, BackupsEndedNote(made, days.first.isoformat()))


def _to_the_sheets(path: Path, held: Mapping[str, bytes], made: datetime) -> None:
    from fanal.commands import sealed_files
    from fanal.keys.trust import check_organisation, organisation

    keys = organisation()
    header, recipient = sealed_files.new_header(
        "keys",
        made.isoformat(),
        version("fanal"),
        "",
        check_organisation(keys),
        bytes(keys.under_shares),
    )
    sealed_files.write(path, header, [_encoded(held)], [recipient])


def _under_passphrase(path: Path, held: Mapping[str, bytes]) -> None:
    """Write an ordinary age file: `age -d` opens it too."""
    import pyrage

    from fanal.commands.sealed_files import whole_file

    typed = prompts.hidden(say("Pass-phrase for the key files: "))
    if len(typed) < LEAST:
        raise BadInput("pass-phrase", say("has at least {n} signs", n=LEAST))
    if prompts.hidden(say("The same again: ")) != typed:
        raise BadInput("pass-phrase", say("the two are not the same"))
    with whole_file(path) as file:
        file.write(pyrage.passphrase.encrypt(_encoded(held), typed))


def _opened(path: Path) -> dict[str, bytes]:
    from fanal.commands.sealed_files import AGE

    with path.open("rb") as file:
        of_age = file.read(len(AGE)) == AGE
    text = _by_passphrase(path) if of_age else _by_sheets(path)
    try:
        return {name: bytes.fromhex(key) for name, key in json.loads(text).items()}
    except (ValueError, AttributeError, TypeError):
        raise BadInput(str(path), say("does not hold the key files")) from None


def _by_sheets(path: Path) -> bytes:
    from io import BytesIO

    from fanal.commands import open_files, sealed_files

    header, begins = sealed_files.read_header(path, "keys")
    key = sealed_files.identity_of(path, header, open_files.recovery_key(path, header))
    text = BytesIO()
    sealed_files.open_to(path, begins, [key], text)
    return text.getvalue()


def _by_passphrase(path: Path) -> bytes:
    import pyrage

    if path.stat().st_size > LARGEST:
        raise BadInput(str(path), say("does not hold the key files"))
    typed = prompts.hidden(say("Pass-phrase for the key files: "))
    try:
        return bytes(pyrage.passphrase.decrypt(path.read_bytes(), typed))
    except (pyrage.DecryptError, OSError):
        why = say("does not open: another pass-phrase, or the file is cut or was changed")
        raise BadInput(str(path), why) from None


def _encoded(held: Mapping[str, bytes]) -> bytes:
    return json.dumps({name: key.hex() for name, key in held.items()}).encode()
