"""Django made ready for a command, with the keys and the database of work or of demonstration."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from fanal.commands import database_files, memory


def folder(demo: bool) -> Path:
    """Where data lies: FANAL_VAR or `var` here; the demonstration has a folder of its own in it."""
    var = Path(os.environ.get("FANAL_VAR", "var")).resolve()
    return var / "demo" if demo else var


def key_folder(demo: bool = False) -> Path:
    """Where the key files lie: FANAL_KEYS, or `keys` beside the data."""
    return Path(os.environ.get("FANAL_KEYS", folder(demo) / "keys"))


def database_url() -> str:
    """Which database; empty for the file of SQLite beside the data."""
    return os.environ.get("DATABASE_URL", "")


def ready(*, demo: bool = False, make_keys: bool = False, empty: bool = False) -> None:
    """Set Django up. Raises BadInput when key files are missing and not to be made, or when others
    may read the database. `empty`: there need be none yet, a backup will be put back."""
    memory.close_to_others()
    say_it_once()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.settings.main")
    var = folder(demo)
    os.environ["FANAL_VAR"] = str(var)
    if demo:
        os.environ["FANAL_DEMO"] = "1"
        os.environ.pop("DATABASE_URL", None)
        os.environ["FANAL_KEYS"] = str(var / "keys")
    if make_keys:
        from fanal import key_files

        key_files.make(Path(os.environ.get("FANAL_KEYS", var / "keys")))
    import django
    from django.conf import settings

    django.setup()
    if make_keys:
        database_files.close_to_others(settings.DATABASES["default"], var)
    else:
        database_files.check(settings.DATABASES["default"])


def say_it_once() -> None:
    """Of a server that cannot be reached the command itself says so, in one line."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)


def migrate() -> None:
    """Bring the database up to date; quick when it is."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
