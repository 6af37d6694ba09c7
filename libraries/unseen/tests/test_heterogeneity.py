"""M_h and M_th as Rcapture prints them: abundance, standard error, deviance, degrees of freedom.

Hares and voles: `closedp` of Rcapture 1.3-1, in the printed examples of the package (hare: Cormack
1989, Biometrics 45; vole: Nichols and others 1984, third period). R's users: Daróczi 2015,
"Mastering Data Analysis with R", chapter 14, whose histories follow from the sizes printed there.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_lists import shipped, table

from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused
from unseen.estimators.heterogeneity import KINDS, unequal
from unseen.results.methods import Choices, apply

HARE = """000001 4 000010 4 000011 2 000100 3 000101 4 000110 1 000111 1 001000 5 001001 2 001011 1
001101 1 010000 6 010001 1 010010 3 010011 1 010100 3 010101 3 010111 1 011001 2 011011 1 011101 2
011111 1 100000 3 100001 1 100010 2 100100 2 100111 1 101000 1 101010 1 101100 1 110001 1 110010 1
111111 2"""
VOLE = """00001 2 00010 6 00100 3 01000 7 01010 2 01011 2 01100 1 10000 2 10001 1 10010 1 10011 2
10100 1 10110 1 11000 1 11001 2 11011 1 11100 1 11101 3 11110 3 11111 7"""
USERS = "100 157 010 3180 001 40975 110 14 101 68 011 778 111 40"


def read(text):
    words = text.split()
    lists = len(words[0])
    counts = {int(w[::-1], 2): int(n) for w, n in zip(words[::2], words[1::2], strict=True)}
    return Lists(tuple("ABCDEF"[:lists]), counts)


TABLES = {"hare": read(HARE), "vole": read(VOLE), "users": read(USERS)}
PRINTED = [
    ("hare", "mh", "chao", 79.8, 6.4, 58.023, 58),
    ("hare", "mh", "poisson", 81.5, 5.7, 59.107, 60),
    ("hare", "mh", "darroch", 90.4, 11.6, 61.600, 60),
    ("hare", "mh", "gamma", 100.6, 21.7, 62.771, 60),
    ("hare", "mth", "chao", 79.6, 6.3, 47.115, 52),
    ("hare", "mth", "poisson", 81.1, 5.6, 48.137, 55),
    ("hare", "mth", "darroch", 90.5, 11.7, 50.706, 55),
    ("hare", "mth", "gamma", 101.6, 22.4, 51.956, 55),
    ("vole", "mh", "chao", 71.9, 14.2, 33.556, 26),
    ("vole", "mh", "poisson", 61.0, 6.3, 37.902, 28),
    ("vole", "mh", "darroch", 93.2, 26.7, 34.611, 28),
    ("vole", "mh", "gamma", 203.2, 119.1, 33.984, 28),
    ("vole", "mth", "chao", 71.0, 13.7, 26.120, 22),
    ("vole", "mth", "poisson", 60.5, 6.1, 30.652, 24),
    ("vole", "mth", "darroch", 93.1, 26.6, 27.178, 24),
    ("vole", "mth", "gamma", 209.9, 124.3, 26.539, 24),
    ("users", "mh", "chao", 806279.2, 26954.8, 73694.125, 4),
    ("users", "mh", "poisson", 2085896.4, 214443.8, 73694.125, 4),
    ("users", "mh", "darroch", 5516992.8, 1033404.9, 73694.125, 4),
    ("users", "mh", "gamma", 14906552.8, 4090049.0, 73694.125, 4),
    ("users", "mth", "chao", 205343.8, 6190.1, 30.598, 2),
    ("users", "mth", "poisson", 1086549.0, 114592.9, 30.598, 2),
    ("users", "mth", "darroch", 6817027.3, 1342273.7, 30.598, 2),
    ("users", "mth", "gamma", 45168873.4, 13055279.1, 30.598, 2),
]


@pytest.mark.parametrize(("name", "model", "kind", "people", "se", "deviance", "df"), PRINTED)
def test_every_model_comes_out_as_rcapture_prints_it(name, model, kind, people, se, deviance, df):
    lists = TABLES[name]
    found = unequal(lists, kind, equal_lists=model == "mh")
    assert found.estimate == pytest.approx(people, abs=0.05)
    assert found.se == pytest.approx(se, abs=0.05, rel=2e-7)  # glm stops at 1e-8 of the deviance
    assert found.deviance == pytest.approx(deviance, abs=5e-4)
    assert lists.size - 1 - found.parameters == df


def test_chao_with_equal_lists_is_the_moment_estimator_of_1987():
    """(t − 1) / t · f1² / 2 f2 unseen, by hand for the hares: 25 caught once, 22 twice."""
    assert unequal(TABLES["hare"], "chao", equal_lists=True).unseen == pytest.approx(
        5 / 6 * 25**2 / (2 * 22), rel=1e-9
    )


def test_two_lists_cannot_tell_unequal_people_from_independent_lists():
    with pytest.raises(BadInput, match="need three lists"):
        unequal(table("AB", A=9, B=8, AB=4), "darroch")


def test_a_fit_that_runs_away_is_refused():
    with pytest.raises(Refused):
        unequal(table("ABC", ABC=30, A=1, B=1, C=1), "gamma", equal_lists=True)


@pytest.mark.parametrize("name", ["UKdat", "Ned_5", "Western", "Kosovo"])
def test_the_order_of_lists_changes_nothing(name):
    lists = shipped(name)
    last = lists.lists - 1
    turned = Lists(
        lists.names[::-1],
        {
            sum(1 << last - j for j in range(last + 1) if w >> j & 1): n
            for w, n in lists.counts.items()
        },
    )
    for kind in KINDS:
        assert unequal(turned, kind).estimate == pytest.approx(unequal(lists, kind).estimate)


@given(st.lists(st.integers(0, 60), min_size=15, max_size=15))
def test_no_table_breaks_a_model(counts):
    """Either people, more than were seen, or a reason."""
    try:
        lists = Lists(tuple("ABCD"), dict(enumerate(counts, 1)))
        results = [
            apply(f"{model}-{kind}", lists, Choices()) for model in ("mh", "mth") for kind in KINDS
        ]
    except (BadInput, Refused):
        return
    for result in results:
        low, high = result.limits[0.95]
        assert lists.n < low < result.estimate < high
