"""The report stands alone, says first what may be quoted, and defines every figure."""

import re

import pytest

from fanal.core.errors import BadInput
from fanal.core.prevalence.methods import Choices
from fanal.core.prevalence.report import page
from fanal.core.prevalence.report.findings import find
from fanal.core.prevalence.report.wording import Figure, Wording, french, rows_of
from tests.core.prevalence.tables import shipped, table

FEW = Choices(replicates=60)


@pytest.fixture(scope="module")
def uk():
    return find(shipped("UKdat_5"), FEW)


@pytest.fixture(scope="module")
def clear():
    """Three lists that hardly depend on each other and overlap a great deal."""
    return find(table("ABC", A=120, B=118, C=119, AB=80, AC=81, BC=79, ABC=54), FEW)


def test_lists_that_do_not_determine_the_number_say_so_before_any_number_of_their_own(uk):
    text = page(uk)
    assert not uk.determined
    quote = re.search(r'class="quote">(.*?)</p>', text).group(1)
    assert "These lists do not determine how many there were in all" in quote
    assert "These data do not determine the number" in text


def test_a_number_that_holds_is_given_with_interval_and_conditions(clear):
    assert clear.determined
    assert "95 % interval" in str(clear.answer)
    assert "if nobody came or left meanwhile" in str(clear.answer)


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

    return (files("fanal.core.prevalence.report") / "page.html").read_text("utf-8")


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
