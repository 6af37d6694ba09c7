"""The quick exact test agrees with the linear programme of Chan, Silverman & Vincent 2021."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from unseen.data.lists import Lists
from unseen.loglinear import existence
from unseen.loglinear.fit import fit
from unseen.loglinear.models import closed, pairwise_model

LISTS = 4


def by_programme(counts, terms):
    """Maximise s with sums kept and every cell at least s; it exists iff s > 0."""
    support = [w for w, n in counts.items() if n]
    kept = [q for q in terms if any(w & q == q for w in support)]
    gone = [q for q in terms if q not in kept]
    cells = [w for w in range(1, 1 << LISTS) if not any(w & q == q for q in gone)]
    design = np.array([[float(w & q == q) for q in kept] for w in cells])
    totals = np.array([sum(n for w, n in counts.items() if w & q == q) for q in kept], float)
    wide = np.hstack([design.T, np.zeros((len(kept), 1))])
    at_least = np.hstack([-np.eye(len(cells)), np.ones((len(cells), 1))])
    best = linprog(
        np.r_[np.zeros(len(cells)), -1.0],
        A_ub=at_least,
        b_ub=np.zeros(len(cells)),
        A_eq=wide,
        b_eq=totals,
        bounds=[(0, None)] * len(cells) + [(None, None)],
    )
    identified = np.linalg.matrix_rank(design) == len(kept)
    return (0 if -best.fun > 1e-7 else 1) + (0 if identified else 2)


sparse_tables = st.dictionaries(st.integers(1, 15), st.integers(1, 6), min_size=4).filter(
    lambda counts: all(any(w >> j & 1 for w in counts) for j in range(LISTS))
)


@settings(deadline=None)
@given(
    counts=sparse_tables,
    chosen=st.integers(0, 63),
    triples=st.sets(st.sampled_from([7, 11, 13, 14])),
)
def test_the_judgement_is_that_of_the_linear_programme(counts, chosen, triples):
    terms = closed({*pairwise_model(chosen, LISTS), *triples}, LISTS)
    assert existence.judge(counts, terms, LISTS) == by_programme(counts, terms)


@settings(deadline=None)
@given(counts=sparse_tables, chosen=st.integers(0, 63))
def test_where_it_exists_the_fit_meets_every_observed_margin(counts, chosen):
    terms = pairwise_model(chosen, LISTS)
    if existence.judge(counts, terms, LISTS):
        return
    try:
        table = Lists(tuple("ABCD"), counts)
    except ValueError:
        return
    found = fit(table, terms)
    for q in terms:
        expected = sum(mean(found, w) for w in range(1, 16) if w & q == q)
        assert abs(expected - table.margins[q]) < 1e-6 * max(1, table.margins[q])
    assert found.estimate > table.n


def mean(found, history):
    return np.exp(sum(a for q, a in found.coefficients.items() if q & history == q))
