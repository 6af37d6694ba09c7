"""Groups one by one and all together; years with a trend."""

import numpy as np
import pytest

import unseen
from unseen.assess.strata import Groups, added, by_stratum, split, trend
from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused
from unseen.results.answer import Answer
from unseen.results.by_name import by_name
from unseen.results.methods import Choices

WOMEN = Lists(("police", "shelter"), {1: 40, 2: 40, 3: 40})  # 80 * 80 / 40 = 160
MEN = Lists(("police", "shelter"), {1: 90, 2: 90, 3: 10})  # 100 * 100 / 10 = 1000
DISJOINT = Lists(("police", "shelter"), {1: 5, 2: 5})


plain = by_name("independence", Choices())


def test_groups_that_differ_make_the_pooled_answer_too_low():
    found = by_stratum(Groups.of({"women": WOMEN, "men": MEN}), plain, np.random.default_rng(1))
    assert found.unpooled.estimate == pytest.approx(1160)
    assert found.pooled.estimate == pytest.approx(180 * 180 / 50)
    assert found.ratio > 1.7


def test_a_refused_group_leaves_no_sum():
    found = by_stratum(
        Groups.of({"women": WOMEN, "children": DISJOINT}), plain, np.random.default_rng(1)
    )
    assert found.unpooled is None
    assert found.ratio is None
    assert "does not exist" in str(found.refused["children"])
    assert found.pooled is not None


def test_people_are_split_by_group():
    groups = split(("police", "shelter"), [1, 3, 3, 2], ["girl", "girl", "boy", "boy"])
    assert groups.tables["girl"].counts == {1: 1, 3: 1}
    assert groups.whole.counts == {1: 1, 3: 2, 2: 1}


def with_boys():
    """Boys whom no shelter took."""
    girls = [(history, "girl") for history, many in WOMEN.counts.items() for _ in range(many)]
    pairs = [*girls, *[(1, "boy")] * 7]
    return split(WOMEN.names, [one for one, _ in pairs], [group for _, group in pairs])


def test_a_group_in_which_a_list_names_nobody_stops_none_of_the_others():
    groups = with_boys()
    found = by_stratum(groups, plain, np.random.default_rng(1))
    assert found.parts["girl"].estimate == plain(WOMEN, np.random.default_rng(1)).estimate
    said = str(found.refused["boy"])
    assert f"list {WOMEN.names[1]} names nobody" in said
    assert "estimate this group by itself with fewer lists, or merge it with another" in said
    assert "\n" not in said
    assert found.unpooled is None  # no sum without them
    assert groups.whole.n == WOMEN.n + 7
    assert found.pooled.estimate == plain(groups.whole, np.random.default_rng(1)).estimate


def test_a_sum_that_is_quoted_names_the_groups_of_which_it_counts_the_people_seen_alone():
    groups = with_boys()
    found = unseen.quote_strata(groups, replicates=100)
    assert (found.n, found.parts["boy"].at_least) == (WOMEN.n + 7, 7)
    assert found.at_least == unseen.quote_strata({"girl": WOMEN}, replicates=100).at_least + 7
    assert "Of these strata only the people seen are counted in it: boy." in str(found.sentence)
    assert "7 people were seen in this stratum" in str(found.parts["boy"].sentence)
    stated = unseen.quote_strata(groups, replicates=100, harder=2)
    assert (stated.low, stated.high) == (None, None)
    assert "these strata bear none with these lists: boy" in str(stated.sentence)
    assert "contradict" not in str(stated.sentence)


def test_where_a_list_names_nobody_in_any_group_the_first_is_named():
    with pytest.raises(BadInput, match="group boy: list shelter"):
        split(("police", "shelter"), [1, 1], ["girl", "boy"])


def test_groups_with_other_lists_cannot_be_put_together():
    with pytest.raises(BadInput, match="same lists"):
        Groups.of({"women": WOMEN, "men": Lists(("court", "shelter"), {1: 3, 3: 1})})


