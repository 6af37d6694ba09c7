"""The report stands alone, says first what may be quoted, and defines every figure."""

import re
from dataclasses import replace

import pytest
from made_up_lists import shipped, table

import unseen
from unseen.errors import BadInput
from unseen.reporting.charts import charts
from unseen.reporting.findings import find
from unseen.reporting.pages import page
from unseen.reporting.wording import Figure, Wording, french, rows_of
from unseen.results.methods import Choices

FEW = Choices(replicates=60)


@pytest.fixture(scope="module")
def uk():
    return find(shipped("UKdat_5"), FEW)


@pytest.fixture(scope="module")
def clear():
    """Three lists that hardly depend on each other and overlap a great deal."""
    return find(table("ABC", A=120, B=118, C=119, AB=80, AC=81, BC=79, ABC=54), FEW)


def test_lists_on_which_methods_disagree_say_so_and_quote_a_lower_limit(uk):
    text = page(uk)
    assert uk.disagree
    quote = re.search(r'class="quote">(.*?)</p>', text).group(1)
    assert "There were at least about" in quote
    assert "These data do not determine the number" in text


def test_methods_that_agree_are_never_called_evidence(clear):
    text = page(clear)
    assert not clear.disagree
    assert "at least about" in str(clear.answer)
    assert "share one assumption" in text
    assert "determined" not in text.split("</style>")[1]
    assert "There were between" not in text


@pytest.mark.parametrize("own", [Choices(replicates=60, harder=9), Choices(replicates=60)])
def test_a_range_is_quoted_under_the_class_of_the_analyst_alone(own):
    found = find(shipped("Kosovo"), own)
    assert ("There were between" in str(found.answer)) is (own.harder == 9)
    assert ("at most 9 times less likely" in str(found.answer)) is (own.harder == 9)
    assert (found.own is None) is (own.harder is None)


def test_a_class_of_the_analyst_joins_the_table_and_the_chart():
    found = find(shipped("Kosovo"), replace(FEW, harder=6, unreachable=0.1, dependence=1.2))
    text = page(found)
    assert "(stated)" in text
    assert "bounds: K = 6, S = 10%, D = 1.2" in text


def test_a_class_that_the_lists_contradict_falls_back_on_the_lower_limit(uk):
    found = find(uk.table, replace(FEW, harder=2))
    assert "at least about" in str(found.answer)
    assert "cannot be given: the lists contradict it" in str(found.answer)


def test_the_main_chart_draws_the_bounds_and_the_models_for_unequal_people(clear):
    drawn = charts(clear, Wording("en"))["methods"]
    for name in ("bounds: K = 9", "Chao’s lower bound", "unequal people (Mth): Darroch"):
        assert name in drawn
    assert "equal lists (Mh)" not in drawn
    assert "equal lists (Mh): Gamma" in page(clear)


def test_a_list_that_could_not_be_checked_is_shown_with_its_reason(uk):
    skipped = [check for check in uk.check.checks if check.answer is None]
    assert [one.name for one in skipped] == ["GP"]
    text = page(uk)
    assert f"not checked: {skipped[0].why_not}" in text
    assert "non vérifiée" in page(uk, language="fr")


def test_the_lowest_number_if_the_same_people_are_hard_is_in_the_report(clear):
    text = page(clear)
    assert "lowest, if the same people are hard for all lists" in text
    nine = next(s.bounds for s in clear.heterogeneity if s.assumption.harder == 9)
    assert f"{nine.low_if_same_people:,.0f}" in text


def test_the_page_asks_nothing_of_the_network(uk):
    text = page(uk)
    assert not re.search(r'(?:src|href)="(?!#)', text)
    assert "<script" not in text
    assert "url(" not in text.replace("url(#", "")


def test_every_figure_links_to_a_definition_that_is_there(uk):
    text = page(uk)
    wanted = set(re.findall(r'href="#(d-[a-z]+)"', text))
    assert wanted
    assert wanted <= set(re.findall(r'id="(d-[a-z]+)"', text))


def test_every_picture_has_a_name_and_a_table(uk):
    text = page(uk)
    assert text.count("<figure") == text.count('role="img" aria-label=') == text.count("<svg") / 2
    assert text.count("<table") >= text.count("<figure")


