"""`fanal restore --try`: a whole restore in a scratch place, with proof that records open."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from fanal.commands import database_copies, django_setup, restoring, sealed_files
from fanal.commands.backup_manifest import Manifest
from fanal.commands.messages import moment, spoken
from fanal.commands.opened_backups import ClosedBackup, ask
from fanal.commands.scratch import must_be_free, scratch
from fanal.core.errors import BadInput, Refused
from fanal.core.words import Sentence, say
from fanal.installation import backup_notes
from fanal.installation.backup_notes import TriedRestoreNote
from fanal.settings.database import TRIED_IN

RECORDS = 20
CHANGED = ("FANAL_KEYS", "FANAL_JOURNAL_HEAD", "DATABASE_URL")
RESULT = (
    say("backup of {made} (Fanal {fanal}, {engine}): opens, and nothing in it was changed"),
    say("database: {tables} tables, {rows} rows, as they were counted; brought up to date"),
    say("journal: {n} entries, whole"),
    say("sealed records opened with the recovery key: {opened}"),
    say("tried in {seconds} seconds; nothing is left of it"),
)
BACK = say("erased since then, and in it: {n}; they go again once a real restore is accepted")
NOT_TRIED = say("no sealed record was opened: that takes two of the sheets, not an age key")


@dataclass(frozen=True)
class TrialResult:
    """What was found; `opened` is None where no sheets were given. `back`: how many erasures of
    since then it does not know."""

    manifest: Manifest
    opened: int | None
    faults: list[Sentence]
    back: int


def run(path: Path, identity: Path | None) -> None:
    """Print what was tried, and note it. Raises BadInput, Refused with all that is wrong."""
    var = django_setup.folder(demo=False)
    must_have_a_place(path)  # before the sheets are brought out
    must_be_free(var)
    closed = ask(path, identity)
    begun = time.monotonic()
    with scratch(var) as folder, scratch_database(closed, folder):
        found = _tried(closed, folder)
    seconds = round(time.monotonic() - begun, 1)
    if found.faults:
        raise Refused(*found.faults)
    _print(found, seconds)
    made = datetime.fromisoformat(found.manifest.made)
    now = datetime.now(UTC).replace(microsecond=0)
    if found.opened is not None:  # without the sheets it proves half
        note = TriedRestoreNote(now, str(path.resolve()), made, seconds, found.opened)
        backup_notes.note(var, note)


def must_have_a_place(path: Path) -> None:
    """Refuse a backup of PostgreSQL where no database can be made to try it in. Raises BadInput,
    Refused."""
    from fanal.commands.postgres_programs import connected

    header, _ = sealed_files.read_header(path, "backup")
    if header.engine != database_copies.POSTGRESQL:
        return
    restoring.must_have_its_program(header.engine)
    url = django_setup.database_url()
    if not url.startswith("postgres"):
        raise BadInput(
            str(path),
            say(
                "is a backup of PostgreSQL: the setting `database` names a server on which it can "
                "be tried"
            ),
        )
    with connected(url) as server:
        row = server.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = current_user"
            " AND NOT rolcreatedb AND NOT rolsuper"
        ).fetchone()
        if row:
            raise Refused(
                say(
                    "this account of PostgreSQL may not make a database to try it in: `sudo -u "
                    "postgres psql -c 'ALTER ROLE {role} CREATEDB'`",
                    role=row[0],
                )
            )


@contextmanager
def scratch_database(closed: ClosedBackup, folder: Path) -> Iterator[None]:
    """An empty database for Django to be set up with; gone afterwards. Nothing of the installation
    is read but its key files."""
    with _variables_put_back():
        os.environ["FANAL_KEYS"] = str(django_setup.key_folder())
        os.environ["FANAL_JOURNAL_HEAD"] = str(folder / "journal.head")
        if closed.header.engine == database_copies.SQLITE:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'fanal.sqlite3'}"
            yield
            _let_go()
            return
        with _postgresql():
            yield
            _let_go()


@contextmanager
def _variables_put_back() -> Iterator[None]:
    """Whatever comes after, in this process or one that it starts, finds the installation again."""
    before = {name: os.environ.get(name) for name in CHANGED}
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _let_go() -> None:
    from fanal.commands.before_fork import let_go_of_the_database

    let_go_of_the_database()


@contextmanager
def _postgresql() -> Iterator[None]:
    """A database beside that of the installation, on the same server, and named after it: another
    installation there may be trying a backup of its own."""
    from psycopg import sql

    from fanal.commands.postgres_programs import connected

    url = urlsplit(django_setup.database_url())
    # PostgreSQL makes a longer name as short as that, and then does not find the longer one.
    name = f"{TRIED_IN}{unquote(url.path[1:])}"[:63]
    database = sql.Identifier(name)
    with connected(url.geturl()) as server:
        # What a trial left that was killed is a whole database, unsealed: only one runs at a time.
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(database))
        os.environ["DATABASE_URL"] = urlunsplit(url._replace(path=f"/{quote(name)}"))
        try:
            yield
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(database))


def _tried(closed: ClosedBackup, folder: Path) -> TrialResult:
    django_setup.ready(empty=True)
    from django.conf import settings

    settings.JOURNAL_PLACES = []  # they know of what was written since
    from fanal.audit.queries import examine, moved_values
    from fanal.authority.queries import certified_faults
    from fanal.keys.recovery_trial import open_sample
    from fanal.retention.queries.tombstones import came_back

    manifest = restoring.restore(closed, folder)
    faults: list[Sentence] = [*examine().faults, *moved_values(), *certified_faults()]
    back = len(came_back())
    if closed.recovery is None:
        return TrialResult(manifest, None, faults, back)
    opened, closed_still = open_sample(closed.recovery, RECORDS)
    return TrialResult(manifest, opened, [*faults, *closed_still], back)


def _print(found: TrialResult, seconds: float) -> None:
    one = found.manifest
    values = {
        "made": moment(one.made),
        "fanal": one.fanal,
        "engine": one.engine,
        "tables": len(one.counts),
        "rows": one.rows,
        "n": one.number,
        "opened": found.opened,
        "seconds": seconds,
    }
    for line in RESULT:
        said = NOT_TRIED if found.opened is None and "{opened}" in line.template else line
        print(spoken(say(said.template, **values)))
    if found.back:
        print(spoken(say(BACK.template, n=found.back)))
