"""Locks what was idle also where no browser comes back, in each process that serves.

The timer of `fanal tick` does the same, but runs every five minutes only, and may stand still.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import connection

from fanal.accounts import clock
from fanal.keys import half_sign_in, session
from fanal.keys.models import HalfSignIn, Unlock

logger = logging.getLogger("fanal.keys.actions.sweeping")

EVERY = 15  # seconds
CHECKPOINT_WAITS = 100  # milliseconds, in which others cannot write
# What is done beside it, added when the server starts: some seconds of it, and whether more is left
ALSO: list[Callable[[], bool]] = []


def start() -> None:
    """Sweep from now on, until this process ends."""
    threading.Thread(target=_run, name="idle lock", daemon=True).start()


def forget() -> int:
    """Lock what was idle, forget sign-ins that did not go on. How many were locked."""
    now = clock.now()
    half_sign_in.forget_begun(now)
    return session.forget_idle(now)


def lock_everybody() -> None:
    """Nobody stays unlocked on the disk of a server that stands still."""
    Unlock.objects.all().delete()
    HalfSignIn.objects.all().delete()
    empty_the_log()


def _run() -> None:
    while True:
        try:
            forget()
            empty_the_log()
        except Exception as problem:  # it goes on, whatever happened once
            logger.error("idle sessions could not be locked: %s", type(problem).__name__)
        finally:
            connection.close_if_unusable_or_obsolete()
        time.sleep(0 if _more_beside() else EVERY)


def _more_beside() -> bool:
    try:
        more = [one() for one in ALSO]
        return any(more)
    except Exception as problem:
        logger.error("what goes on beside the idle lock stopped: %s", type(problem).__name__)
        return False
    finally:
        connection.close_if_unusable_or_obsolete()


def empty_the_log() -> None:
    """What was deleted is overwritten in the file of SQLite (`secure_delete`), but stays in the log
    beside it until that is written anew. Where somebody reads just now, the next sweep does it."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {CHECKPOINT_WAITS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