def test_names_of_lists_are_never_markup():
    odd = table("ABC", A=120, B=118, C=119, AB=80, AC=81, BC=79, ABC=54)
    named = type(odd)(("<b>police</b>", 'NGO & "friends"', "ໂຮງໝໍ"), odd.counts)
    text = page(find(named, FEW))
    assert "<b>police</b>" not in text


def test_the_french_page_leaves_no_english_sentence(uk):
    text = page(uk, language="fr")
    assert 'lang="fr"' in text
    for english in re.findall(r'\{\{ "([^"]+)"\|t', template()):
        assert Wording("fr").text(english) != english or english in french(), english


def template():
    from importlib.resources import files

    return (files("unseen.reporting") / "page.html").read_text("utf-8")


def test_every_french_text_keeps_the_values_of_the_english_one():
    fields = re.compile(r"\{(\w+)[^}]*\}")
    for english, translated in french().items():
        assert sorted(fields.findall(english)) == sorted(fields.findall(translated)), english
    assert {len(row) for row in rows_of("definitions.tsv")} == {5}


def test_french_figures_have_narrow_spaces_and_decimal_commas():
    assert format(Figure(12345.6), ",.1f") == "12\u202f345,6"
    assert format(Figure(0.256), ".0%") == "26\u202f%"
    assert str(Figure(7)) == "7"


def test_another_language_is_refused():
    with pytest.raises(BadInput, match="'xx' is not one of en, fr"):
        Wording("xx")


def test_two_lists_get_a_report_too():
    assert "Chapman" in page(find(table("AB", A=90, B=80, AB=40), FEW))


def test_an_assumption_that_the_lists_contradict_is_shown_as_refused(uk):
    refused = [one for one in uk.heterogeneity if one.bounds is None]
    assert refused
    assert "the lists contradict it" in page(uk)
    assert "les listes le contredisent" in page(uk, language="fr")


def test_when_no_assumption_fits_the_report_says_so():
    found = find(shipped("Ned_5"), FEW)
    assert all(one.bounds is None for one in found.heterogeneity)
    assert "None of these assumptions fits these lists" in page(found)
    assert found.exclusive == ("K · R",)


def test_the_baseline_counts_in_the_ratio(clear):
    baseline = next(row.estimate for row in clear.rows if row.baseline)
    largest = max(row.estimate for row in clear.rows)
    assert clear.ratio == pytest.approx(largest / min(row.estimate for row in clear.rows))
    assert clear.ratio >= largest / baseline


def test_lists_that_bear_no_estimate_say_only_that():
    found = find(table("ABC", A=9, B=8, C=7), FEW)
    assert "bear no estimate" in str(found.answer)
    assert "bear no estimate" in page(found)


def test_only_what_was_resampled_says_how_often_its_model_was_chosen(uk):
    chosen = {name: (model, many) for name, model, many in uk.models}
    assert chosen["independence"] == ("[1,2,3,4,5]", None)
    assert chosen["bic"][0] == "[25,34,123]"
    assert chosen["bic"][1] > 0


def test_intervals_are_drawn_in_the_readers_words():
    rows = [
        {"name": "femmes", "estimate": 700, "low": 500, "high": 900},
        {"name": "hommes", "estimate": None, "low": 400, "high": 2000},
    ]
    for narrow in (False, True):
        drawn = unseen.draw_intervals(rows, 450, axis="personnes", narrow=narrow)
        assert drawn.startswith("<svg")
        assert "femmes" in drawn
        assert "personnes" in drawn


@pytest.mark.parametrize("method", ["all", "dga"])
@pytest.mark.parametrize("counts", [{1: 22, 3: 20, 5: 10, 7: 12}, {1: 22, 2: 20, 4: 12, 3: 2}])
def test_lists_that_bear_no_estimate_have_no_number_in_the_report_either(counts, method):
    lists = unseen.Lists(("ours", "calls", "police"), counts)
    found = unseen.report_findings(lists, unseen.Choices(harder=9), method)
    held = found.to_dict()
    assert all(one == {"refused": [str(found.reasons[0])]} for one in held["methods"].values())
    assert held["at_least"] is None
    page = unseen.report_page(found)
    assert str(found.reasons[0]) in page
    assert "Answers by method" not in page
    assert "stepwise at p" not in page
    assert "Intervals under a stated assumption" not in page
