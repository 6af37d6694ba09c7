"""The documents for whoever operates Fanal name every check and every setting, and no other command."""

import argparse
import re
import textwrap
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import override

from fanal.cli import parser_of
from fanal.commands.messages import catalogue
from fanal.core.care.country_rules import read_rules
from fanal.health.checks.base import CHECKS
from fanal.settings import options
from fanal.web import navigation

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {"en": ROOT / "docs" / "operating.md", "fr": ROOT / "docs" / "exploiter.md"}
DEPLOYING = {"en": ROOT / "docs" / "deploying.md", "fr": ROOT / "docs" / "deployer.md"}


@pytest.mark.parametrize("language", DOCUMENTS)
def test_each_check_stands_there_with_its_remedy(language):
    text = DOCUMENTS[language].read_text()
    said = [
        sentence.translated(catalogue(language).gettext)
        for one in CHECKS.values()
        for sentence in (one.title, one.remedy)
    ]
    assert [one for one in said if one not in text] == []


GROUPS = ("Organisation → ", "Partners → ", "Partenaires → ")


@pytest.fixture(scope="module")
def words_of_pages():
    """By language, what each of our words is on a page: in English itself."""
    found = {"en": {}, "fr": {}}
    for path in sorted((ROOT / "src" / "fanal").glob("*/locale/fr/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for one in read_po(file):
                if isinstance(one.id, str):
                    found["en"].setdefault(one.id, {one.id})
                    found["fr"].setdefault(one.id, set()).add(one.string)
    return found


@pytest.mark.parametrize("language", DOCUMENTS)
def test_each_way_through_the_menu_begins_as_the_menu_does(language):
    text = " ".join(DOCUMENTS[language].read_text().split())
    ways = re.findall(r"\*([^*]+ → [^*]+)\*", text)
    assert len(ways) > 5
    entries = {way.split(" → ")[1] for way in ways if way.startswith(GROUPS)}
    assert entries - _menu(language) == set()


def _menu(language):
    with override(language):
        return {str(entry.label) for entry in navigation.entries()}


def test_a_button_that_a_remedy_names_is_called_as_the_page_calls_it(words_of_pages):
    wrong = []
    for one in CHECKS.values():
        french = one.remedy.translated(catalogue("fr").gettext)
        for named in re.findall("“([^”]+)”", str(one.remedy)):
            shown = words_of_pages["fr"].get(named, set())
            if shown and not shown & set(re.findall(r"«\s*([^»]+?)\s*»", french)):
                wrong.append((named, shown, french))
    assert wrong == []


READ_BESIDE_PAGES = {
    "en": ("operating.md", "deploying.md", "start-here.md"),
    "fr": ("exploiter.md", "deployer.md", "pour-commencer.md"),
}


@pytest.mark.parametrize("language", READ_BESIDE_PAGES)
def test_what_stands_in_italics_is_a_word_of_a_page_or_a_heading(language, words_of_pages):
    there = {
        " ".join(word.split()) for words in words_of_pages[language].values() for word in words
    }
    there |= set(re.findall(r"^#+ (.*)", DEPLOYING[language].read_text(), re.MULTILINE))
    said = set()
    for name in READ_BESIDE_PAGES[language]:
        text = " ".join((ROOT / "docs" / name).read_text().split())
        for found in re.findall(r"(?<!\*)\*([^\W\d_][^*]*)\*(?!\*)", text):
            said |= {word for word in found.split(" → ") if word[0].isupper()}
    assert len(said) > 20
    assert said - there == set()


def test_what_is_typed_and_the_samples_of_the_proxies_are_the_same_in_both_languages():
    """tests/serving tries the English ones."""
    typed = {
        language: [
            re.sub('"[^"]+"', '"…"', line)  # a reason is given in words
            for line in document.read_text().splitlines()
            if line.startswith("    ")
        ]
        for language, document in DEPLOYING.items()
    }
    assert len(typed["en"]) > 50
    assert typed["fr"] == typed["en"]


@pytest.mark.parametrize("language", DOCUMENTS)
def test_each_setting_stands_there(language):
    text = DOCUMENTS[language].read_text()
    assert [one.key for one in options.ALL if f"`{one.key}`" not in text] == []


@pytest.mark.parametrize("language", DOCUMENTS)
def test_the_sample_of_what_a_country_says_of_care_can_be_read(language):
    text = DOCUMENTS[language].read_text()
    first = text.index("    [[rule]]")
    sample = re.match(r"(?:    .*\n|\n)+", text[first:])[0]
    assert [rule.about for rule in read_rules("sample", textwrap.dedent(sample))] == [
        "forensic", "examining", "report"]  # fmt: skip


SAID = {"en": "## What a command says", "fr": "## Ce que dit une commande"}


@pytest.mark.parametrize("language", DOCUMENTS)
def test_what_a_command_is_said_to_say_is_what_it_says(language):
    """Whoever reads it on a terminal looks for these very words."""
    chapter = DOCUMENTS[language].read_text().partition(SAID[language])[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", chapter, re.MULTILINE)
    quoted = [quote for row in rows for quote in re.findall("`([^`]+)`", row)]
    said = " \n".join(map(_with_any_values, _messages(language)))
    assert len(quoted) > 20
    assert [quote for quote in quoted if _with_any_values(quote) not in said] == []


def _messages(language):
    for path in sorted((ROOT / "src" / "fanal").glob("*/locale/fr/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for one in read_po(file):
                if isinstance(one.id, str):
                    yield one.id if language == "en" else one.string


def _with_any_values(text):
    """The words alone: neither what a message is given, nor which blank stands before a colon."""
    text = re.sub(r"^\w+\.key(: |$)", "", " ".join(text.split()))
    return re.sub(r"\{\w+\}|lantarn|lantern|\b\d+\b", "…", text)


COMMAND = re.compile(r"`(?:\.venv/bin/)?fanal ([^`]+)`")
APART = ("manage ", "restore accept")  # of Django; a word where the name of a file may stand
NAMED = sorted(
    {
        found
        for one in (*DOCUMENTS.values(), *DEPLOYING.values())
        for found in COMMAND.findall(one.read_text())
        if not found.startswith(APART)
    }
)


def parser_at(words):
    """What reads the words that follow the names of commands, and those words."""
    parser = parser_of(words[:1])
    while words and (below := commands_of(parser)) and words[0] in below:
        parser, words = below[words[0]], words[1:]
    return parser, words


def commands_of(parser):
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return found[0].choices if found else {}


@pytest.mark.parametrize("command", NAMED)
def test_each_command_that_is_named_exists_with_its_options(command):
    parser, rest = parser_at(command.split())
    options = {word for word in rest if word.startswith("--")}
    known = {name for action in parser._actions for name in action.option_strings}
    assert options <= known
    assert len(rest) < len(command.split()), f"{command} is no command"
    plain = [word for word in rest if word.islower() and word.isalpha()]
    assert plain == [], f"{plain} is no command of {command.split()[0]}"


def test_a_command_that_is_none_would_be_noticed():
    _parser, rest = parser_at(["erasures", "hurry"])
    assert rest == ["hurry"]
    assert "--try" in {
        name for action in parser_at(["restore"])[0]._actions for name in action.option_strings
    }
