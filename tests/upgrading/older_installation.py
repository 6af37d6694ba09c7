"""An installation of version 0.1.0, as it was found on a machine: its database, keys and heads.

`installation_of_0_1_0.tar.xz` is what `fanal demo --prepare` of commit 3005b92c left in its folder:
everybody in it is invented, its keys and pass-phrases are public. Its rows were written, sealed and
attested by that version and by nothing here; never make it anew with a later one.
"""

import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.operations.installation import KEPT, PATIENCE, Machine
from tests.upgrading import tables_of_before

KEPT_COPY = Path(__file__).with_name("installation_of_0_1_0.tar.xz")
DATABASE = "fanal.sqlite3"
# Its pass-phrases cost little, as those of every demonstration do.
DEMONSTRATION = {"FANAL_DEMO": "1", "FANAL_CONFIG": ""}


def unpacked(to):
    """The installation in the folder `to`, on SQLite."""
    with tarfile.open(KEPT_COPY) as file:
        file.extractall(to, filter="data")
    for one in (to, to / "keys"):
        one.chmod(0o700)
    return Machine(to, to / "keys", DATABASE_URL="", **DEMONSTRATION)


@contextmanager
def on_postgresql(to, server):
    """The same rows in a database of their own on the server whose address is given."""
    name = f"fanal_of_0_1_0_{os.getpid()}"
    with psycopg.connect(named(server, "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            machine = unpacked(to)
            older = (to / DATABASE).rename(to.parent / "older.sqlite3")
            machine.more["DATABASE_URL"] = named(server, name)
            tables_of_before.make(named(server, name))
            tables_of_before.fill(named(server, name), older)
            yield machine
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def named(server, database):
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


def python(machine, module, *words):
    """A program of these tests, run on the machine."""
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    env |= {"FANAL_VAR": str(machine.var), "FANAL_KEYS": str(machine.keys)} | machine.more
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        env=env,
        cwd=root,
        text=True,
        capture_output=True,
        timeout=PATIENCE,
    )


def sealed_rows(to):
    """How many rows of each table have a column `sealed`: counted before anything is upgraded."""
    with tarfile.open(KEPT_COPY) as file:
        file.extract(DATABASE, to, filter="data")
    with closing(sqlite3.connect(to / DATABASE)) as database:
        tables = [
            one
            for (one,) in database.execute(
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                "WHERE m.type = 'table' AND c.name = 'sealed'"
            )
        ]
        return {t: database.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
