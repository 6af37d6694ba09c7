"""Opening a file that was sealed to the recovery key: by two sheets, or by an age key."""

from pathlib import Path

import pyrage

from fanal.commands import sealed_files
from fanal.commands.new_shares import once_more, two_sheets
from fanal.commands.sealed_files import FileHeader
from fanal.core.errors import BadInput
from fanal.core.sealing import server, shares
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.words import say

ORGANISATION = "organisation keys"  # what the sealed recovery key is bound to, in the database too
type Identity = pyrage.x25519.Identity


def recovery_key(path: Path, header: FileHeader) -> PrivateKeys:
    """Return the key from the words of two sheets. At a terminal a mistake is said and asked again;
    from a pipe it ends the command. Raises BadInput."""
    sealed = sealed_files.under_shares(path, header)
    while True:
        try:
            return _opened(shares.join(two_sheets()), sealed)
        except BadInput as problem:
            once_more(problem)


def identities(file: Path) -> list[Identity]:
    """Return the keys in a file of `age-keygen`. Raises BadInput."""
    lines = [line.strip() for line in file.read_text("utf-8", "replace").splitlines()]
    try:
        found = [
            pyrage.x25519.Identity.from_str(one) for one in lines if one and not one.startswith("#")
        ]
    except (pyrage.IdentityError, ValueError):
        found = []
    if not found:
        raise BadInput(str(file), say("holds no age key: it is a file that `age-keygen` makes"))
    return found


def _opened(secret: bytes, sealed: bytes) -> PrivateKeys:
    try:
        return PrivateKeys.from_bytes(server.unseal(secret, ORGANISATION, sealed))
    except BrokenSeal:
        raise BadInput(
            "sheets",
            say(
                "are not those of this file: sheets of another organisation, or new ones that were "
                "made after it"
            ),
        ) from None