def test_uncertainty_of_a_sum_is_less_than_the_sum_of_uncertainties():
    total = added([Answer(100, 80, 140), Answer(100, 80, 140)])
    assert total.estimate == 200
    assert 160 < total.low < 180
    assert 240 < total.high < 280


def test_a_steady_trend_is_found():
    years = {
        y: Answer(v := 1000 * 1.1**i, v / 1.2, v * 1.2) for i, y in enumerate(range(2016, 2022))
    }
    found = trend(years)
    assert found.yearly_ratio == pytest.approx(1.1)
    assert found.low < 1.1 < found.high
    assert found.misfit == pytest.approx(1)


def test_years_that_jump_are_said_not_to_follow_a_trend():
    jumps = {y: Answer(v, v / 1.1, v * 1.1) for y, v in [(2019, 500), (2020, 3000), (2021, 500)]}
    found = trend(jumps)
    assert found.misfit < 0.001
    assert found.low < 0.1 < 10 < found.high


def test_the_limits_of_a_trend_cover_it():
    covered = []
    rng = np.random.default_rng(4)
    for _ in range(300):
        noisy = {y: 1000 * 1.05**y * np.exp(rng.normal(0, 0.1)) for y in range(6)}
        found = trend({y: Answer(v, v / 1.2166, v * 1.2166) for y, v in noisy.items()})
        covered.append(found.low <= 1.05 <= found.high)
    assert np.mean(covered) > 0.93


@pytest.mark.parametrize(
    "years",
    [{2020: Answer(5, 4, 6), 2021: Answer(5, 4, 6)}, dict.fromkeys(range(4), Answer(5, 5, 5))],
)
def test_too_few_years_or_years_without_interval_are_refused(years):
    with pytest.raises(Refused):
        trend(years)


def test_the_limits_of_strata_are_added_up_for_the_sentence_that_is_quoted():
    found = unseen.quote_strata({"women": WOMEN, "men": MEN}, replicates=100)
    assert found.n == WOMEN.n + MEN.n
    assert found.at_least == sum(part.at_least for part in found.parts.values())
    assert found.low is None
    assert "in all strata together" in str(found.sentence)
    alone = unseen.compare(WOMEN, replicates=100)
    assert found.parts["women"].sentence == alone.quoted


def test_a_stratum_that_bears_no_estimate_counts_with_the_people_seen_in_it():
    found = unseen.quote_strata({"women": WOMEN, "children": DISJOINT}, replicates=100)
    assert found.parts["children"].at_least == DISJOINT.n
    assert "bear no estimate" in str(found.parts["children"].sentence)
    with pytest.raises(Refused, match="bear no estimate"):
        unseen.quote_strata({"children": DISJOINT}, replicates=100)


def test_a_class_that_holds_in_each_stratum_gives_a_range():
    tables = {"women": WOMEN, "men": MEN}
    found = unseen.quote_strata(tables, replicates=100, harder=2)
    each = [unseen.bounds(table, 2) for table in tables.values()]
    assert (found.low, found.high) == (sum(b.low for b in each), sum(b.high for b in each))
    assert "if in each stratum on every list" in str(found.sentence)


def test_a_stratum_that_contradicts_the_class_is_named_and_there_is_no_range():
    tables = {"women": WOMEN, "children": DISJOINT}
    found = unseen.quote_strata(tables, replicates=100, harder=1)
    assert found.low is None
    assert "these strata contradict it: children" in str(found.sentence)


def test_a_trend_of_some_answers_is_that_of_their_years():
    years = {str(2018 + k): Answer(100 * 1.1**k, 90 * 1.1**k, 112 * 1.1**k) for k in range(4)}
    assert unseen.trend(years).yearly_ratio == pytest.approx(1.1)
    with pytest.raises(BadInput, match="is not a year"):
        unseen.trend(years | {"women": Answer(1, 1, 2)})
