"""A model of one's own choosing, as `modelfit` of SparseMSE and `mX` of Rcapture fit it."""

import math

import pytest
from test_in_r import PRINTED, ROWS, name, table_of

import unseen
from unseen.errors import BadInput, Refused

UK = "[12,13,24,25,35,45]"


@pytest.fixture(scope="module")
def uk():
    return unseen.sample_lists("UKdat_5")


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_the_model_that_r_chose_gives_the_estimate_of_r(row):
    table = table_of(row)
    found = unseen.fit_model(table, f"[{','.join(row['model'].split())}]", anyway=True)
    assert found.estimate == pytest.approx(float(row["estimate"]), rel=PRINTED)
    assert found.aic == pytest.approx(float(row["aic"]), rel=1e-7)
    at_infinity = {term for term, one in found.coefficients.items() if math.isinf(one)}
    assert at_infinity == set(row["minus_infinity"].split())


def test_a_model_is_written_with_numbers_or_with_the_names_of_the_lists(uk):
    by_name = [
        ("LA", "NG"),
        ("LA", "PFNCA"),
        ("NG", "GO"),
        ("NG", "GP"),
        ("PFNCA", "GP"),
        ("GO", "GP"),
    ]
    for terms in (UK, UK.strip("[]"), " 12, 13 ,24,25,35,45", by_name):
        assert unseen.fit_model(uk, terms).model == UK
    assert unseen.fit_model(uk, "[123]").model == "[123]"  # with the pairs below it
    assert {"12", "13", "23", "123"} <= set(unseen.fit_model(uk, "[123]").coefficients)
    alone = unseen.fit_model(uk, "[]")
    assert alone.estimate == pytest.approx(unseen.estimate(uk, "independence").estimate)


def test_what_it_says_belongs_to_the_model_and_to_nothing_else(uk):
    found = unseen.fit_model(uk, UK)
    chosen = unseen.estimate(uk, "stepwise").to_dict()
    assert (found.aic, found.bic, found.deviance) == pytest.approx(
        (chosen["aic"], chosen["bic"], chosen["deviance"])
    )
    assert found.interval() == pytest.approx(tuple(chosen["wald95"]))
    assert found.df == 31 - 12
    assert found.estimate == pytest.approx(2744 + math.exp(found.coefficients[""]))
    assert "knows nothing of how the model was chosen" in repr(found)
    assert found.interval(0.5)[0] > found.interval(0.95)[0]
    assert list(found.to_dataframe()["model"]) == [UK]
    assert found.to_dict()["interval95"] == list(found.interval())
    assert "<table" in found._repr_html_()


def test_the_call_that_it_names_gives_it_again(uk):
    found = unseen.fit_model(uk, "[12,3,4,5]")
    again = eval(found.provenance.call, {"unseen": unseen, "lists": uk})
    assert again.to_dict() == found.to_dict()


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ("[16]", "there is no list number 6"),
        ("[10]", "there is no list number 0"),
        ("[1a]", "“1a” is no term"),
        ([("LA", "police")], "there is no list “police”"),
        (12, "is written as text"),
        ([12], "is written as text"),
    ],
)
def test_what_is_no_model_of_these_lists_is_named(uk, model, why):
    with pytest.raises(BadInput, match=why):
        unseen.fit_model(uk, model)


def test_a_model_without_an_estimate_has_none(uk):
    with pytest.raises(Refused, match="neither exists nor is identified"):
        unseen.fit_model(uk, "[12345]")


def test_lists_that_bear_no_estimate_bear_none_of_a_model_either():
    few = unseen.Lists(("A", "B"), {1: 40, 2: 40, 3: 2})
    with pytest.raises(Refused, match="only 2 people are on two lists"):
        unseen.fit_model(few, "[]")
    assert "NOT TO BE QUOTED" in repr(unseen.fit_model(few, "[]", anyway=True))
