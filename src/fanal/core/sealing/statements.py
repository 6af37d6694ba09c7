"""What a granter signs: this key, for this holder with exactly these public keys, until this day.

Without it, whoever can write to the database swaps a public key and waits for the next wrap.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Statement:
    """One wrap to one holder. `granter` is a person's id, or "house" when the server acts alone."""

    scope: str
    parts: tuple[str, ...]
    generation: int
    holder: str
    fingerprint: bytes
    until: date | None
    wrapped: bytes
    granter: str

    def encoded(self) -> bytes:
        """The bytes that are signed: each part with its length, so that no two statements meet."""
        fields = (
            b"fanal grant 1",
            self.scope.encode(),
            ",".join(self.parts).encode(),
            str(self.generation).encode(),
            self.holder.encode(),
            self.fingerprint,
            self.until.isoformat().encode() if self.until else b"",
            hashlib.sha256(self.wrapped).digest(),
            self.granter.encode(),
        )
        return b"".join(len(one).to_bytes(4) + one for one in fields)

    def context(self) -> str:
        """What the wrap itself is bound to."""
        return f"wrap|v1|{self.scope}|{','.join(self.parts)}|{self.holder}|{self.generation}"


def certificate(kind: str, holder: str, fingerprint: bytes) -> bytes:
    """The bytes signed to say that these public keys are the holder's."""
    return b"fanal keys of|" + kind.encode() + b"|" + holder.encode() + b"|" + fingerprint
