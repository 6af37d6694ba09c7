"""Search for a low BIC one term at a time, where the models are too many to list.

It can end in a local optimum: on the UK table of five lists it stops at 12,262 where the best of
all models says 25,311. Whoever uses it says so.
"""

from collections.abc import Iterator
from itertools import combinations

from unseen.data.lists import Lists, bits
from unseen.loglinear.models import Model, closed, family_of, reading_order
from unseen.loglinear.ranking import Ranking, ranked


def downhill(table: Lists, order: int) -> Ranking:
    """All models met on the way from main effects to where no neighbour has a lower BIC."""
    here = closed((), table.lists)
    met = {here: None}
    while True:
        met |= dict.fromkeys(neighbours(here, table.lists, order))
        ranking = ranked(table, family_of(met), complete=False)
        if not len(ranking.family) or ranking.family.model(0) == here:
            return ranking
        here = ranking.family.model(0)


def neighbours(model: Model, lists: int, order: int) -> Iterator[Model]:
    """The hierarchical models one interaction away, within `order`."""
    held = set(model)
    for size in range(2, min(order, lists) + 1):
        for chosen in combinations(range(lists), size):
            term = sum(1 << j for j in chosen)
            if term in held:
                if not any(q != term and q & term == term for q in held):
                    yield sorted_model(held - {term})
            # A term joins once all its parts are in; the term of all lists never, since that model
            # has no estimate.
            elif all(term ^ 1 << j in held for j in bits(term)) and term + 1 < 1 << lists:
                yield sorted_model(held | {term})


def sorted_model(terms: set[int]) -> Model:
    return tuple(sorted(terms, key=reading_order))
