"""Names read from standard input: after a command they stand in the list of processes."""

import io
import json
import sys

import pytest

from fanal.cli import main


@pytest.fixture
def typed(monkeypatch):
    """What the next command reads."""

    def give(content):
        raw = content if isinstance(content, bytes) else content.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), "ascii"))

    return give


def test_one_name_a_line_is_answered_as_each_would_be_by_itself(typed, capsys):
    alone = []
    for name in ("สมศรี", "Somsy"):
        assert main(["names", "normalise", name]) == 0
        alone.append(capsys.readouterr().out)
    typed("\ufeffสมศรี\r\n\n  Somsy  ")
    assert main(["names", "normalise", "-"]) == 0
    assert capsys.readouterr().out == "\n".join(alone)


@pytest.mark.parametrize("words", [["-", "-"], ["สมศรี", "-"], ["-", "Somsy"]])
def test_each_dash_of_a_comparison_is_the_next_line(typed, capsys, words):
    assert main(["names", "compare", "สมศรี", "Somsy", "--json"]) == 0
    wanted = json.loads(capsys.readouterr().out)
    names = [name for name, word in zip(["สมศรี", "Somsy"], words, strict=True) if word == "-"]
    typed("\n".join(names) + "\n")
    assert main(["names", "compare", *words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == wanted


@pytest.mark.parametrize(
    ("words", "given", "why"),
    [
        (["normalise", "-"], "\n \n", "no name stands in standard input"),
        (["compare", "-", "-"], "Somsy\n", "B: no name stands in standard input"),
        (["compare", "Somsy", "-"], "A\nB\n", "more names stand in standard input than are asked"),
        (["normalise", "-"], b"Som\xff", "byte 3: the file is not UTF-8 text"),
        (["normalise", "-"], "Somsy\n12\n", "line 2: no letter of a script we know in '12'"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(typed, capsys, words, given, why):
    typed(given)
    assert main(["names", *words]) == 2
    said = capsys.readouterr()
    assert said.err.splitlines()[-1].startswith(f"fanal: {why}")


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "standard input"), ("fr", "l’entrée standard"), ("vi", "đầu vào chuẩn")],
)
@pytest.mark.parametrize("action", ["normalise", "compare"])
def test_help_says_how_a_name_stays_out_of_the_history(capsys, monkeypatch, action, language, says):
    monkeypatch.setenv("LANGUAGE", language)
    with pytest.raises(SystemExit):
        main(["names", action, "--help"])
    assert says in " ".join(capsys.readouterr().out.split())
