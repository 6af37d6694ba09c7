"""Run as a program: threads that write notes while each close() of SQLite is slow, and looked at.

python closing_race.py FILE kept|closed    prints how many locks a close() dropped, and how many notes went

`unixClose` of SQLite (os_unix.c; the same in every release read, 3.46.1 to 3.54.1) leaves its mutex
before it closes the file. A thread that takes the database's lock in between loses it, for POSIX
drops every lock of a process with any close() of that file. The VFS lets a program replace its call
of close(): here it sleeps first, which only widens the window, then asks the kernel for our locks.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

THREADS, SECONDS = 3, 1
PATIENCE = 60  # seconds until a lock has gone, on a machine that has other work
PAUSE, WIDER = 0.002, 0.002  # between two requests of a thread; before each close()
SHARED_FIRST = 0x40000002  # os.h of SQLite: the bytes on which a reader holds its lock
METHODS = [
    "xOpen",
    "xDelete",
    "xAccess",
    "xFullPathname",
    "xDlOpen",
    "xDlError",
    "xDlSym",
    "xDlClose",
    "xRandomness",
    "xSleep",
    "xCurrentTime",
    "xGetLastError",
    "xCurrentTimeInt64",
]
CLOSE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)
SET_SYSTEM_CALL = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, CLOSE)


class Vfs(ctypes.Structure):
    """sqlite3_vfs, as far as we need it."""

    _fields_ = [
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        ("pNext", ctypes.c_void_p),
        ("zName", ctypes.c_char_p),
        ("pAppData", ctypes.c_void_p),
        *((name, ctypes.c_void_p) for name in METHODS),
        ("xSetSystemCall", SET_SYSTEM_CALL),
    ]


class SlowClose:
    """SQLite's close() of `file`, slowed down; `dropped` counts the locks that went with one."""

    def __init__(self, file: Path) -> None:
        self.inode, self.dropped = file.stat().st_ino, 0
        self.call = CLOSE(self.close)  # kept: SQLite calls it until the end

    def close(self, number: int) -> int:
        if os.fstat(number).st_ino == self.inode:
            time.sleep(WIDER)
            self.dropped += self.locked()
        os.close(number)
        return 0

    def locked(self) -> bool:
        """Whether the kernel holds a reader's lock of this process on the file."""
        for line in Path("/proc/locks").read_text().splitlines():
            *_, pid, place, first, _ = line.split()
            if (pid, first) == (str(os.getpid()), str(SHARED_FIRST)):
                return place.endswith(f":{self.inode}")
        return False

    def install(self) -> None:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
        vfs = library.sqlite3_vfs_find(None)
        assert vfs.contents.xSetSystemCall(vfs, b"close", self.call) == 0


def made(file: Path) -> None:
    with sqlite3.connect(file) as first:
        first.execute("PRAGMA journal_mode=WAL")
        first.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
    first.close()


def ready(file: Path, long_lived: bool) -> Any:
    """Django on this file, with the settings of the product or with a connection a request."""
    from django.conf import settings

    from fanal.settings.database import from_url

    database = from_url(f"sqlite:///{file}")
    if not long_lived:
        database["CONN_MAX_AGE"] = 0
    settings.configure(DATABASES={"default": database}, USE_TZ=True)
    import django

    django.setup()


def write(goes_on: Callable[[], bool], written: list[int]) -> None:
    """What a request does to its connection, again and again."""
    from django.core.signals import request_finished, request_started
    from django.db import connection

    while goes_on():
        request_started.send(None)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO note (text) VALUES ('a')")
            written.append(1)
        request_finished.send(None)
        time.sleep(PAUSE)


def main(name: str, mode: str) -> None:
    file = Path(name)
    made(file)
    ready(file, mode == "kept")
    if mode == "kept":
        from fanal.settings.database import keep_open

        keep_open()
    close = SlowClose(file)
    close.install()
    written: list[int] = []
    began = time.monotonic()

    def goes_on() -> bool:
        lasted = time.monotonic() - began
        return lasted < SECONDS or (mode == "closed" and not close.dropped and lasted < PATIENCE)

    threads = [threading.Thread(target=write, args=(goes_on, written)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(close.dropped, len(written), flush=True)
    os._exit(0)  # SQLite would call a close() whose Python is gone


if __name__ == "__main__":
    main(*sys.argv[1:])
