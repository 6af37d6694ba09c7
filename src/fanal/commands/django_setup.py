"""Django made ready for a command, with the keys and the database of work or of demonstration."""

import errno
import gc
import logging
import os
from pathlib import Path

from fanal.commands import database_files, key_file_creation, memory
from fanal.database import failures
from fanal.installation import key_file_marks, key_files
from fanal.settings import options, reader

# New objects after which cycles among them are looked for: a page makes thousands, and looking at
# Python's usual number of them was 4 % of its time (`tools/bench_house.py`).
GARBAGE = 50_000


def folder(demo: bool) -> Path:
    """Return where data lies: the setting `var`, or `var` here; the demonstration has
    its own in it."""
    var = Path(options.VAR.value() or "var").resolve()
    return var / "demo" if demo else var


def key_folder() -> Path:
    """Return where the key files lie: the setting `keys`, or `keys` beside the data."""
    return Path(options.KEYS.value() or folder(demo=False) / "keys")


def database_url() -> str:
    """Return the address of the database; empty for the file of SQLite beside the data."""
    return options.DATABASE.value()


def ready(*, demo: bool = False, make_keys: bool = False, empty: bool = False) -> None:
    """Set Django up. Raises BadInput when key files are missing and not to be made, or are others
    than before; when there is no database, nothing in it, or when others may read it. `empty`:
    there need be none yet, a backup will be put back."""
    # First: from here on there are keys in memory.
    memory.close_to_others()
    say_it_once()
    # A test or a developer may have named another.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.settings.main")
    if demo:
        of_the_demonstration()
    # The settings read it from the environment; the one who decides is this function.
    var = folder(demo)
    os.environ["FANAL_VAR"] = str(var)
    if not demo:
        must_be_its_owner(var)
    if demo:
        os.environ["FANAL_KEYS"] = str(var / "keys")
    if make_keys:
        key_file_creation.make_key_files(var)
    # Late: the environment has to be complete before settings are read.
    load()
    from django.conf import settings

    # Django's pool would give no reason, and many lines.
    if not empty:
        failures.must_answer(settings.DATABASES["default"])
    # What this command has just made is closed to others; what was there is only looked at.
    if make_keys:
        database_files.close_to_others(settings.DATABASES["default"], var)
    else:
        _check_files(empty=empty)


def _check_files(*, empty: bool) -> None:
    from django.conf import settings

    database = settings.DATABASES["default"]
    key_files.check(settings.KEY_FOLDER)
    key_file_marks.must_be_ours(settings.VAR, settings.KEY_FOLDER)
    if not empty:
        database_files.must_be_there(database)
    database_files.check(database)
    if not empty:
        database_files.must_hold_something(database)


def must_be_its_owner(var: Path) -> None:
    """Refuse root where the data are of another account. Raises PermissionError.

    Root may write everywhere: what it writes, the service cannot read. Its notes of backups would
    be lost with the next, and PostgreSQL knows the other account alone.
    """
    if os.geteuid() == 0 and var.exists() and var.stat().st_uid != 0:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(var))


def load() -> None:
    """Load Django and all models."""
    import django

    # What is loaded stays: looking for garbage among it was half of the start, and again part of
    # every command.
    gc.disable()
    django.setup()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()


def say_it_once() -> None:
    """Silence the pool, so that a server that cannot be reached is told in one line,
    by the command itself."""
    # Else psycopg's pool logs every try.
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)


def of_the_demonstration() -> None:
    """Use nothing of an installation on this machine: no file of settings, no database."""
    os.environ["FANAL_DEMO"] = "1"
    os.environ[reader.WHERE] = ""
    # A demonstration on a server must never write into its database.
    os.environ.pop("DATABASE_URL", None)


def migrate() -> None:
    """Bring the database up to date; quick when it is."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    # Counters of tries lie in a table, so that several workers share them.
    call_command("createcachetable", verbosity=0)
