"""The bytes of files that SQLite may have open, read by another process.

To close a file that was opened beside SQLite's back drops every lock that this process holds on it
(https://www.sqlite.org/howtocorrupt.html, 2.2): another process that leaves then takes the log
away, and the next connection fails with "disk I/O error".
"""

import subprocess


def read_by_another(path):
    return subprocess.run(["cat", path], check=True, capture_output=True).stdout
