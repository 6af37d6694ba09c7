"""Pages that answer a POST, until the browser fetches them by GET: sealed under a secret that only
the browser has, for ten minutes, in a folder that lies in memory where the system has one.

Not in the database: this has to work while the database is away, and nothing of it belongs into a
backup.
"""

import json
import os
import secrets
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse

from fanal.core.sealing import server
from fanal.core.sealing.failures import BrokenSeal

KEPT_SECONDS = 600  # ADR 10
# Bytes in all; the oldest go first. Strangers have their own room: a flood of them takes away
# nothing of whoever is at work.
ROOM = {"unlocked": 32_000_000, "locked": 4_000_000}


@dataclass(frozen=True)
class Secrets:
    """What the browser holds: its own secret, and while she is unlocked that of her keys."""

    browser: str
    unlock: str = ""

    @property
    def kind(self) -> str:
        return "unlocked" if self.unlock else "locked"

    def key(self) -> bytes:
        own = blake2b(self.browser.encode(), digest_size=32).digest()
        return blake2b(self.unlock.encode(), digest_size=32, key=own).digest()


def keep(response: HttpResponse, held: Secrets) -> str:
    """Keep a page; the ticket by which it is fetched. Raises OSError where there is no room."""
    ticket = secrets.token_urlsafe(16)
    sealed = server.seal(held.key(), _context(ticket), _packed(response))
    settings.SEALED_PAGES.mkdir(mode=0o700, exist_ok=True)
    _make_room(held.kind, len(sealed))
    _write(_path(ticket, held.kind), sealed)
    return ticket


def fetch(ticket: str, held: Secrets) -> HttpResponse | None:
    """The page, with the status it had; None where there is none, or it is of another browser.

    What was kept while nobody was unlocked is shown once, and so is what closes by itself.
    """
    path = _path(ticket, held.kind)
    with suppress(OSError, BrokenSeal):
        if _is_over(path.stat()):
            return None
        page = _unpacked(server.unseal(held.key(), _context(ticket), path.read_bytes()))
        if not held.unlock or "Refresh" in page.headers:
            path.unlink(missing_ok=True)
        return page
    return None


def forget(ticket: str, held: Secrets) -> None:
    """Forget a page that was shown, and is not shown again."""
    _path(ticket, held.kind).unlink(missing_ok=True)


def forget_old() -> int:
    """Delete what nobody can fetch any more; the sweep calls it. How many went."""
    old = [path for path, about in _files() if _is_over(about)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _packed(page: HttpResponse) -> bytes:
    about = json.dumps({"status": page.status_code, "headers": dict(page.headers)})
    return zlib.compress(about.encode() + b"\n" + page.content, level=1)


def _unpacked(data: bytes) -> HttpResponse:
    about, _, content = zlib.decompress(data).partition(b"\n")
    return HttpResponse(content, **json.loads(about))


def _write(path: Path, data: bytes) -> None:
    """Write the file whole or not at all."""
    new = path.with_suffix(".new")
    try:
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        new.rename(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def _make_room(kind: str, size: int) -> None:
    forget_old()
    own = sorted(
        (about.st_mtime, about.st_size, path) for path, about in _files() if path.name[0] == kind[0]
    )
    left = ROOM[kind] - size - sum(size for _at, size, _path in own)
    for _at, freed, path in own:
        if left >= 0:
            return
        path.unlink(missing_ok=True)
        left += freed
    if left < 0:
        raise OSError("no room for this page")


def _files() -> Iterator[tuple[Path, os.stat_result]]:
    for path in list(settings.SEALED_PAGES.iterdir()):
        with suppress(FileNotFoundError):  # another worker was faster
            yield path, path.stat()


def _is_over(about: os.stat_result) -> bool:
    # In both directions: by a clock that was set back a page would lie there for longer.
    return not -KEPT_SECONDS < time.time() - about.st_mtime < KEPT_SECONDS


def _path(ticket: str, kind: str) -> Path:
    name = blake2b(ticket.encode(errors="replace"), digest_size=16).hexdigest()
    return settings.SEALED_PAGES / f"{kind[0]}-{name}"


def _context(ticket: str) -> str:
    return f"page|{ticket}"
