"""What the public functions answer: readable, as data, and with what is needed to repeat it."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

import unseen
from unseen.data.lists import by_name
from unseen.errors import BadInput, Refused

FEW = {"replicates": 50}
SPARSE = unseen.Lists(("A", "B", "C"), {1: 40, 2: 30, 4: 20, 3: 2, 5: 1})


@pytest.fixture(scope="module")
def kosovo():
    return unseen.sample_lists("Kosovo")


@pytest.fixture(scope="module")
def found(kosovo):
    return unseen.estimate(kosovo, "stepwise", **FEW)


@pytest.fixture(scope="module")
def together(kosovo):
    return unseen.compare(kosovo, harder=9, **FEW)


def test_an_estimate_reads_as_a_sentence(found):
    assert repr(found).startswith("stepwise choice of pairs: 14,342 people (95 %: ")
    assert "4,400 of them seen" in repr(found)
    assert "model [12,13,14,23,34]" in repr(found)
    assert "<td>14,342</td>" in found._repr_html_()


def test_an_estimate_is_a_row_of_a_data_frame(found):
    frame = found.to_dataframe()
    assert isinstance(frame, pd.DataFrame)
    (row,) = frame.to_dict("records")
    assert row["estimate"] == pytest.approx(14341.66, abs=0.01)
    assert row["low95"] < row["low80"] < row["estimate"] < row["high80"] < row["high95"]


def test_an_estimate_says_how_it_was_made(found):
    made_by = found.to_dict()["provenance"]
    assert made_by["call"] == "unseen.estimate(lists, 'stepwise', replicates=50, seed=1234)"
    assert made_by["version"] == unseen.__version__
    assert made_by["seed"] == 1234
    assert made_by["digest"] == unseen.digest_of(found.lists)
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["estimate"] == found.estimate


@pytest.mark.parametrize(
    "call",
    [
        lambda lists: unseen.estimate(lists, "bic", order=2, keep=5, seed=7, **FEW),
        lambda lists: unseen.estimate(SPARSE, "chao", anyway=True),
        lambda lists: unseen.compare(lists, harder=4.0, unreachable=0.1, threshold=0.05, **FEW),
        lambda lists: unseen.bounds(lists, 4, 0.1, 2),
    ],
)
def test_the_call_of_a_record_gives_the_same_figures_again(kosovo, call):
    one = call(kosovo)
    lists = getattr(one, "lists", kosovo)
    again = eval(one.provenance.call, {"unseen": unseen, "lists": lists})
    assert again.to_dict() == one.to_dict()


def test_lists_in_another_order_have_the_same_digest_and_other_people_another(kosovo):
    assert unseen.digest_of(by_name(kosovo)) == unseen.digest_of(kosovo)
    rows = dict(reversed(kosovo.counts.items()))
    assert unseen.digest_of(replace(kosovo, counts=rows)) == unseen.digest_of(kosovo)
    one_more = {**kosovo.counts, 1: kosovo.counts[1] + 1}
    assert unseen.digest_of(replace(kosovo, counts=one_more)) != unseen.digest_of(kosovo)


def test_with_the_random_numbers_of_r_the_order_is_part_of_the_digest(kosovo):
    turned = by_name(kosovo)
    as_r = {"r_compatible": True, **FEW}
    first, second = (unseen.estimate(one, **as_r) for one in (kosovo, turned))
    assert first.provenance.digest != second.provenance.digest


@pytest.mark.parametrize("method", ["dga", "latent", "bayes", "mh-chao"])
def test_a_list_that_holds_everybody_bears_no_number(method):
    ours = unseen.Lists(("ours", "calls", "police"), {1: 22, 3: 20, 5: 10, 7: 12})
    for asked in (lambda: unseen.estimate(ours, method), lambda: unseen.compare(ours)):
        with pytest.raises(unseen.Refused, match="everybody is on the list ours"):
            asked()
    assert not unseen.check(ours).methods


def test_lists_on_which_a_fit_is_singular_refuse_that_method_and_no_other():
    ours = unseen.Lists(("ours", "calls", "police"), {1: 22, 3: 20, 5: 10, 7: 12})
    found = unseen.compare(ours, replicates=100, anyway=True)
    assert "the fit did not settle" in str(found)
    assert "average over graphs" in str(found)


def test_what_must_not_be_quoted_is_refused_or_marked():
    with pytest.raises(Refused, match="only 3 people are on two lists"):
        unseen.estimate(SPARSE, "chao")
    given = unseen.estimate(SPARSE, "chao", anyway=True)
    assert "NOT TO BE QUOTED: only 3 people" in repr(given)
    assert not given.row()["may_be_quoted"]
    with pytest.raises(Refused):
        unseen.compare(SPARSE)


def test_a_choice_out_of_range_is_named(kosovo):
    with pytest.raises(BadInput, match="threshold: 2 is not between 0 and 1"):
        unseen.estimate(kosovo, threshold=2)
    with pytest.raises(BadInput, match="method: 'lcmcr' is not one of"):
        unseen.estimate(kosovo, "lcmcr")


def test_another_level_comes_from_the_resamples(found, kosovo):
    low, high = found.interval(0.5)
    assert found.interval(0.8)[0] < low < high < found.interval(0.8)[1]
    assert unseen.estimate(kosovo, "independence").interval(0.5) is None


def test_methods_stand_side_by_side_with_the_sentence_to_quote(together):
    text = repr(together)
    assert "best of all models (BIC): " in text
    assert "There were between" in text.splitlines()[-1]
    assert together.at_least == pytest.approx(together.to_dict()["at_least"]["limit"])
    assert set(together.to_dataframe()["method"]) == set(together.estimates)
    assert "There were between" in together._repr_html_()


def test_every_picture_is_a_chart_without_infinite_values(found, together, kosovo):
    answers = [found, together, unseen.bounds(kosovo, 4), unseen.estimate(kosovo, "chao")]
    for answer in answers:
        drawn = answer.plot().to_dict()
        assert json.dumps(drawn, allow_nan=False)
    assert any(
        mark["encoding"]["x"]["field"] == "limit" for mark in answers[1].plot().to_dict()["layer"]
    )


def test_the_bounds_read_as_a_sentence_and_are_a_row(kosovo):
    found = unseen.bounds(kosovo, 4, unreachable=0.1)
    assert "harder 4, unreachable 10%" in repr(found)
    (row,) = found.to_dataframe().to_dict("records")
    assert (row["harder"], row["low"]) == (4, found.low)
    assert "<td>10%</td>" in found._repr_html_()


def test_a_check_names_the_methods_and_what_is_weak(kosovo):
    assert "bic" in unseen.check(kosovo).methods
    weak = unseen.check(SPARSE)
    assert weak.methods == ()
    assert "refused: only 3 people" in repr(weak)
    assert "pairs of lists share nobody" in weak._repr_html_()


@pytest.fixture(scope="module")
def people():
    """Women are recorded twice as often as men, in each of three years. Drawn; nobody real."""
    kinds = {("f", 60): (1, 1), ("f", 61): (1, 0), ("f", 62): (0, 1)}
    rows = []
    for year in ("2020", "2021", "2022"):
        for (sex, many), (a, b) in kinds.items():
            rows += [{"A": a, "B": b, "sex": sex, "year": year}] * many
        for (a, b), many in {(1, 1): 20, (1, 0): 80, (0, 1): 80}.items():
            rows += [{"A": a, "B": b, "sex": "m", "year": year}] * many
    return unseen.People.from_dataframe(pd.DataFrame(rows), ["sex", "year"])


def test_strata_may_be_of_several_columns(people):
    found = unseen.estimate_strata(people, ["sex", "year"], "chapman")
    assert list(found.parts) == [f"{sex} · {year}" for sex in "fm" for year in (2020, 2021, 2022)]
    assert found.unpooled.estimate > found.pooled.estimate
    assert "added up" in repr(found)
    assert len(found.to_dataframe()) == 8
    assert "f · 2021" in found._repr_html_()
    assert found.plot().to_dict()


def test_one_column_is_the_sum_of_its_strata(people):
    found = unseen.estimate_strata(people, "sex", "chapman")
    assert found.unpooled.estimate == pytest.approx(sum(x.estimate for x in found.parts.values()))
    assert "estimate_strata(people, ['sex'], 'chapman', seed=1234)" in found.provenance.call


def test_strata_given_as_lists_are_the_same(people):
    tables = unseen.api.stratified.groups_of(people, ["sex"]).tables
    by_column = unseen.estimate_strata(people, "sex", "chapman")
    assert unseen.estimate_strata(tables, method="chapman").parts == by_column.parts


def test_years_have_a_trend_and_other_strata_none(people):
    years = unseen.estimate_strata(people, "year", "chapman")
    assert unseen.trend(years).yearly_ratio == pytest.approx(1)
    with pytest.raises(BadInput, match="years: 'f' is not a year"):
        unseen.trend(unseen.estimate_strata(people, "sex", "chapman"))
    with pytest.raises(BadInput, match="by: the column of the strata is needed"):
        unseen.estimate_strata(people, (), "chapman")
    with pytest.raises(BadInput, match="column age"):
        unseen.estimate_strata(people, "age", "chapman")


def test_covariates_mend_what_unequal_people_spoil(people):
    found = unseen.estimate_with_covariates(people)
    truth = 3 * (121 * 122 / 60 + 100 * 100 / 20)
    assert found.estimate == pytest.approx(truth, rel=0.05)
    assert "doubly robust" in repr(found)
    assert found.to_dataframe()["n"].item() == len(people.histories)
    with pytest.raises(BadInput, match="no such list; there are A, B"):
        unseen.estimate_with_covariates(people, ["A", "C"])


def test_a_method_is_scored_on_a_design():
    found = unseen.simulate("lo3", "bounds", sets=5)
    assert (found.sets, found.method) == (5, "bounds")
    assert found.to_dict()["coverage"] == found.coverage


def test_the_report_is_a_page_in_two_languages(kosovo):
    english = unseen.report(kosovo, "stepwise", command="make report", replicates=20)
    french = unseen.report(kosovo, "stepwise", language="fr", replicates=20)
    assert english.startswith("<!doctype html>")
    assert 'lang="fr"' in french
    assert f"unseen {unseen.__version__}; SHA-256 <code>{unseen.digest_of(kosovo)}" in english
    assert "SHA-256" not in french


def test_nothing_heavy_is_loaded_before_it_is_needed():
    program = "import sys, unseen; print(sorted({'numpy', 'scipy', 'numba'} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there_and_no_other():
    for name in unseen.__all__:
        assert getattr(unseen, name) is not None
    assert dir(unseen) == sorted(unseen.__all__)
    assert set(unseen.WHERE) | {"__version__"} == set(unseen.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'guess'"):
        _ = unseen.guess


# ── What is passed on says what it rests on ──────────────────────────────────
def titles(chart):
    return chart.to_dict().get("title", {}).get("text", [])


def test_a_picture_of_what_is_not_to_be_quoted_says_so(found):
    assert titles(found.plot()) == []
    for method in ("stepwise", "independence"):
        sparse = unseen.estimate(SPARSE, method, anyway=True, **FEW)
        first, *_more = titles(sparse.plot())
        assert first == f"NOT TO BE QUOTED: {sparse.reasons[0]}"
    hopeless = unseen.Lists(("A", "B", "C"), {1: 30, 2: 25, 4: 40, 3: 1})
    *_, last = titles(unseen.estimate(hopeless, "stepwise", anyway=True, **FEW).plot())
    assert last.endswith("of 50 resamples have no finite estimate: in no bar")


def test_sentences_are_read_where_a_notebook_shows_them(together, found):
    assert repr(together.quoted) == repr(str(together.quoted))
    assert "template" not in repr(found.warnings)


def test_strata_read_as_what_may_be_quoted_of_each(kosovo):
    few = unseen.Lists(kosovo.names, {1: 40, 2: 30, 4: 20, 8: 20, 3: 2})
    tables = {"all": kosovo, "few": few}
    quotes = unseen.quote_strata(tables, **FEW)
    assert repr(quotes).splitlines() == [
        *(f"{name}: {part.sentence}" for name, part in quotes.parts.items()),
        str(quotes.sentence),
    ]
    strata = unseen.estimate_strata(tables, (), "stepwise", **FEW)
    with pytest.raises(Refused) as alone:
        unseen.estimate(few, "stepwise", **FEW)
    assert {name: str(why) for name, why in strata.refused.items()} == {"few": str(alone.value)}
    assert (list(strata.parts), strata.unpooled) == (["all"], None)
    frame = strata.to_dataframe().set_index("stratum")
    assert frame.loc["few", "refused"] == str(strata.refused["few"])
    assert pd.isna(frame.loc["few", "estimate"])


def test_a_trend_says_whether_it_is_one():
    flat = {str(year): unseen.Answer(100, 60, 170) for year in (2021, 2022, 2023)}
    assert repr(unseen.trend(flat)) == (
        "each year 1.00 times the year before (95 %: 0.69 – 1.45), misfit 1.000\n"
        "  No clear change: the interval holds 1."
    )
    jumps = {"2021": 100, "2022": 900, "2023": 110}
    told = repr(unseen.trend({y: unseen.Answer(n, n / 1.1, n * 1.1) for y, n in jumps.items()}))
    assert told.endswith("These years follow no steady trend.")


def test_two_lists_with_covariates_say_what_they_rest_on(people):
    names = list(people.lists)[:2]
    told = unseen.estimate_with_covariates(people, names)
    for shown in (repr(told), told._repr_html_()):
        assert "among people whose covariates are alike" in shown


def test_ids_may_be_numbers_and_are_the_same_people_as_their_text():
    as_numbers = unseen.Lists.from_people({"A": [1, 2, 3], "B": [2.0, 3.0, 4.5]})
    as_words = unseen.Lists.from_people(
        [("A", "1"), ("A", "2"), ("A", "3")] + [("B", n) for n in (2, 3, "4.5")]
    )
    assert as_numbers.counts == as_words.counts == {1: 1, 3: 2, 2: 1}
    long = 12345678901234567
    assert unseen.Lists.from_people({"A": [long, long + 1], "B": [str(long)]}).n == 2
    for missing in (float("nan"), None, " "):
        with pytest.raises(BadInput, match="has no id"):
            unseen.Lists.from_people({"A": [1], "B": [missing]})
