"""Chao's lower bound: at least so many people, however unequal they are to reach.

Expect f_0 people on no list, f_a on list a alone, f_ab on a and b alone. With Q for the chance of a
person to be on none and o_a for her odds of list a,

    f_0 = sum Q,   f_a = sum Q o_a,   f_ab = sum Q o_a o_b   (sums over all people).

If whoever is easy for a is not hard for b, Chebyshev's inequality gives f_a f_b <= f_0 f_ab; a
referral from one list to the other only adds to f_ab. Summed over pairs of lists,

    N >= n + sum f_a f_b / sum f_ab,

with equality if all are alike and lists independent (Chao 1987, Biometrics 43, for equal lists;
for lists of different size, and with one added to the denominator against bias, Chao 1989,
Biometrics 45). It fails, upwards, where lists keep people off each other or are easy for different
people, and where links between lists were missed.
"""

from dataclasses import dataclass, replace

from unseen.data.lists import Lists
from unseen.estimators.overlap import Overlap


@dataclass(frozen=True)
class LowerBound:
    """`alone`: the overlap among people who are on one list or two, and on no other."""

    n: int
    alone: Overlap

    @property
    def unseen(self) -> float:
        return self.alone.product / (self.alone.shared + 1)

    @property
    def estimate(self) -> float:
        return self.n + self.unseen

    def limits(self, level: float) -> tuple[float, float]:
        """Garwood's limits of those on two lists; the unseen vary too, by 1 / unseen."""
        # Nobody, or people of one list only, is seen alone: the bound adds nothing, and 1 / unseen
        # has no value.
        if not self.unseen:
            return float(self.n), float(self.n)
        varied = replace(self.alone, variance=self.alone.variance + 1 / self.unseen)
        low, high = varied.limits((1 - level) / 2)
        return self.n + low, self.n + high


def chao(table: Lists) -> LowerBound:
    """Return the bound; never refused: with nobody on two lists alone there is a lower limit, and
    no upper one."""
    alone = [table.counts.get(1 << j, 0) for j in range(table.lists)]
    total = sum(alone)
    product = (total**2 - sum(count**2 for count in alone)) / 2
    shared = sum(table.counts.get(pair, 0) for pair in table.pairs())
    from_alone = sum(c * (total - c) ** 2 for c in alone) / product**2 if product else 0.0
    from_shared = 1 / shared if shared else 0.0
    return LowerBound(
        table.n, Overlap(product, float(shared), from_alone + from_shared, from_shared)
    )
