"""A command in running text is set as code: what is typed is seen to begin and to end somewhere."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted(ROOT.glob("src/fanal/**/locale/*/LC_MESSAGES/django.po"))
AS_CODE = re.compile(r"`[^`]*`|<code>.*?</code>", re.DOTALL)
TYPED = re.compile(r"\b(systemctl|journalctl|sudo|apt-get|psql|pg_dump)\b|\bfanal [a-z]{3,}\b")
A_SHEET = 3  # lines: what is printed on a terminal to be copied stands by itself there


def bare(text):
    return text.count("\n") <= A_SHEET and TYPED.search(AS_CODE.sub("", text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.parts[-5:-2]))
def test_no_message_names_a_command_in_bare_words(path):
    with path.open("rb") as file:
        every = [one for one in read_po(file) if one.id]
    said = [(one.id, one.string) for one in every if isinstance(one.id, str)]
    assert [english for english, other in said if bare(english) or bare(other)] == []
