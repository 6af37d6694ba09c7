"""A paper that was destroyed can be shown to have existed: its fingerprint, its time, its code.

Recognition certificates of foreign courts were destroyed on arrival (Alliance Anti-Trafic). The
person keeps a code of 14 characters in her head or on a scrap; the vault keeps the fingerprint.
"""

from hashlib import sha256
from secrets import token_bytes

from fanal.core.errors import BadInput
from fanal.core.words import say

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
# Crockford's base 32 checks modulo the prime 37, hence five more signs than there are letters.
CHECKS = LETTERS + "*~$=U"
RANDOM_BYTES = 8
LENGTH = 13  # letters of five bits hold 64 bits
# She may have it in her head only, and write it as she hears it.
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def fingerprint(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def new_code() -> str:
    """A code that nobody can guess."""
    return code_from(token_bytes(RANDOM_BYTES))


def code_from(random: bytes) -> str:
    """A code from 8 random bytes, with a check character, written in groups."""
    if len(random) != RANDOM_BYTES:
        raise BadInput("code", say("takes {n} random bytes", n=RANDOM_BYTES))
    number = int.from_bytes(random)
    body = "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return grouped(body + _check(body))


def grouped(code: str) -> str:
    return "-".join((code[:5], code[5:10], code[10:]))


def read_code(typed: str) -> str:
    """The code as kept, from what a person typed. Raises `BadInput` where it cannot be one."""
    bare = "".join(typed.upper().split()).replace("-", "").translate(_READ_AS)
    body, check = bare[:-1], bare[-1:]
    if len(body) != LENGTH or any(letter not in LETTERS for letter in body):
        raise BadInput("code", say("A code has 14 letters and digits."))
    if _check(body) != check:
        raise BadInput("code", say("One character is wrong: please read it again."))
    return grouped(body + check)


def _check(body: str) -> str:
    number = 0
    for letter in body:
        number = number * 32 + LETTERS.index(letter)
    # 37 is prime and larger than 32, so that every single wrong letter and every swap of neighbours
    # changes the rest.
    return CHECKS[number % 37]
