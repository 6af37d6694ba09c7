"""The programs of PostgreSQL for this database: `pg_dump`, `pg_restore`. No password on a line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.core.errors import BadInput
from fanal.core.words import say

if TYPE_CHECKING:
    import psycopg

HOME = Path("/usr/lib/postgresql")  # Debian: a folder for each version
# libpq's parameters and the variables by which it takes them (PostgreSQL, 34.15).
VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslcrl": "PGSSLCRL",
    "channel_binding": "PGCHANNELBINDING",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "gssencmode": "PGGSSENCMODE",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}
type Parameters = Mapping[str, object]


def conninfo(parameters: Parameters) -> str:
    """Return those of Django's parameters that PostgreSQL knows, as libpq writes them."""
    from psycopg.conninfo import make_conninfo

    known = {name: str(value) for name, value in parameters.items() if name in VARIABLES and value}
    return make_conninfo("", **known)


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """Yield the server that a `DATABASE_URL` names, for statements outside any transaction. By way
    of its own database where the one that is named is not there yet: a backup is tried before
    that."""
    import psycopg

    from fanal.settings.database import from_url

    held = from_url(url)
    known = {
        "dbname": held["NAME"],
        "user": held["USER"],
        "password": held["PASSWORD"],
        "host": held["HOST"],
        "port": held["PORT"],
        **held["OPTIONS"],
    }
    try:
        connection = psycopg.connect(conninfo(known), autocommit=True)
    except psycopg.OperationalError:
        connection = psycopg.connect(conninfo(known | {"dbname": "postgres"}), autocommit=True)
    with connection:
        yield connection


def run(name: str, *options: str, parameters: Parameters) -> None:
    """Run a program on the database that the parameters name. Raises BadInput with
    its last line."""
    named = {VARIABLES[one]: str(value) for one, value in parameters.items() if one in VARIABLES}
    done = subprocess.run(  # noqa: S603 (an absolute path, and options of ours)
        [installed(name), *options],
        env={**os.environ, **named, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        wrong = [line for line in lines if "error:" in line]
        raise BadInput(name, (wrong or lines)[0].removeprefix(f"{name}: "))


def installed(name: str) -> str:
    """Return the newest of several versions of a program: it reads older servers, never the other
    way round. Raises BadInput where none is there."""
    versions = sorted(HOME.glob(f"*/bin/{name}"), key=lambda one: _number(one.parts[4]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise BadInput(name, say("is not installed: `apt-get install postgresql-client`"))
    return found


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0
