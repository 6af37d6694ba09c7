"""The disk takes only a part of a line in a place of the journal's head, as write(2) may."""

import os

import pytest

from fanal.audit import second_place


@pytest.fixture
def half(monkeypatch):
    """From now on half of each line fits."""
    write = os.write
    monkeypatch.setattr(
        second_place.os, "write", lambda file, text: write(file, text[: len(text) // 2])
    )
    return lambda: monkeypatch.setattr(second_place.os, "write", write)


def test_a_line_that_did_not_fit_is_taken_back_and_the_next_one_is_whole(half, tmp_path):
    place = tmp_path / "heads.txt"
    with pytest.raises(OSError, match="No space left"):
        second_place.append(place, 7, b"\x07" * 32)
    assert place.read_bytes() == b""
    half()
    second_place.append(place, 8, b"\x08" * 32)
    assert [one.number for one in second_place.noted(place)] == [8]
    assert second_place.spoilt(place) == []


def test_the_rest_of_a_line_that_cannot_be_taken_back_spoils_no_other(half, tmp_path, monkeypatch):
    """A file that only takes more (`chattr +a`) cannot be cut."""

    def refused(*_asked):
        raise PermissionError

    place = tmp_path / "heads.txt"
    monkeypatch.setattr(second_place.os, "ftruncate", refused)
    with pytest.raises(OSError, match="No space left"):
        second_place.append(place, 7, b"\x07" * 32)
    half()
    second_place.append(place, 8, b"\x08" * 32)
    assert [one.number for one in second_place.noted(place)] == [8]
    assert second_place.spoilt(place) == [1]
