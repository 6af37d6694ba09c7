"""Starting the process that draws a page of a document, or a picture anew before it is kept
(`fanal.core.casework.page_pictures`): nothing that a stranger made is read in the server itself."""

import hashlib
import logging
import os
import signal
import subprocess
import sys
from base64 import b64decode
from contextlib import suppress
from threading import BoundedSemaphore, Thread, Timer
from typing import IO

from fanal.cases.models import Document
from fanal.core.casework.confinement import SECONDS
from fanal.core.casework.page_pictures import (
    ANEW,
    SHOWN,
    CannotShow,
    DrawnPage,
    WhyNot,
    asked,
    read,
)
from fanal.core.casework.pictures import BROKEN, FORMATS, TOO_MANY_PIXELS
from fanal.core.errors import BadInput
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import say
from fanal.keys.ring import Ring

COMMAND = [sys.executable, "-s", "-P", "-m", "fanal.core.casework.page_pictures"]
# Each takes up to a gigabyte for a moment (`confinement.MEMORY`).
AT_ONCE = 2
MOST_SAID = 32 * 1024**2  # a picture of `MOST_DRAWN` pixels is smaller in any case
turn = BoundedSemaphore(AT_ONCE)
# Whoever keeps a picture writes meanwhile: she waits for nobody who only looks at one.
turn_to_keep = BoundedSemaphore(1)
WHY_NOT_KEPT = {
    WhyNot.TOO_LARGE: TOO_MANY_PIXELS,
    WhyNot.TOO_LONG: say("it took too long to read the picture: send it again, or a smaller one"),
}
logger = logging.getLogger("fanal.cases.document_pictures")


def page_of(document: Document, kind: str, ring: Ring, page: int, width: int) -> DrawnPage:
    """One page of the document as a picture; page 0: how many there are. Raises `CannotShow`."""
    if kind not in SHOWN:
        raise CannotShow(WhyNot.KIND)
    return _in_turn(turn, asked(kind, content_of(document, ring), page, width))


def redrawn(kind: str, content: bytes) -> bytes:
    """A picture without what its file says beside it; what is no picture as it is. Raises
    `BadInput("file", …)`."""
    if kind not in FORMATS:
        return content
    try:
        return _in_turn(turn_to_keep, asked(kind, content, ANEW, 0)).picture
    except CannotShow as cannot:
        raise BadInput("file", WHY_NOT_KEPT.get(cannot.why, BROKEN)) from None


def _in_turn(turns: BoundedSemaphore, document: bytes) -> DrawnPage:
    if not turns.acquire(timeout=SECONDS):
        raise CannotShow(WhyNot.TOO_LONG)
    try:
        return read(_run(document))
    finally:
        turns.release()


def content_of(document: Document, ring: Ring) -> bytes:
    """All of it, opened. Raises Locked or NotGranted; BrokenSeal where it is not what was kept:
    each part is sealed for itself, to which file it belongs stands in clear."""
    parts = document.parts.order_by("number").iterator()
    content = b"".join(b64decode(part.unseal(ring)["bytes"]) for part in parts)
    if hashlib.sha256(content).hexdigest() != document.unseal(ring)["sha256"]:
        raise BrokenSeal(str(document.pk))
    return content


def _run(data: bytes) -> bytes:
    """What it said. It is ended when its time is over, or when it says more than a picture is."""
    try:
        process = subprocess.Popen(  # noqa: S603 (our own program, nothing of a user in its arguments)
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # The environment of the server holds its settings; whatever breaks out of a picture
            # finds none.
            env=_surroundings(),
            cwd="/",
        )
    except OSError as problem:
        logger.error("a page could not be drawn: %s", type(problem).__name__)
        raise CannotShow(WhyNot.TOO_LONG) from None
    output = _talk(process, data)
    # Killed by our timer, or by the system for want of memory: to her both took too long.
    if process.returncode == -signal.SIGKILL:
        raise CannotShow(WhyNot.TOO_LONG)
    if process.returncode != 0:
        logger.error("drawing a page ended with %s", process.returncode)
        raise CannotShow(WhyNot.BROKEN)
    return output


def _talk(process: subprocess.Popen[bytes], data: bytes) -> bytes:
    """Tell and hear at once, as pipes are short; nothing of it touches a disk."""
    assert process.stdin
    assert process.stdout
    stop, tell = Timer(SECONDS, process.kill), Thread(target=_tell, args=(process.stdin, data))
    with process:
        stop.start()
        tell.start()
        output = process.stdout.read(MOST_SAID)
        # A picture that breaks its reader may make it write without end.
        if len(output) == MOST_SAID:
            process.kill()
        process.wait()
        stop.cancel()
        tell.join()
    return output


def _tell(pipe: IO[bytes], data: bytes) -> None:
    with suppress(BrokenPipeError), pipe:  # it may end before it has heard everything
        pipe.write(data)


def _surroundings() -> dict[str, str]:
    """Return where its libraries are, as here; no secret, no address, no home."""
    return {
        "PYTHONPATH": os.pathsep.join(folder for folder in sys.path if folder),
        "LANG": "C.UTF-8",
    }
