"""The search for a low BIC, where the models are too many to list: what it misses, it says."""

import pytest
from made_up_lists import shipped

from unseen.loglinear.local_search import downhill, neighbours
from unseen.loglinear.models import closed, hierarchical
from unseen.loglinear.ranking import ranked
from unseen.results.methods import LOCAL_OPTIMUM, Choices, apply

FIVE, SIX = shipped("UKdat_5"), shipped("UKdat")


def test_it_stops_where_no_neighbour_is_better_and_misses_the_best_of_the_uk():
    found, best = downhill(FIVE, 99), ranked(FIVE, hierarchical(5, 99))
    assert not found.complete
    assert best.complete
    assert best.bic[0] < found.bic[0]
    # Why a search is never taken for the best of all models: half as many people.
    assert FIVE.n + found.unseen[0] == pytest.approx(12_262, abs=1)
    assert FIVE.n + best.unseen[0] == pytest.approx(25_311, abs=1)
    ways = set(neighbours(found.family.model(0), 5, 99))
    bic = {found.family.model(k): found.bic[k] for k in range(len(found.family))}
    assert all(bic[way] >= found.bic[0] for way in ways & bic.keys())


def test_a_neighbour_is_one_term_away_with_all_its_parts_and_never_the_term_of_all_lists():
    whole = closed((0b111,), 3)
    assert set(neighbours(closed((), 3), 3, 3)) == {
        closed((pair,), 3) for pair in (0b011, 0b101, 0b110)
    }
    pairs = closed((0b011, 0b101, 0b110), 3)
    assert whole not in set(neighbours(pairs, 3, 3))
    assert all(len(way) == len(pairs) - 1 for way in neighbours(pairs, 3, 3))
    # A pair that a triple holds does not go before it.
    of_four = closed((0b0111,), 4)
    assert closed((0b011, 0b101, 0b110), 4) in set(neighbours(of_four, 4, 3))
    assert all(set(closed(way, 4)) == set(way) for way in neighbours(of_four, 4, 3))
    assert all(max(map(int.bit_count, way)) == 2 for way in neighbours(pairs, 3, 2))


def test_an_answer_that_was_searched_says_so():
    assert LOCAL_OPTIMUM in apply("bic", SIX, Choices(replicates=0, order=3)).notes
    assert LOCAL_OPTIMUM not in apply("bic", SIX, Choices(replicates=0, order=2)).notes
