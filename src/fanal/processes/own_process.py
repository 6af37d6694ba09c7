"""Work that takes minutes, in a process of its own beside the server: how it is started.

What it is to do comes through a pipe: nothing stands in its arguments or its environment. It opens
the same database with the same key files, and says in a row that it still works; what it found is
kept there (`fanal.matching.comparing`, `fanal.figures.estimating`).
"""

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Thread
from typing import IO

from django.utils import timezone

HEARD_EVERY = 5.0  # seconds between two signs of a process that works
STOPPED_AFTER = timedelta(seconds=60)  # without a sign
logger = logging.getLogger("fanal.processes.own_process")


def command(module: str) -> list[str]:
    return [sys.executable, "-P", "-m", module]


def is_heard(seen_at: datetime) -> bool:
    """Whether the process that gave this sign still works."""
    return timezone.now() - seen_at < STOPPED_AFTER


def start(words: Sequence[str], data: bytes) -> None:
    """Start the process. One that cannot start is noted in the log; no sign of it is ever heard."""
    try:
        process = subprocess.Popen(  # noqa: S603 (our own program, nothing of a user in its arguments)
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            start_new_session=True,
        )
    except OSError as problem:
        logger.error("%s could not start: %s", words[-1], type(problem).__name__)
        return
    Thread(target=_tell, args=(process, words[-1], data), daemon=True).start()


def _tell(process: subprocess.Popen[bytes], name: str, data: bytes) -> None:
    """Tell it what to do, and wait: a process that has ended is to be taken away."""
    pipe: IO[bytes] | None = process.stdin
    with suppress(BrokenPipeError):
        if pipe:
            with pipe:
                pipe.write(data)
    if process.wait():
        logger.error("%s ended with %s", name, process.returncode)


def _surroundings() -> dict[str, str]:
    """Return the environment of here: the process opens the same database with the same key
    files."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
