"""French and Vietnamese are complete, and fit into the places of their sentences."""

import ast
import re
import string
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from fanal.settings.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fanal"
LIBRARIES = sorted(ROOT.glob("libraries/*/src"))
CATALOGUES = [
    po
    for folder in (SOURCE, *LIBRARIES)
    for po in sorted(folder.glob("*/locale/*/LC_MESSAGES/django.po"))
]
PERCENT = re.compile(r"%\((\w+)\)s")
TAGS = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<script.*?</script>|<svg.*?</svg>|<[^>]*>", re.DOTALL)
# Names of things, not words: our own, a character, a hash, a tag of a language.
NAMES = {"Fanal", "nbsp", "SHA", "zh", "Hans"}
TRANSLATED = re.compile(
    r"{% ?blocktrans.*?endblocktrans ?%}|{% block (title|main_class) %}main--\w+{% endblock %}"
    r"|{% slot (id|state_id|tone|query) %}.*?{% endslot %}",  # codes and addresses
    re.DOTALL,
)


def test_the_menu_offers_the_languages_that_are_complete():
    """What a catalogue lacks the tests below name; here, that none is missing altogether."""
    offered = {code for code, _own in LANGUAGES} - {"en"}
    kept = {}
    for catalogue in CATALOGUES:
        kept.setdefault(catalogue.parents[2], set()).add(catalogue.parts[-3])
    assert {folder.parent.name: offered - found for folder, found in kept.items()} == {
        folder.parent.name: set() for folder in kept
    }
    assert set().union(*kept.values()) == offered


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


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_a_sentence_stands_in_one_catalogue(language):
    """What several apps say, in that of the core: `make messages` moves it there."""
    ours = SOURCE.glob(f"*/locale/{language}/LC_MESSAGES/django.po")
    said = Counter((one.context, one.id) for path in ours for one in messages(path))
    assert [sentence for sentence, times in said.items() if times > 1] == []


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


# What is typed, and our name.
TYPED = re.compile(r"fanal( manage COMMAND)?")
TOLD = {"BadInput": 1, "Refused": 0, "print": 0}  # from which argument on a person reads it


def plain(node):
    """The words of a text that stand in it as they are: not in a call, nor looked up."""
    if isinstance(node, ast.Call | ast.Subscript):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from re.findall(r"[^\W\d_]{3,}", TYPED.sub("", node.value))
    for inner in ast.iter_child_nodes(node):
        yield from plain(inner)


def said_plainly(source):
    """The line of each refusal, printed text and explained option that no catalogue can know."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", "")
        told = call.args[TOLD[name] :] if name in TOLD else []
        told = [
            *told,
            *(keyword.value for keyword in call.keywords if keyword.arg in ("help", "description")),
        ]
        if any(word for argument in told for word in plain(argument)):
            yield call.lineno


def test_what_is_refused_or_printed_can_be_translated():
    found = {
        str(path.relative_to(ROOT)): lines
        for folder in (SOURCE, *LIBRARIES)
        for path in folder.rglob("*.py")
        if (lines := list(said_plainly(path.read_text("utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "said",
    [
        'raise BadInput("line 3", "is no date")',
        'raise BadInput(where, f"{text} is no date")',
        'raise BadInput(where, "is missing" if row else "is there twice")',
        'raise Refused("no two lists share a person")',
        'print(f"{n} records")',
        'parser.add_argument("--by", help="the column")',
    ],
)
def test_a_sentence_said_plainly_is_found(said):
    assert list(said_plainly(said)) == [1]


@pytest.mark.parametrize(
    "said",
    [
        'raise BadInput("line 3", say("is no date"))',
        "raise Refused(*reasons)",
        "print(f\"{name}: {spoken(say('seen'))}\")",
        'parser.add_argument("--by", help=hint("the column"))',
    ],
)
def test_a_sentence_of_the_catalogue_is_not(said):
    assert list(said_plainly(said)) == []
