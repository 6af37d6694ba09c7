"""French and Vietnamese are complete, and fit into the places of their sentences."""

import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"
CATALOGUES = sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po"))
PERCENT = re.compile(r"%\((\w+)\)s")
TAGS = re.compile(r"{[{%#].*?[}%#]}|<script.*?</script>|<svg.*?</svg>|<[^>]*>", re.DOTALL)
# Names of things, not words: our own, a character, a hash, a tag of a language.
NAMES = {"Fanal", "nbsp", "SHA", "zh", "Hans"}
TRANSLATED = re.compile(
    r"{% ?blocktrans.*?endblocktrans ?%}|{% block (title|main_class) %}main--\w+{% endblock %}",
    re.DOTALL,
)


def messages(path):
    with path.open("rb") as file:
        return [one for one in read_po(file, locale=path.parts[-3]) if one.id]


def both(message):
    one = message.id[0] if isinstance(message.id, tuple) else message.id
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return one, said


def places(sentence):
    braces = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    return braces | set(PERCENT.findall(sentence))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: f"{p.parts[-5]}-{p.parts[-3]}")
def test_nothing_is_left_untranslated(path):
    assert [one for m in messages(path) for one, said in [both(m)] if not all(said)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: f"{p.parts[-5]}-{p.parts[-3]}")
def test_a_translation_has_the_places_of_its_sentence(path):
    wrong = [
        one
        for message in messages(path)
        for one, said in [both(message)]
        if any(not places(each) <= places(one) | {"n"} for each in said)
    ]
    assert wrong == []


def test_every_app_with_pages_has_its_catalogues():
    with_pages = {path.parent.name for path in SOURCE.glob("*/templates")}
    for language in ("fr", "vi"):
        assert with_pages <= {p.parts[-5] for p in CATALOGUES if p.parts[-3] == language}


def test_no_template_says_a_word_that_cannot_be_translated():
    bare = {}
    for path in SOURCE.glob("*/templates/**/*.html"):
        text = TAGS.sub(" ", TRANSLATED.sub(" ", path.read_text()))
        words = [one for one in re.findall(r"[^\W\d_]{2,}", text) if one not in NAMES]
        if words:
            bare[str(path.relative_to(SOURCE))] = words
    assert bare == {}


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_one_sentence_has_one_translation(language):
    """Django asks the lowest app first: another translation of the same words is never shown."""
    said = {}
    for path in CATALOGUES:
        for message in messages(path) if path.parts[-3] == language else ():
            said.setdefault((message.context, message.id), set()).add(message.string)
    assert {sentence: these for sentence, these in said.items() if len(these) > 1} == {}


def test_vietnamese_says_day_once():
    """A date begins with "ngày" already (settings/formats/vi)."""
    twice = re.compile(r"ngày\s+(%\(|{)(day|on|until|date)\b")
    wrong = {
        one
        for path in CATALOGUES
        for message in (messages(path) if path.parts[-3] == "vi" else ())
        for one, said in [both(message)]
        if any(twice.search(each) for each in said)
    }
    assert wrong == set()
