"""T1: what the server itself may read, and nobody who only holds the database.

version | nonce 12 | ciphertext and tag, AES-256-GCM, bound to its context

Version 1 is bound to what the caller says (a session, the recovery key); version 2 is a column of
one row (`fanal.sealed.columns`).

version 3 | AES-SIV (RFC 5297) of a short code, bound to its context: it has no nonce, so that the
same code in the same context is the same bytes, and is found by them (`fanal.sealed.scoped_codes`)
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.padding import pad, unpad

# Part of what is authenticated: a value of one kind is never taken for one of another.
VERSION, OF_A_ROW, FOUND, NONCE, TAG = 1, 2, 3, 12, 16
# AES-SIV takes two keys of 256 bits in one, for S2V and for CTR (RFC 5297, section 2.6).
CODE, CODE_KEY = 32, 64


def derive(server_key: bytes, purpose: str, size: int = 32) -> bytes:
    """A key of `size` bytes for one purpose, from the server's key file."""
    # No salt: what the key file holds is uniform. The purpose keeps the keys independent of each
    # other (RFC 5869, section 3.2), so that one that leaks tells nothing of the rest.
    return HKDF(SHA256(), size, None, b"fanal server|" + purpose.encode()).derive(server_key)


def seal(key: bytes, context: str, data: bytes, version: int = VERSION) -> bytes:
    """Return `data` padded and sealed under `key` (32 bytes) for `context`."""
    nonce, begin = os.urandom(NONCE), bytes([version])
    # One key seals all T1 columns with random nonces. SP 800-38D, section 8.3, allows 2^32 of
    # these, far more than the people of one organisation will ever write.
    # The version is bound to the data: a value sealed for a session is none of a row.
    return begin + nonce + AESGCM(key).encrypt(nonce, pad(data), begin + context.encode())


def unseal(key: bytes, context: str, blob: bytes, version: int = VERSION) -> bytes:
    """The data. Raises BrokenSeal, also for another version."""
    if len(blob) < 1 + NONCE + TAG or blob[0] != version:
        raise BrokenSeal(context)
    nonce, sealed = blob[1 : 1 + NONCE], blob[1 + NONCE :]
    try:
        return unpad(AESGCM(key).decrypt(nonce, sealed, blob[:1] + context.encode()))
    except InvalidTag:
        raise BrokenSeal(context) from None


def seal_code(key: bytes, context: str, code: str) -> bytes:
    """Return `code` (at most 32 bytes) sealed under `key` (64 bytes): the same each time in the
    same context."""
    data, begin = code.encode(), bytes([FOUND])
    if len(data) > CODE:
        raise ValueError(f"longer than {CODE} bytes: {code}")
    # All of one length: of a short list of codes the length alone would tell which one it is. That
    # equal codes look alike is the price of finding them (RFC 5297), and why the context is one
    # case.
    return begin + AESSIV(key).encrypt(data.ljust(CODE, b"\x00"), [begin + context.encode()])


def unseal_code(key: bytes, context: str, blob: bytes) -> str:
    """The code. Raises BrokenSeal."""
    if len(blob) != 1 + TAG + CODE or blob[0] != FOUND:
        raise BrokenSeal(context)
    try:
        data = AESSIV(key).decrypt(blob[1:], [blob[:1] + context.encode()])
    except InvalidTag:
        raise BrokenSeal(context) from None
    # No code ends in a zero byte: this takes off what `seal_code` put there and nothing else.
    return data.rstrip(b"\x00").decode()
