"""The name under which finance knows somebody: one token a person and grant, of no
use elsewhere (ADR 30).

It is computed by the server's key and stored in no list that joins it to her: the same person has
the same token in a grant, and another one in the next.
"""

from uuid import UUID

from fanal.sealed.server_key import marked

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is read for another
LENGTH = 8


def token_of(person: UUID, grant: UUID) -> str:
    """Return the token of a person and a grant, such as K7F3-Q9TA: 40 bits."""
    mark = int(marked(f"{grant}|{person}", "funds.token")[:16], 16)
    # 32 letters are five bits each.
    drawn = "".join(LETTERS[mark >> 5 * n & 31] for n in range(LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def goods_token(person: UUID, goods: UUID, grant: UUID | None) -> str:
    """Return her token in the grant that counts these goods; of goods of no grant one for these
    goods alone."""
    return token_of(person, grant or goods)


def holder_mark(token: str) -> str:
    """Return the mark by which rows of one token are found; it tells the token to nobody."""
    return marked(token, "funds.holder")


def receipt_mark(number: str, payee: str, amount: str, currency: str) -> str:
    """Return a mark that is equal for one receipt entered twice; "" where there is no number."""
    if not number:
        return ""
    words = " ".join(f"{number}|{payee}|{amount}|{currency}".split())
    return marked(words, "funds.receipt")
