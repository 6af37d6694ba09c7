"""The two databases, from one address: `sqlite:///file` or `postgresql://user@host/name`."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from fanal.core.errors import BadInput
from fanal.core.words import say

# DEFERRED lost 420 of 480 concurrent read-then-write transactions, IMMEDIATE none; FULL keeps an
# acknowledged note through a power cut; secure_delete overwrites what is deleted.
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
    "PRAGMA trusted_schema=OFF; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364"
)

# A thread has at most one connection, so nobody waits for another's. With PostgreSQL gone, the pool
# would hold every request for its 30 seconds, several times over, and then not look again for 5
# minutes: here the page that gives back what was typed comes soon, and so does the recovery.
POOL = {"min_size": 1, "max_size": 8, "timeout": 3, "reconnect_timeout": 5}


def from_url(url: str) -> dict[str, Any]:
    """Django's description of the database at `url`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": SQLITE_START,
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"pool": POOL},
        }
    raise BadInput(
        "DATABASE_URL",
        say("begins with sqlite:// or postgresql://, not “{text}”", text=parts.scheme),
    )
