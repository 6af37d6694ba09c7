"""`fanal restore`: a backup into an empty installation; `--try`: into a scratch place, and away."""

import argparse
from pathlib import Path

from fanal.commands import accepting, django_setup, restoring
from fanal.commands.messages import moment, spoken
from fanal.commands.opened_backups import ask
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.installation import restored_state

HELP = say("""
Put a backup into an empty installation whose key files are back already (`fanal keys import`). Two
of the three sheets open it; they are asked for, never given as options. With --try everything is
done in a scratch place and nothing is left of it: do it once a month.

After a backup was put back: `fanal restore accept`, with two people.
""")
DONE = say("""
The backup of {made} is put back: {rows} rows, journal up to entry {n}. What was written after it is
not there. Nobody is signed in.
Now two people, administrators or directors, accept that the journal goes on from here:

    fanal restore accept --present ADDRESS --present ADDRESS --reason "…"
""")


def register(parser: argparse.ArgumentParser) -> None:
    parser.epilog = spoken(HELP)
    parser.add_argument("file", help=hint("the backup, or the word `accept`"))
    parser.add_argument(
        "--try", action="store_true", dest="trial", help=hint("in a scratch place; nothing is left")
    )
    parser.add_argument(
        "--identity",
        type=Path,
        metavar="FILE",
        help=hint("in place of two sheets: a file of `age-keygen` for which it was made too"),
    )
    accepting.add_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Run the command. Raises BadInput, Refused or OSError: then nothing was changed."""
    if options.file == "accept":
        accepting.run(options)
        return
    # Before the sheets are typed: without the key files nothing of it opens.
    must_have_keys()
    if options.trial:
        from fanal.commands import restore_trial

        restore_trial.run(Path(options.file), options.identity)
        return
    put_back(Path(options.file), options.identity)


def must_have_keys() -> None:
    """Refuse where the key files are not there: what is restored opens with them
    alone. Raises BadInput."""
    from fanal.installation import key_files

    # The files alone are asked for; whether they belong to it the manifest says.
    folder = django_setup.key_folder()
    for name in key_files.NAMES:
        if not (folder / name).exists():
            raise BadInput(str(folder / name), say("is missing: `fanal keys import` puts it back"))


def put_back(path: Path, identity: Path | None) -> None:
    # There is no database yet to be asked.
    django_setup.ready(empty=True)
    from django.conf import settings

    from fanal.commands import database_copies, sealed_files
    from fanal.commands.scratch import must_be_free, scratch

    # Into an empty installation alone: a restore over data would lose them.
    database_copies.must_be_empty()
    # Before the sheets are typed, too.
    header, _ = sealed_files.read_header(path, "backup")
    restoring.must_go_into(header.engine, path)
    must_be_free(settings.VAR)
    # Opened first; only what can be opened is put anywhere.
    closed = ask(path, identity)
    # Emptied whatever happens: the database lies in it unsealed for a moment.
    with scratch(settings.VAR) as folder:
        manifest = restoring.restore(closed, folder)
        # From here on the installation serves nobody until two accepted it (ADR 21).
        restored_state.begin(
            settings.VAR, made=manifest.made, number=manifest.number, mark=manifest.mark
        )
    print(
        spoken(
            say(DONE.template, made=moment(manifest.made), rows=manifest.rows, n=manifest.number)
        )
    )
