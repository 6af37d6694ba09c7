"""What a granter signs: this key, for this holder with exactly these public keys, until this day.

Without it, whoever can write to the database swaps a public key and waits for the next wrap.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from fanal.core.sealing.framing import framed


@dataclass(frozen=True)
class WrapStatement:
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
        return framed(
            "fanal grant 1",
            self.scope,
            ",".join(self.parts),
            str(self.generation),
            self.holder,
            self.fingerprint,
            self.until.isoformat() if self.until else "",
            # The digest: what is signed stays short, and still names this very wrap.
            hashlib.sha256(self.wrapped).digest(),
            self.granter,
        )

    def context(self) -> str:
        """Return what the wrap itself is bound to."""
        return f"wrap|v1|{self.scope}|{','.join(self.parts)}|{self.holder}|{self.generation}"


def certificate(kind: str, holder: str, fingerprint: bytes) -> bytes:
    """The bytes signed to say that these public keys are the holder's."""
    # Unambiguous without `framed`: kinds and ids hold no bar of their own, and the fingerprint,
    # which may hold any byte, comes last.
    return b"fanal keys of|" + kind.encode() + b"|" + holder.encode() + b"|" + fingerprint
