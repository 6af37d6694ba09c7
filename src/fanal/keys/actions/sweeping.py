"""Locks idle sessions in each serving process, whether or not their browser comes back.

The timer of `fanal tick` does the same, but only every five minutes, and it may not be running.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import connection

from fanal.accounts import clock
from fanal.database.failures import named_failure
from fanal.keys import half_sign_in, session
from fanal.keys.models import HalfSignIn, Unlock

logger = logging.getLogger("fanal.keys.actions.sweeping")

EVERY = 15  # seconds: what an idle session outlives its ten minutes by, at most
CHECKPOINT_WAITS = 100  # milliseconds, in which others cannot write
# Other background work, added when the server starts: each call works for some seconds and says
# whether more is left. A list and not an import, since it comes from apps of higher layers.
BACKGROUND_WORK: list[Callable[[], bool]] = []


def start() -> None:
    """Sweep from now on, until this process ends."""
    # A daemon thread: it must not keep a worker alive that is to be replaced.
    threading.Thread(target=_run, name="idle lock", daemon=True).start()


def forget() -> int:
    """Lock idle sessions and forget sign-ins that were not completed. How many were locked."""
    now = clock.now()
    half_sign_in.forget_begun(now)
    return session.forget_idle(now)


def lock_everybody() -> None:
    """Delete all sealed session keys, so that none stay on the disk of a stopped server."""
    Unlock.objects.all().delete()
    HalfSignIn.objects.all().delete()
    empty_the_log()


def _run() -> None:
    while True:
        try:
            forget()
            empty_the_log()
        except Exception as problem:  # it goes on, whatever happened once
            logger.error("idle sessions could not be locked: %s", named_failure(problem))
        finally:
            # A thread of ours sends no `request_finished`, on which Django closes stale
            # connections.
            connection.close_if_unusable_or_obsolete()
        time.sleep(0 if _more_beside() else EVERY)


def _more_beside() -> bool:
    try:
        # All of them, hence a list: `any` over a generator stops at the first that has more to do,
        # and the others would never get their turn.
        more = [goes_on() for goes_on in BACKGROUND_WORK]
        return any(more)
    except Exception as problem:
        logger.error("what goes on beside the idle lock stopped: %s", named_failure(problem))
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
        # A checkpoint that truncates waits for readers and keeps writers out
        # (sqlite.org/pragma.html, wal_checkpoint): not for as long as a page is willing to wait.
        cursor.execute(f"PRAGMA busy_timeout = {CHECKPOINT_WAITS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
