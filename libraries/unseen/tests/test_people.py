"""One row a person: groups, years and covariates from a file."""

import numpy as np
import pytest

from unseen.data.people import People, read_records
from unseen.data.sheet import Sheet
from unseen.errors import BadInput


@pytest.fixture
def people(tmp_path):
    """900 drawn people, three years; women are easier to record than men. Nobody real."""
    rng = np.random.default_rng(1)
    path = tmp_path / "people.csv"
    lines = ["police;shelter;hotline;sex;age;year"]
    for _ in range(4000):
        sex, age = rng.choice(["f", "m"]), rng.integers(12, 40)
        on = rng.random(3) < (0.3 if sex == "f" else 0.1)
        if on.any():
            marks = ";".join(str(int(x)) for x in on)
            lines.append(f"{marks};{sex};{age};{rng.integers(2020, 2023)}")
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_columns_and_lists_are_told_apart(people):
    found = read_records(people, ["sex", "age", "year"])
    assert found.lists == ("police", "shelter", "hotline")
    assert set(found.columns["sex"]) == {"f", "m"}
    assert found.numbers().shape == (len(found.histories), 3)
    assert found.on("police").sum() == sum(history & 1 for history in found.histories)


def test_lists_can_be_named(people):
    with pytest.raises(BadInput, match="on no list"):
        read_records(people, ["sex"], ["police", "shelter"])


@pytest.mark.parametrize(
    "content", [b"A,B,sex\n" + b"1,1,f\n" * 20_000 + b"1,1,\xe9\n", b"A,B,sex\n1,1,\x81\n"]
)
def test_what_is_no_text_is_one_clear_line(content, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="is not readable text"):
        read_records(path, ["sex"])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("A,B,sex\n1,1,\n", "line 2, column sex"),
        ("A,B,sex\n1,2,f\n", "line 2, column B"),
        ("A,B,sex\n1,1\n", "line 2"),
        ("A,B,age\n1,1,4\n", "column sex"),
        ("A,sex\n1,f\n", "line 1, lists"),
        ("", "line 1"),
        ('"A,B,sex\n1,1,f\n', "line 1"),
        ('A,B,sex\n1,1,"f\n1,1,m\n', "line 2, column sex"),
        (f"A,B,sex\n1,1,f\n1,1,{'f' * 200_000}\n", "line 3"),
        (",".join(f"L{i}" for i in range(25)) + ",sex\n", "line 1"),
    ],
)
def test_bad_rows_are_named(text, where, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(text)
    with pytest.raises(BadInput) as caught:
        read_records(path, ["sex"])
    assert caught.value.where.startswith(where)


def test_a_table_without_any_column_is_one_clear_line():
    with pytest.raises(BadInput, match="at least 2 lists"):
        People.from_sheet(Sheet((), [(2, [])], ""), ())
