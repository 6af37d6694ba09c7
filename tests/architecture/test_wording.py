"""The words of the pages: what was replaced by a plainer sentence does not come back.

The table of wording (issue 18; docs/glossary.md): Save in place of three verbs, a person is with
somebody and not in hands, calls and not signals.
"""

import re
from pathlib import Path

import pytest

import fanal

CATALOGUES = sorted(Path(fanal.__file__).parent.glob("*/locale/fr/LC_MESSAGES/django.po"))
GONE = [
    r"\b[Ss]ignals?\b",
    r"\b(in|of|from|to|other|these|whose) hands\b",
    r"\bbetween two hands\b",
    r"^(Write it down|Put on file|Save and seal|Written down)$",
    r"\bHow do we do this\b",
    r"\bWho may know, who knows\b",
    r"\bWay so far\b",
    r"\bNobody asks you\b",
    r"\bTake it out with care\b",
]


def sentences(path):
    text = re.sub(r'"\n"', "", path.read_text())
    return {one for one in re.findall(r'^msgid(?:_plural)? "(.*)"$', text, re.M) if one}


@pytest.mark.parametrize("gone", GONE)
def test_a_sentence_that_was_replaced_does_not_come_back(gone):
    found = [
        sentence for path in CATALOGUES for sentence in sentences(path) if re.search(gone, sentence)
    ]
    assert found == []


@pytest.mark.parametrize(
    "other", [r"\b[Cc]hị ấy\b", r"\b[Cc]ô\b(?! (ấy|lập|gái|bé))", r"\b[Aa]nh/chị\b"]
)
def test_vietnamese_has_one_form_for_her_and_one_for_the_reader(other):
    found = [
        translation
        for path in CATALOGUES
        for translation in translations(path.parents[2] / "vi" / "LC_MESSAGES" / "django.po")
        if re.search(other, translation.replace("thầy cô", ""))
    ]
    assert found == []


def translations(path):
    text = re.sub(r'"\n"', "", path.read_text())
    return re.findall(r'^msgstr(?:\[0\])? "(.*)"$', text, re.M)
