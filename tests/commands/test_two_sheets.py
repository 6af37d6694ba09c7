"""Two sheets of the recovery key at a terminal: what was right stays, what was wrong is named."""

import pytest

from fanal.commands import prompts
from fanal.commands.new_shares import two_sheets
from fanal.core.sealing import shares, strength

ONE, TWO, THREE = shares.split(b"o" * 32)
OTHER = shares.split(b"x" * 32)[0]


@pytest.fixture
def typed(monkeypatch):
    """`typed(sheet, …)` types these, one after the other; fails if more are asked for."""

    def run(*sheets):
        lines = list(sheets)
        monkeypatch.setattr(prompts, "at_terminal", lambda: True)
        monkeypatch.setattr(prompts, "_line", lambda label: lines.pop(0))
        found = two_sheets()
        assert lines == []
        return found

    return run


def test_of_the_same_sheet_twice_only_the_second_is_asked_again(typed, capsys):
    assert typed(ONE, ONE, TWO) == [ONE, TWO]
    assert "the same one twice" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [(ONE, OTHER, "Second sheet"), (OTHER, ONE, "First sheet")],
    ids=["the second", "the first"],
)
def test_of_a_sheet_of_another_key_one_more_is_asked_and_the_wrong_one_named(
    typed, capsys, first, second, wrong
):
    assert typed(first, second, THREE) == [ONE, THREE]
    assert f"{wrong} was of another recovery key." in capsys.readouterr().out


@pytest.mark.parametrize(
    "chosen",
    [ONE, ONE.upper(), " ".join(ONE.split()[:8])],
    ids=["all of them", "in capitals", "eight of them"],  # drawn anew in each process
)
def test_the_words_of_a_sheet_are_no_pass_phrase(chosen):
    assert strength.weakness(chosen) == strength.OF_A_SHEET
