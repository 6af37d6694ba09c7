"""`fanal upgrade`: after a new version was installed. Nothing begins without a way back."""

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fanal.commands import django_setup, upgrade_state
from fanal.commands.messages import spoken
from fanal.commands.terminal import hint
from fanal.core.errors import Refused
from fanal.core.words import Sentence, say
from fanal.database import failures, pending_migrations, releases
from fanal.installation import backup_notes
from fanal.installation.backup_notes import BackupNote

FRESH = timedelta(hours=24)
HELP = say("""
Bring the database up to a version that was just installed. Stop the server first. It asks for a
backup of the last 24 hours, migrates, and looks whether the journal is whole. Killed half way, it
goes on where it was.
""")
NONE = say(
    "no backup of the last 24 hours is noted here: `fanal backup FOLDER` first. To go on without a "
    "way back: --without-backup"
)
OLD = say(
    "the last backup is of {at}, older than 24 hours: `fanal backup FOLDER` first. To go on "
    "without a way back: --without-backup"
)
CURRENT = say("nothing to migrate: the database is up to date")
MIGRATING = say("migrating: {n}. Do not switch off")
DONE = say("upgraded: {n} migrations")
BACK_HELP = say(
    "back to the tables of this earlier version, which is installed afterwards; refused where "
    "something would be lost by it"
)
CHECKED = say("journal: {n} entries, whole. Head for paper: {head}")
CERTIFY = say(
    "tables that are attested since this version: {n}. Two people certify them: `fanal authority "
    "certify --present A --present B`"
)


def register(parser: argparse.ArgumentParser) -> None:
    parser.epilog = spoken(HELP)
    parser.add_argument(
        "--without-backup", action="store_true", help=hint("though there is no fresh backup")
    )
    parser.add_argument("--back-to", choices=sorted(releases.RELEASES), help=spoken(BACK_HELP))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Run the command. Raises Refused without a fresh backup, or with all that is
    wrong afterwards."""
    django_setup.ready()
    from django.conf import settings

    from fanal.web.proofs import OF_BEFORE, not_proved

    failures.must_be_whole()
    if options.back_to:
        from fanal.commands.downgrade import go_back

        backup = backup_notes.last_backup(settings.VAR)
        if not options.without_backup and not upgrade_state.begun(settings.VAR):
            must_be_fresh(backup, datetime.now(UTC))
        go_back(settings.VAR, options.back_to, backup.file if backup else "")
        return
    waiting, begun = pending_migrations.pending(), upgrade_state.begun(settings.VAR)
    if not waiting:
        print(spoken(CURRENT))
    else:
        backup = backup_notes.last_backup(settings.VAR)
        # Half way the last backup is of before, and one made now would hold half of it.
        if not options.without_backup and not begun:
            must_be_fresh(backup, datetime.now(UTC))
        migrate(settings.VAR, waiting, backup, begun)
        for what in OF_BEFORE:
            not_proved(what)
        print(spoken(say(DONE.template, n=len(waiting))))
    # Before the checks: migrating came to its end, and what they find is no reason to begin it
    # again.
    upgrade_state.end(settings.VAR)
    check()


def must_be_fresh(backup: BackupNote | None, now: datetime) -> None:
    """Require a backup of the last 24 hours. One of tomorrow is none. Raises Refused."""
    if backup is None:
        raise Refused(NONE)
    if not timedelta(0) <= now - backup.at + timedelta(minutes=2) <= FRESH:
        raise Refused(say(OLD.template, at=f"{backup.at:%Y-%m-%d %H:%M} UTC"))


def migrate(
    var: Path,
    waiting: list[str],
    backup: BackupNote | None,
    begun: upgrade_state.UpgradeBegun | None,
) -> None:
    """Migrate. Raises Refused where it stopped: what was done is kept, and it goes on
    from there."""
    print(spoken(say(MIGRATING.template, n=len(waiting))))
    if begun is None:
        upgrade_state.begin(var, backup.file if backup else "")
    try:
        django_setup.migrate()
    except Exception as problem:
        if found := upgrade_state.begun(var):
            print(f"fanal: {spoken(upgrade_state.half_done(found))}", file=sys.stderr)
        if failures.damage(problem) or failures.unreachable(problem):
            raise
        left = pending_migrations.pending()
        raise Refused(
            say(
                "{migration} failed ({problem})",
                migration=left[0] if left else "–",
                problem=f"{type(problem).__name__}: {problem}".splitlines()[0],
            )
        ) from problem


def check() -> None:
    """Check the journal, the sealed values, and who may read what. Raises Refused
    with what is wrong."""
    from fanal.audit.queries import examine_on, moved_values
    from fanal.authority.queries import certified_faults, not_certified

    report, _ = examine_on(from_the_first=True)
    faults: list[Sentence] = [*report.faults, *moved_values(), *certified_faults()]
    if faults:
        raise Refused(*faults)
    print(spoken(say(CHECKED.template, n=report.number, head=report.paper)))
    if waiting := not_certified():
        print(spoken(say(CERTIFY.template, n=len(waiting))))
