"""What a backup says of itself, under the key of the server that made it."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from fanal.commands import archive
from fanal.commands.database_copies import Copied
from fanal.core.errors import BadInput
from fanal.core.words import say

NAME = "manifest.json"
# Of the manifest itself, so that an older program can say that it is too old.
FORM = 1


@dataclass(frozen=True)
class Manifest:
    """The manifest: versions, digests and counts. `header`: the digest of the lines
    before the sealed part."""

    form: int
    made: str
    fanal: str
    # SQLite goes to PostgreSQL, never back (ADR 3).
    engine: str
    header: str
    file: str
    size: int
    sha256: str
    # Where the journal ended, for what two people are told at a restore.
    number: int
    mark: str
    migrations: list[list[str]]
    # Each table is counted again after a restore.
    counts: dict[str, int]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    def sealed(self) -> bytes:
        """Return the manifest as JSON, with a keyed hash by which the same server
        knows it again."""
        return json.dumps(asdict(self) | {"seal": _seal(asdict(self))}, indent=1).encode()


def of(copied: Copied, *, made: str, fanal: str, engine: str, header: str, file: Path) -> Manifest:
    return Manifest(
        FORM,
        made,
        fanal,
        engine,
        header,
        file.name,
        file.stat().st_size,
        archive.digest(file),
        copied.number,
        copied.mark,
        copied.migrations,
        copied.counts,
    )


def read(text: bytes, where: str) -> Manifest:
    """Return the manifest. Raises BadInput for the backup of a newer version, or of
    other key files."""
    try:
        values = json.loads(text)
        # `pop`, since the seal is over everything else.
        seal, form = str(values.pop("seal")), int(values["form"])
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise BadInput(where, say("holds no manifest that can be read")) from None
    # Before the seal, which a newer form may make otherwise.
    if form > FORM:
        raise _newer(where)
    # Compared in constant time, as every keyed hash here.
    if not hmac.compare_digest(_seal(values).encode(), seal.encode(errors="replace")):
        raise BadInput(
            where,
            say(
                "was made with other key files than those that are here: put back those that "
                "belong to it first, with `fanal keys import`"
            ),
        )
    return Manifest(**values)


def must_be_known(manifest: Manifest, known: Iterable[tuple[str, str]], where: str) -> None:
    """Check that this version of Fanal knows all migrations of the backup. Raises BadInput."""
    apps = {app for app, _name in known}
    # Only of apps that are known: an extra may not be installed here.
    if {(app, name) for app, name in manifest.migrations if app in apps} - set(known):
        raise _newer(where)


def _newer(where: str) -> BadInput:
    return BadInput(where, say("was made by a newer version of Fanal: install that one"))


def _seal(held: dict[str, object]) -> str:
    from fanal.sealed.server_key import derived

    # `sort_keys`: the seal must not depend on the order in which fields were written.
    text = json.dumps(held, sort_keys=True).encode()
    return hmac.new(derived("backup"), text, hashlib.sha256).hexdigest()
