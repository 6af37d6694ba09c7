"""Files as people really save them, and files that cannot be what they say."""

import pytest

from unseen.data.reading import read_table
from unseen.errors import BadInput

GOOD = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n"
COUNTS = {0b001: 40, 0b010: 30, 0b100: 20, 0b011: 6}


@pytest.fixture
def saved(tmp_path):
    def save(text, encoding="utf-8"):
        path = tmp_path / "lists.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return save


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GOOD, "utf-8"),
        (GOOD, "utf-8-sig"),
        (GOOD, "utf-16"),
        (GOOD.replace(",", ";"), "utf-8-sig"),
        (GOOD.replace(",", "\t"), "utf-8"),
        (GOOD.replace("\n", "\r\n"), "utf-8"),
        (GOOD.replace("\n", "\r"), "utf-8"),
        (GOOD + "\n\n", "utf-8"),
        (GOOD.replace("count", "Effectif"), "cp1252"),
        (GOOD.replace("1,0,0,40", ' 1 ,"0",0, 40 '), "utf-8"),
    ],
)
def test_the_same_table_in_many_costumes(saved, text, encoding):
    found = read_table(saved(text, encoding))
    assert found.names == ("A", "B", "C")
    assert found.counts == COUNTS


def test_names_may_hold_commas_and_any_script(saved):
    names = ["Police, Vientiane", "ໂຮງໝໍ", "ศาล"]
    found = read_table(saved(GOOD.replace("A,B,C", ",".join(f'"{n}"' for n in names))))
    assert found.names == tuple(names)


def test_western_european_letters_are_read(saved):
    found = read_table(saved(GOOD.replace("A,B", "Frontière,B"), "cp1252"))
    assert found.names[0] == "Frontière"


def test_one_row_a_person_is_counted(saved):
    found = read_table(saved("A;B\n" + "1;0\n" * 5 + "1;1\n" * 2 + "0;1\n"))
    assert found.counts == {0b01: 5, 0b11: 2, 0b10: 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the heading is missing"),
        ("A,count\n1,4\n", "line 1, lists: an overlap needs at least 2 lists, not 1"),
        (
            ",".join(f"L{j}" for j in range(25)) + ",count\n",
            "line 1: at most 10 lists can be used, not 25",
        ),
        (GOOD.replace(",40", ",-40"), "line 2, column count: '-40' is not a whole number"),
        (GOOD.replace(",40", ",4.5"), "line 2, column count: '4.5' is not a whole number"),
        (GOOD.replace(",40", ","), "line 2, column count: the count is missing"),
        (GOOD.replace(",40", ",9999999999"), "line 2, column count: 9999999999 people is more"),
        (GOOD.replace(",40", "," + "9" * 5000), "people is more than can be meant"),
        (GOOD.replace(",40", ",٤٠"), "is not a whole number of people"),
        (GOOD + "1,0,0,7\n", "line 6: the same history as line 2"),
        (GOOD + "0,0,0,7\n", "line 6: is on no list"),
        (GOOD + "2,0,0,7\n", "line 6, column A: '2' is neither 0 nor 1"),
        (GOOD + "1,,0,7\n", "line 6, column B: is empty"),
        (GOOD + "1,0,7\n", "line 6: 3 columns where the heading has 4"),
        (GOOD.replace("A,B", "A,A"), "line 1, column 2: two lists are called “A”"),
        (GOOD.replace("A,B", "A,"), "line 1, column 2: the list has no name"),
        (GOOD.replace("A,B", "A,\x1b[2JB"), "line 1, column 2: the name of a list holds a sign"),
        ('"A,B,count\n', "line 1: a quotation mark is not closed"),
        ("A,B,count\n1,0,4\n", "lists: list B names nobody"),
        ("A,B,count\n1,0,0\n0,1,0\n", "counts: nobody is on any list"),
        ("A,B\n1,0\n0,0\n", "line 3: this person is on no list"),
        ("A,B\n1,0\n1,x\n", "line 3, column B: 'x' is neither 0 nor 1"),
        (b"PK\x03\x04\x00\x00", "is not a text file; save the sheet as CSV"),
        (b"A,B\n" + b"1,0\n" * 20_000 + b"\xff\xfe\xe9\n", "is not readable text"),
    ],
)
def test_what_cannot_be_a_table_is_named_by_line_and_column(saved, text, message):
    with pytest.raises(BadInput) as problem:
        read_table(saved(text))
    assert message in str(problem.value)


def test_a_quotation_mark_left_open_is_one_clear_line(saved):
    with pytest.raises(BadInput, match="line"):
        read_table(saved(GOOD + '"1,0,0,7\n'))


@pytest.mark.parametrize("rows", ['1,0,0,"5\n0,1,0,60\n0,0,1,4"', '1,"0\n0,1\n",0,6'])
def test_a_cell_over_several_lines_is_named_by_the_first_in_one_line(saved, rows):
    with pytest.raises(BadInput) as caught:
        read_table(saved(f"A,B,C,count\n0,0,1,7\n{rows}\n"))
    assert caught.value.where.startswith("line 3")
    assert "\n" not in str(caught.value)


ENDLESS = "1" * 200_000


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"A,B,{ENDLESS}\n1,0,0\n", "line 1"),
        (f"A,B\n1,0\n1,{ENDLESS}\n", "line 3"),
        (f"A,B,count\n1,0,3\n1,1,{ENDLESS}\n", "line 3"),
    ],
)
def test_a_cell_without_end_is_named(saved, text, where):
    with pytest.raises(BadInput) as caught:
        read_table(saved(text))
    assert caught.value.where == where


@pytest.mark.parametrize("heading", ["list,person", "Person;List", "Liste\tPersonne"])
def test_one_row_each_time_a_person_stands_on_a_list(saved, heading):
    """A person twice on a list is one; the columns may stand in either order."""
    rows = [("police", "p1"), ("police", "p2"), ("police", "p2"), ("court", "p2"), ("court", "p3")]
    between = next(sign for sign in ",;\t" if sign in heading)
    turned = heading.lower().startswith("person")
    lines = [between.join(row[::-1] if turned else row) for row in rows]
    found = read_table(saved("\n".join([heading, *lines])))
    assert found.names == ("police", "court")
    assert found.counts == {0b01: 1, 0b11: 1, 0b10: 1}


def test_a_row_without_its_person_is_named(saved):
    with pytest.raises(BadInput) as mistake:
        read_table(saved("list,person\npolice,p1\ncourt, \n"))
    assert mistake.value.where == "line 3"
