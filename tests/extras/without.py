"""What must work where none of the extras is installed: `test_extras` runs it in a new interpreter."""

import sys
from importlib import import_module

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from fanal import cli
from fanal.commands.sweep import sweep
from fanal.core.extras import has
from tests import files
from tests.extras.names import EXTRAS


def test_no_extra_can_be_imported():
    for name in EXTRAS:
        with pytest.raises(ModuleNotFoundError):
            import_module(name)
    assert (has("figures"), has("registers")) == (False, False)


def test_of_the_demonstration_the_figures_alone_are_left_out():
    from fanal.commands.demo import has_extra_of

    assert [app for app in settings.OURS if not has_extra_of(app)] == ["fanal.figures"]


def test_a_case_is_opened_and_read(cast):
    case = files.case(cast)
    client = files.browser(cast, cast.sokha)
    page = client.get(reverse("cases:case", args=[case.id]))
    assert page.status_code == 200
    assert case.code_name in page.text
    found = client.get(reverse("people:search"), {"q": "Bouakham"})
    assert found.status_code == 200


def test_the_menu_does_not_show_what_cannot_work(cast):
    page = files.browser(cast, cast.duc).get("/", follow=True)
    assert page.status_code == 200
    assert "Figures" not in page.text
    with pytest.raises(NoReverseMatch):
        reverse("figures:list")
    assert files.browser(cast, cast.duc).get("/figures/").status_code == 404


def test_what_the_numbers_mean_is_read_where_nothing_is_estimated(cast):
    claire = files.browser(cast, cast.claire)
    page = claire.get(reverse("services:indicators"))
    explained = reverse("coded_facts:dictionary_of", args=["support"])
    assert explained in page.text
    assert "First visit within 14 days" in claire.get(explained).text
    assert claire.get(reverse("coded_facts:dictionary_file")).status_code == 200


def test_two_files_are_looked_at_side_by_side_without_the_list_of_pairs(cast):
    one, other = files.person(cast), files.person(cast)
    client = files.browser(cast, cast.sokha)
    assert "Duplicates in our register" not in client.get(reverse("people:search")).text
    with pytest.raises(NoReverseMatch):
        reverse("matching:duplicates")
    page = client.get(reverse("matching:pair", args=[one.id, other.id]))
    assert page.status_code == 200
    assert reverse("people:search") in page.text


def test_the_sweep_runs(cast):
    assert sweep(timezone.localtime())["uploaded_tables"] == 0


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (["prevalence", "estimate", "lists.csv"], "fanal[figures]"),
        (["prevalence", "check", "lists.csv"], "fanal[figures]"),
        (["prevalence", "bounds", "lists.csv"], "fanal[figures]"),
        (["prevalence", "simulate", "list"], "fanal[figures]"),
        (["prevalence", "strata", "people.csv", "--by", "sex"], "fanal[figures]"),
        (["names", "dedupe", "people.csv", "--out", "pairs.csv"], "fanal[registers]"),
    ],
)
def test_a_command_says_in_one_sentence_which_extra_it_needs(words, extra, capsys):
    assert cli.main(words) == cli.REFUSED
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert extra in said


def test_names_are_compared(capsys):
    assert cli.main(["names", "compare", "Bouakham", "Buakham"]) == cli.OK
    assert capsys.readouterr().out


def test_nothing_of_an_extra_was_imported():
    assert not EXTRAS & set(sys.modules)
