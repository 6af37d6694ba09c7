"""A folder for the copies on their way, and one command at a time that needs it."""

import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fanal.core.errors import Refused
from fanal.core.words import say

LOCK, PREFIX = "backup.lock", "scratch-"


def must_be_free(var: Path) -> None:
    """Check, before sheets are brought out, that no other command is at it. Raises Refused."""
    # Nothing is held while they are typed: the backup of the night must not wait for a hand.
    with scratch(var):
        pass


@contextmanager
def scratch(var: Path) -> Iterator[Path]:
    """A folder of our own in `var`, beside the database, gone afterwards; so is what a command that
    was killed left there. Raises Refused where another command is at it."""
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it is gone then too
    with os.fdopen(os.open(var / LOCK, os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        try:
            # The kernel lets go of it when a command is killed; a file that merely exists would
            # stay.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(say("another backup or restore is running: nothing was done")) from None
        for left in var.glob(f"{PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=var))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
