"""Seals a person's private keys under something she knows: a pass-phrase or a recovery code.

    pass-phrase -- Argon2id --> HKDF with the pepper file --> AES-256-GCM --> private keys

Whoever steals the database without the pepper cannot even try a weak pass-phrase.
Argon2id: t=3, m=64 MiB, p=1 (OWASP ASVS 5.0, appendix C; RFC 9106 section 4 as a floor).
"""

import base64
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fanal.core.errors import BadInput
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import say

VERSION = 1
SALT, NONCE, KEY = 16, 12, 32
HEADER = 1 + 1 + 4 + SALT
# 20 bytes are exactly 32 letters of base 32: no padding on paper.
CODE_BYTES = 20


@dataclass(frozen=True)
class Cost:
    """How much one guess costs: passes and KiB of memory. Kept in the blob and authenticated."""

    passes: int = 3
    memory: int = 65_536


FULL = Cost()


def seal_under(passphrase: str, pepper: bytes, secret: bytes, context: str, cost: Cost) -> bytes:
    """Return `secret` sealed under `passphrase`: version | passes | memory | salt |
    nonce | ciphertext."""
    header = bytes([VERSION, cost.passes]) + cost.memory.to_bytes(4) + os.urandom(SALT)
    nonce = os.urandom(NONCE)
    key = _key(passphrase, pepper, header)
    # The cost stands in what is authenticated: lowered in the database, the blob no longer opens.
    return header + nonce + AESGCM(key).encrypt(nonce, secret, header + context.encode())


def open_with(passphrase: str, pepper: bytes, blob: bytes, context: str, least: Cost) -> bytes:
    """The secret. Raises BrokenSeal for a wrong pass-phrase, pepper, context, or lower cost."""
    if len(blob) < HEADER + NONCE or blob[0] != VERSION:
        raise BrokenSeal("pass-phrase blob")
    # Read before they are authenticated, since the key depends on them: hence the bounds below.
    passes, memory = blob[1], int.from_bytes(blob[2:6])
    # A blob rewritten to a cheaper cost would make guessing cheap: refused before it is tried. One
    # rewritten to a dearer cost must not take all the memory of the server either.
    if passes < least.passes or not least.memory <= memory <= 4 * FULL.memory or passes > 16:
        raise BrokenSeal("cost")
    header, nonce, sealed = blob[:HEADER], blob[HEADER : HEADER + NONCE], blob[HEADER + NONCE :]
    try:
        key = _key(passphrase, pepper, header)
        return AESGCM(key).decrypt(nonce, sealed, header + context.encode())
    except InvalidTag:
        raise BrokenSeal("pass-phrase") from None


def in_fours(letters: str) -> str:
    """Return the letters in groups of four, for whoever reads them from paper."""
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def new_code() -> str:
    """A recovery code of 160 random bits, in eight groups of four for the eye."""
    # 160 bits need no stretching; it is stretched all the same, so that one form holds both.
    letters = base64.b32encode(os.urandom(CODE_BYTES)).decode()
    return in_fours(letters)


def read_code(typed: str) -> str:
    """A typed code as `new_code` gives it; 0, 1, 8 are read as O, I, B. Raises BadInput."""
    # The base 32 of RFC 4648, section 6, leaves out 0, 1 and 8 because people take them for these
    # letters.
    letters = "".join(typed.split()).replace("-", "").upper().translate(str.maketrans("018", "OIB"))
    if len(letters) != 32 or not set(letters) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"):
        raise BadInput("code", say("has eight groups of four letters and digits"))
    return in_fours(letters)


def _key(passphrase: str, pepper: bytes, header: bytes) -> bytes:
    passes, memory, salt = header[1], int.from_bytes(header[2:6]), header[6:HEADER]
    # One lane: the workers of a server are its parallelism, and a guesser has lanes enough of his
    # own.
    stretched = Argon2id(salt=salt, length=KEY, iterations=passes, lanes=1, memory_cost=memory)
    # The pepper is the salt, that is, the HMAC key of HKDF-Extract (RFC 5869, section 2.2): without
    # the file no guess can be checked, however well the pass-phrase is known.
    return HKDF(SHA256(), KEY, pepper, b"fanal pass-phrase").derive(
        stretched.derive(passphrase.encode())
    )
