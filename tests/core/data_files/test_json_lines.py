"""A fault in a file of JSON is found by its line, however long the file is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.cli import main
from fanal.core.data_files.json_lines import line_of

NAMES = st.text("abc_", min_size=1, max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


def places(value, where=""):
    """Every place in what was read, with what stands there."""
    yield where, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, f"{where}.{key}" if where else key)
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, f"{where}[{number}]")


@given(VALUES)
def test_every_place_is_found_on_the_line_on_which_it_begins(data):
    text = json.dumps(data, indent=1)
    lines = text.splitlines()
    for where, value in places(data):
        begins = json.dumps(value, indent=1).splitlines()[0]
        assert begins in lines[line_of(text, where) - 1]


@given(VALUES, st.text(max_size=20))
def test_a_place_that_is_not_there_is_on_a_line_of_the_file(data, where):
    text = json.dumps(data, indent=1)
    assert 1 <= line_of(text, where) <= len(text.splitlines())


@pytest.mark.parametrize(
    ("place", "line"),
    [("b", 3), ("b[1].id", 5), ("b[1].gone", 5), ("b.F2.said", 6), ("b.F9", 3), ("c", 1), ("", 1)],
)
def test_a_step_is_a_key_a_number_or_an_id(place, line):
    text = '{\n"a": {"b": 1},\n"b": [\n{"id": "F1"},\n{"id": "F2",\n"said": "x]}"}\n]\n}'
    assert line_of(text, place) == line


@pytest.mark.parametrize(
    ("words", "data", "says"),
    [
        (["law", "assess"], {"facts": {"force": True, "beaten": True}}, "line 4 of {}: facts.beaten: "),
        (["trust", "decide"], {"now": "2026-03-02", "need": {"by": 3}}, "line 4 of {}: need.by: "),
    ],
)  # fmt: skip
def test_a_command_names_the_line(words, data, says, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    path = tmp_path / "file.json"
    path.write_text(json.dumps(data, indent=1))
    assert main([*words, str(path)]) == 2
    assert says.format(path) in capsys.readouterr().err
