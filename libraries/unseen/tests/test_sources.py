"""Lists from spreadsheets, data frames, ids and one file a list: the same as from a CSV file."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
import pytest

import unseen
from unseen.errors import BadInput

ROWS = [(1, 0, 0, 40), (0, 1, 0, 30), (0, 0, 1, 20), (1, 1, 0, 6)]
COUNTS = {0b001: 40, 0b010: 30, 0b100: 20, 0b011: 6}
HEADING = ("A", "B", "C", "count")


def test_a_sheet_of_histories(excel):
    found = unseen.Lists.from_excel(excel(Sheet=[HEADING, *ROWS]))
    assert (found.names, found.counts) == (("A", "B", "C"), COUNTS)


def test_a_sheet_made_by_a_spreadsheet_program():
    """Saved by openpyxl: inline styles, a second sheet, a number that is written 6.0."""
    path = Path(__file__).parent / "made_by_openpyxl.xlsx"
    assert unseen.Lists.from_excel(path).counts == COUNTS
    assert unseen.read(path).counts == COUNTS
    assert unseen.Lists.from_excel(path, "people").n == 3


def test_a_sheet_is_chosen_by_name(excel):
    path = excel(notes=[("nothing",)], lists=[HEADING, *ROWS])
    assert unseen.Lists.from_excel(path, "lists").counts == COUNTS
    with pytest.raises(BadInput, match="no such sheet; there are notes, lists"):
        unseen.Lists.from_excel(path, "Lists")


@pytest.mark.parametrize(
    ("yes", "no"), [("yes", "no"), ("Oui", "Non"), ("có", "không"), (True, False), (1.0, 0.0)]
)
def test_one_row_a_person_says_yes_or_no_in_any_way(excel, tmp_path, yes, no):
    rows = [("A", "B"), (yes, no), (yes, yes), (no, yes)]
    path = tmp_path / "people.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows))
    expected = {0b01: 1, 0b11: 1, 0b10: 1}
    assert unseen.Lists.from_excel(excel(Sheet=rows)).counts == expected
    assert unseen.Lists.from_csv(path).counts == expected
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    assert unseen.Lists.from_dataframe(frame).counts == expected


def test_one_row_each_time_a_person_stands_on_a_list(excel):
    rows = [("police", "p1"), ("police", 2), ("court", 2), ("court", "p3")]
    expected = {0b01: 1, 0b11: 1, 0b10: 1}
    assert unseen.Lists.from_excel(excel(Sheet=[("list", "person"), *rows])).counts == expected
    frame = pd.DataFrame(rows, columns=["list", "person"])
    assert unseen.Lists.from_dataframe(frame).counts == expected
    pairs = [(name, str(person)) for name, person in rows]
    assert unseen.Lists.from_people(pairs).counts == expected
    assert (
        unseen.Lists.from_people({"police": ["p1", "2"], "court": ["2", "p3"]}).counts == expected
    )


def test_one_file_a_list(excel, tmp_path):
    (tmp_path / "police.csv").write_text("id;age\np1;30\np2;17\n", encoding="utf-8-sig")
    (tmp_path / "court.csv").write_text("name\np2\np3\n")
    third = excel("ngo.xlsx", Sheet=[("Person",), ("p3",), ("p4",)])
    paths = [tmp_path / "police.csv", tmp_path / "court.csv", third]
    found = unseen.Lists.from_files(paths)
    assert found.names == ("police", "court", "ngo")
    assert found.counts == {0b001: 1, 0b011: 1, 0b110: 1, 0b100: 1}
    named = unseen.Lists.from_files({"Police": paths[0], "Court": paths[1]}, person="")
    assert named.names == ("Police", "Court")


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("name;age\np2;3\n", "court.csv: one column with the id of the person is needed"),
        ("id\np2\n \np3\n", ""),
        ("id;age\np2;3\n ;4\n", "court.csv, line 3: the person has no id"),
    ],
)
def test_a_file_whose_people_cannot_be_told_is_named(tmp_path, second, message):
    (tmp_path / "police.csv").write_text("id\np1\np2\n")
    (tmp_path / "court.csv").write_text(second)
    paths = [tmp_path / "police.csv", tmp_path / "court.csv"]
    if not message:  # a blank line is no person
        assert unseen.Lists.from_files(paths).n == 3
        return
    with pytest.raises(BadInput) as problem:
        unseen.Lists.from_files(paths)
    assert message in str(problem.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "sheet Sheet, line 1: the heading is missing"),
        ([HEADING, (1, 0, None, 4)], "sheet Sheet, line 2, column C: is empty"),
        ([HEADING, (1, 0, 2, 4)], "line 2, column C: '2' is neither 0 nor 1"),
        ([HEADING, (1, 0, 0, "<5")], "line 2, column count: '<5' is a suppressed count"),
        ([HEADING, (1, 0, 0, 4.5)], "line 2, column count: '4.5' is not a whole number"),
        ([HEADING, (1, 0, 0, 4, 7)], "line 2: 5 columns where the heading has 4"),
    ],
)
def test_what_cannot_be_a_table_is_named_by_line_and_column(excel, rows, message):
    with pytest.raises(BadInput) as problem:
        unseen.Lists.from_excel(excel(Sheet=rows))
    assert message in str(problem.value)


def test_a_missing_value_in_a_data_frame_is_named():
    frame = pd.DataFrame({"A": [1, 0], "B": [1, None]})
    with pytest.raises(BadInput, match="line 3, column B: is empty"):
        unseen.Lists.from_dataframe(frame)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"A,B\n1,0\n"])
def test_what_is_no_spreadsheet_is_one_clear_line(tmp_path, content):
    path = tmp_path / "lists.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"lists.xlsx: is not a readable .xlsx spreadsheet"):
        unseen.read(path)


ENDLESS = '<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    "sheet",
    [
        ENDLESS,
        f"{' ' * 2000}{ENDLESS}",
        ENDLESS.encode("utf-16"),
        "<worksheet",
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<row><c r="ZZZZZZ1"><v>1</v></c></row></worksheet>',
    ],
)
def test_a_sheet_that_would_never_end_or_is_broken_is_refused(excel, sheet):
    path = excel(Sheet=[HEADING, *ROWS])
    with ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, sheet if "sheet1" in name else content)
    with pytest.raises(BadInput, match="is not a readable"):
        unseen.read(path)


def test_lists_are_named_where_a_table_of_people_has_other_columns(tmp_path, excel):
    rows = [("A", "year", "B"), (1, 2020, 0), (1, 2021, 1), (0, 2020, 1)]
    path = tmp_path / "people.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows))
    expected = {0b01: 1, 0b11: 1, 0b10: 1}
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    for found in (
        unseen.Lists.from_csv(path, lists=["A", "B"]),
        unseen.Lists.from_excel(excel(Sheet=rows), lists=["A", "B"]),
        unseen.Lists.from_dataframe(frame, lists=["A", "B"]),
    ):
        assert found.counts == expected


def test_people_from_csv_a_spreadsheet_and_a_data_frame_are_the_same(tmp_path, excel):
    rows = [("A", "year", "B"), (1, 2020, 0), (1, 2021, 1), (0, 2020, 1)]
    path = tmp_path / "people.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows))
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    found = [
        unseen.read_people(path, ["year"]),
        unseen.read_people(excel(Sheet=rows), ["year"]),
        unseen.People.from_dataframe(frame, ["year"]),
    ]
    assert found[0] == found[1] == found[2]
    assert found[0].columns == {"year": ["2020", "2021", "2020"]}


@pytest.mark.parametrize("written", ["<5", "< 10", "≤4", "*", "..", "c", "X", "n.d."])
def test_a_suppressed_count_is_refused_by_its_place(written, tmp_path):
    path = tmp_path / "lists.csv"
    path.write_text(f"A,B,count\n1,0,40\n0,1,30\n1,1,{written}\n")
    with pytest.raises(BadInput) as problem:
        unseen.read(path)
    assert problem.value.where == "line 4, column count"
    assert f"'{written}' is a suppressed count" in str(problem.value)
    assert "merge lists or groups" in str(problem.value)


SHAPES = {
    "people": "sex,A,B\nf,1,0\nf,1,1\nm,0,1\n",
    "counts": "sex,A,B,count\nf,1,0,1\nf,1,1,1\nm,0,1,1\n",
    "long": "sex;list;person\nf;A;p1\nf;A;p2\nf;B;p2\nm;B;p3\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_people_with_other_columns_come_in_each_of_the_three_shapes(shape, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(SHAPES[shape])
    found = unseen.read_people(path, ["sex"])
    assert found.lists == ("A", "B")
    assert list(found.histories) == [0b01, 0b11, 0b10]
    assert found.columns == {"sex": ["f", "f", "m"]}


def test_counts_are_counted_where_lists_are_named(tmp_path):
    """Else each row would be one person, and nothing would say so."""
    path = tmp_path / "lists.csv"
    path.write_text("sex,A,B,count\nf,1,0,40\nm,0,1,30\nf,1,1,6\n")
    found = unseen.read_people(path, ["sex"], ["A", "B"])
    assert found.all_lists().counts == {0b01: 40, 0b10: 30, 0b11: 6}
    assert unseen.read(path, ["A", "B"]).n == 76


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("f,A,p1\nm,B,p1\n", "line 3, column sex: 'm' is not what line 2 says of the same person"),
        ("f,A,p1\n,B,p1\n", "line 3, column sex: is empty"),
        ("f,A,p1\nf,B,\n", "line 3: a list and a person are needed"),
    ],
)
def test_rows_of_one_person_that_contradict_each_other_are_named(text, message, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(f"sex,list,person\n{text}")
    with pytest.raises(BadInput) as problem:
        unseen.read_people(path, ["sex"])
    assert str(problem.value).startswith(message)


def test_a_sheet_is_read_before_it_is_decided_which_columns_are_lists(excel, tmp_path):
    rows = [("sex", "A", "B"), ("f", 1, 0), ("f", 1, 1), ("m", 0, 1)]
    book = excel(notes=[("nothing",)], people=rows)
    path = tmp_path / "people.csv"
    path.write_text(SHAPES["people"])
    for sheet in (unseen.read_sheet(book, "people"), unseen.read_sheet(path)):
        assert sheet.heading == ("sex", "A", "B")
        assert sheet.column("sex") == ["f", "f", "m"]
        assert unseen.People.from_sheet(sheet, ["sex"]) == unseen.read_people(path, ["sex"])
        assert unseen.Lists.from_sheet(sheet, ["A", "B"]).n == 3
    for held, name in ((book, "people.xlsx"), (path, "people.csv")):
        with held.open("rb") as file:
            sheet = unseen.read_sheet(file, "people" if name.endswith("xlsx") else "", name=name)
        assert sheet.heading == ("sex", "A", "B")


def test_what_is_wrong_in_a_sheet_is_named_with_the_sheet(excel):
    book = excel(people=[("sex", "A", "B"), ("f", 1, 0), ("f", 7, 1)])
    with pytest.raises(BadInput) as problem:
        unseen.read_people(book, ["sex"])
    assert problem.value.where == "sheet people, line 3, column A"


@pytest.mark.parametrize("content", [b"A,B\n1,\x81\n", b"\x00\x01", b""])
def test_an_open_file_that_is_no_table_is_refused(content, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with path.open("rb") as file, pytest.raises(BadInput):
        unseen.read_sheet(file)


def test_a_sheet_that_was_packed_wrongly_is_refused(excel):
    path = excel(Sheet=[HEADING, *ROWS])
    with ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
        sheet = book.getinfo("xl/worksheets/sheet1.xml")
    packed = bytearray(path.read_bytes())
    begins = sheet.header_offset + 30 + len(sheet.filename)
    packed[begins : begins + 9] = b"\xff" * 9
    path.write_bytes(packed)
    with pytest.raises(BadInput, match="is not a readable"):
        unseen.read(path)
