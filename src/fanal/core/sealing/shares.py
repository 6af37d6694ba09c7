"""The organisation's recovery key as three sheets of words, any two of which open it (SLIP-39)."""

from __future__ import annotations

from collections.abc import Sequence

from fanal.core.errors import BadInput

NEEDED, MADE = 2, 3
ROUNDS = 1  # the secret is random, not a pass-phrase: stretching it gains nothing


def split(secret: bytes) -> list[str]:
    """Three mnemonics (33 words each for 32 bytes) of which any two give `secret` back."""
    from shamir_mnemonic import generate_mnemonics

    groups = generate_mnemonics(1, [(NEEDED, MADE)], secret, iteration_exponent=ROUNDS)
    return list(groups[0])


def join(sheets: Sequence[str]) -> bytes:
    """The secret. Raises BadInput that names the sheet that cannot be read, or says too few."""
    from shamir_mnemonic import MnemonicError, combine_mnemonics
    from shamir_mnemonic.share import Share

    for number, sheet in enumerate(sheets, 1):
        try:
            Share.from_mnemonic(sheet)
        except (MnemonicError, ValueError, KeyError) as problem:
            raise BadInput(f"share {number}", str(problem)) from None
    try:
        return bytes(combine_mnemonics(sheets))
    except MnemonicError as problem:
        raise BadInput("shares", str(problem)) from None
