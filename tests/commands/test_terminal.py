"""What a terminal is shown: words in its language, and no sign that would steer it."""

import re

import pytest

from fanal.cli import GROUPS, main
from fanal.commands.terminal import ARGPARSE, printable

WORDS = re.compile(r"[a-z]{4,}")


def help_of(capsys, monkeypatch, *words, language):
    monkeypatch.setenv("LANGUAGE", language)
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\r", "\x7f", "\x9b", "\u202e", "\u2066"])
def test_a_sign_that_steers_the_terminal_is_written_out(sign):
    shown = printable(f"Som{sign}sy")
    assert sign not in shown
    assert shown.startswith("Som\\")


def test_names_of_every_script_and_lines_are_shown_as_they_are():
    text = "ບົວຄຳ\tNguyễn\nမောင်\u200c\u200dศรี 李"
    assert printable(text) == text


@pytest.mark.asvs("V1.1.2", "V16.4.1")
@pytest.mark.parametrize(
    "words",
    [
        ("names", "normalise", "\x1b[31mred"),
        ("names", "compare", "\x1b]0;x\x07Somsy", "Somsy\x9b2J"),
        ("names", "compare", "\x1b[2J", "Somsy"),
        ("law", "show", "\x1b[2J"),
        ("prevalence", "check", "\x1b[2J.csv"),
    ],
)
def test_nothing_that_was_typed_or_read_steers_the_terminal(capsys, words):
    main(list(words))
    told = "".join(capsys.readouterr())
    assert told
    assert not set("\x1b\x07\x9b") & set(told)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("usage :", "afficher cette aide")), ("vi", ("cách dùng:", "hiện phần trợ giúp"))],
)
def test_help_speaks_the_language_of_the_terminal(capsys, monkeypatch, language, words):
    told = help_of(capsys, monkeypatch, language=language)
    assert all(word in told for word in words)
    english = help_of(capsys, monkeypatch, language="en")
    assert "show this help message" in english
    assert not [what for what in GROUPS.values() if str(what) in told]


@pytest.mark.parametrize("group", sorted(set(GROUPS) - {"manage"}))
def test_the_help_of_every_group_is_translated(capsys, monkeypatch, group):
    english = help_of(capsys, monkeypatch, group, language="en")
    french = help_of(capsys, monkeypatch, group, language="fr")
    assert not [
        said for one in ARGPARSE if (said := str(one.template)) in french and len(said) > 10
    ]
    assert str(GROUPS[group]) in english
    assert str(GROUPS[group]) not in french


def test_what_is_missing_is_said_in_the_language_of_the_terminal(capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "fr")
    with pytest.raises(SystemExit) as ended:
        main(["names", "compare", "Somsy"])
    assert ended.value.code == 2
    assert "il manque" in capsys.readouterr().err


def test_names_are_compared_in_the_language_of_the_terminal(capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "fr")
    assert main(["names", "compare", "Somsy", "ສົມສີ"]) == 0
    assert capsys.readouterr().out == "se prononce de la même façon; écrit en deux écritures\n"
    assert main(["names", "normalise", "🙂"]) == 2
    assert "aucune lettre" in capsys.readouterr().err
