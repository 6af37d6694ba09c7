"""One cost on several lines: shares that make 100 per cent, and amounts that make the whole."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from fanal.core.errors import BadInput
from fanal.core.funds.currencies import smallest
from fanal.core.words import say

WHOLE = Decimal(100)


def split(amount: Decimal, currency: str, shares: Sequence[Decimal]) -> list[Decimal]:
    """Return the parts in the order of the shares; what rounding leaves goes to the largest
    remainders, one cent each. Raises `BadInput` naming the shares, with what the last would have to
    be."""
    if not shares or min(shares) <= 0:
        raise BadInput("shares", say("each share is above zero"))
    total = sum(shares)
    if total != WHOLE:
        last = shares[-1] + WHOLE - total
        if last <= 0:
            raise BadInput("shares", say("these make {total} %, more than 100", total=str(total)))
        raise BadInput(
            "shares",
            say(
                "these make {total} %: with {last} for the last they make 100",
                total=str(total),
                last=str(last),
            ),
        )
    cent = smallest(currency)
    exact = [amount * share / WHOLE for share in shares]
    parts = [share_of_amount.quantize(cent, rounding=ROUND_DOWN) for share_of_amount in exact]
    # Largest remainder method (Hare-Niemeyer): every part is within one cent of its exact share.
    left = int((amount - sum(parts)) / cent)
    order = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in order[:left]:
        parts[n] += cent
    return parts
