"""Starts the process that draws a page of a document (`fanal.core.casework.page_pictures`)."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from base64 import b64decode
from threading import BoundedSemaphore

from fanal.cases.models import Document
from fanal.core.casework.confinement import SECONDS
from fanal.core.casework.page_pictures import (
    SHOWN,
    CannotShow,
    DrawnPage,
    WhyNot,
    asked,
    read,
)
from fanal.keys.ring import Ring

COMMAND = [sys.executable, "-s", "-P", "-m", "fanal.core.casework.page_pictures"]
# Each takes up to a gigabyte for a moment (`confinement.MEMORY`).
AT_ONCE = 2
turn = BoundedSemaphore(AT_ONCE)
logger = logging.getLogger("fanal.cases.document_pictures")


def page_of(document: Document, kind: str, ring: Ring, page: int, width: int) -> DrawnPage:
    """One page of the document as a picture; page 0: how many there are. Raises `CannotShow`."""
    if kind not in SHOWN:
        raise CannotShow(WhyNot.KIND)
    told = asked(kind, content_of(document, ring), page, width)
    if not turn.acquire(timeout=SECONDS):
        raise CannotShow(WhyNot.TOO_LONG)
    try:
        return read(_run(told))
    finally:
        turn.release()


def content_of(document: Document, ring: Ring) -> bytes:
    """All of it, opened. Raises Locked or NotGranted."""
    parts = document.parts.order_by("number").iterator()
    return b"".join(b64decode(part.unseal(ring)["bytes"]) for part in parts)


def _run(told: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (our own program, nothing of a user in its arguments)
            COMMAND, input=told, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=SECONDS, env=_surroundings(), check=False, cwd="/",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise CannotShow(WhyNot.TOO_LONG) from None
    except OSError as problem:
        logger.error("a page could not be drawn: %s", type(problem).__name__)
        raise CannotShow(WhyNot.TOO_LONG) from None
    if done.returncode != 0:
        logger.error("drawing a page ended with %s", done.returncode)
        raise CannotShow(WhyNot.BROKEN)
    return done.stdout


def _surroundings() -> dict[str, str]:
    """Where its libraries are, as here; no secret, no address, no home."""
    return {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one), "LANG": "C.UTF-8"}
