"""The bytes of files that SQLite may have open, read by another process.

To close a file that was opened beside SQLite's back drops every lock that this process holds on it
(https://www.sqlite.org/howtocorrupt.html, 2.2): another process that leaves then takes the log
away, and the next connection fails with "disk I/O error".
"""

import os
import subprocess
import sys

from django.db import connection


def read_by_another(path):
    return subprocess.run(["cat", path], check=True, capture_output=True).stdout


def forbid():
    """From now on a test fails that opens the database of the tests in this process by hand."""
    if connection.vendor != "sqlite":
        return
    database = str(connection.settings_dict["NAME"])

    def look(event, given):
        if event == "open" and isinstance(given[0], str | bytes | os.PathLike):
            path = os.fsdecode(given[0])
            if path.startswith(database):
                raise AssertionError(f"{path}: read it by another process (tests/raw_files.py)")

    sys.addaudithook(look)
