"""French as it is set: one apostrophe, and no line that begins with a colon or a closing quote."""

import re

import pytest

from tests.architecture.test_translations import CATALOGUES, SOURCE, both, messages
from unseen.reporting.wording import french, rows_of

NARROW = "\N{NARROW NO-BREAK SPACE}"
WRONG = {
    "a straight apostrophe": re.compile(r"(?<=[^\W\d_])'(?=[\w«“{%<])"),
    "no narrow space before a sign": re.compile(rf"[^\S{NARROW}]+[:;?!»]"),
    "no narrow space after «": re.compile(rf"«(?!{NARROW})"),
}
FRENCH = [path for path in CATALOGUES if path.parts[-3] == "fr"]
DATA = sorted((SOURCE / "core").rglob("*.toml"))
IN_DATA = re.compile(r'\bfr = "((?:[^"\\]|\\.)*)"')


def faults(texts):
    return [(name, text) for text in texts for name, one in WRONG.items() if one.search(text)]


@pytest.mark.parametrize("path", FRENCH, ids=lambda path: path.parts[-5])
def test_a_catalogue_is_set_as_french_is(path):
    assert faults(text for message in messages(path) for text in both(message)[1]) == []


def test_the_texts_of_the_rules_are_set_as_french_is():
    texts = [text for path in DATA for text in IN_DATA.findall(path.read_text("utf-8"))]
    assert len(texts) > 200
    assert faults(texts) == []


@pytest.mark.parametrize("name", ["french.tsv", "definitions.tsv"])
def test_the_texts_of_the_report_are_set_as_french_is(name):
    columns = {"french.tsv": [1], "definitions.tsv": [3, 4]}[name]
    texts = [row[k] for row in rows_of(name) for k in columns]
    assert len(texts) > 20
    assert faults(texts) == []


def test_the_report_translates_what_the_rules_say_as_all_pages_do():
    """But for table heads, whose gender and number are those of the table."""
    (library,) = (path for path in FRENCH if path.parts[-5] == "unseen")
    said = {both(message)[0] for message in messages(library)}
    assert said & set(french()) <= {"seen", "refused", "given"}


def test_no_page_joins_words_with_a_colon_of_its_own():
    """French sets a narrow space before it: `fanal.web.words.labelled` knows."""
    folders = "forms", "queries", "views", "templatetags"
    pages = [path for name in folders for path in SOURCE.rglob(f"{name}*/**/*.py")]
    pages += [path for name in folders for path in SOURCE.rglob(f"{name}.py")]
    assert len(pages) > 300
    joined = re.compile(r'f"(?:\{[^{}]*\})+: \{|": "\.join')
    at = {
        path.relative_to(SOURCE).as_posix()
        for path in pages
        if joined.search(path.read_text("utf-8"))
    }
    assert at == set()
