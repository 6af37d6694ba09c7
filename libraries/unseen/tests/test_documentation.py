"""What the pages show is what the library prints, and every public name is described."""

import re
from pathlib import Path

import pytest

import unseen

HERE = Path(__file__).resolve().parents[1]
PAGES = [HERE / "README.md", *sorted((HERE / "docs").glob("*.md"))]
GUIDE = (HERE / "docs" / "guide.md").read_text("utf-8")


@pytest.fixture(scope="module")
def uk():
    return unseen.sample_lists("UKdat_5")


def shown(answer):
    """The lines of an answer as a page shows them: indented."""
    return [f"    {line}" for line in repr(answer).splitlines()]


def test_the_guide_shows_what_is_printed(uk):
    printed = [
        *shown(unseen.check(uk))[:2],
        *shown(unseen.estimate(uk, "stepwise")),
        *shown(unseen.bounds(uk, harder=9)),
    ]
    assert [line for line in printed if line not in GUIDE.splitlines()] == []


def test_every_public_name_is_in_the_reference():
    text = (HERE / "docs" / "reference.md").read_text("utf-8")
    named = set(re.findall(r"\w+", text))
    internal = {
        "__version__",
        "Choices",
        "Assumption",
        "Design",
        "DESIGN_ALIASES",
        "DESIGN_METHODS",
    }
    internal |= {"MOST_HARDER", "Findings", "check_method", "Provenance"}
    assert set(unseen.__all__) - named - internal == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_pages_name_only_what_there_is(page):
    named = set(re.findall(r"\bunseen\.([A-Za-z_]+)", page.read_text("utf-8")))
    folders = {"data", "estimators", "loglinear", "results", "simulation", "api"}
    assert named - set(unseen.__all__) - folders == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_between_the_pages_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_help_of_estimate_names_every_method_and_every_option():
    said = " ".join((unseen.estimate.__doc__ or "").split())
    words = set(re.findall(r"[\w-]+", said))
    assert set(unseen.METHODS) - words == set()
    assert set(unseen.Options.__annotations__) - words == set()
