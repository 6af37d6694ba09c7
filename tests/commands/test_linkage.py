"""fanal linkage: whatever an office saved is read as it was meant, or refused where it is wrong."""

import csv

import pytest

from fanal.cli import main

NAMES, FEWEST = ("สมศรี มีสุข", "สมชาย ใจดี", "มาลี แก้วดี", "วิชัย ทองดี"), 20


def begin(register, party, project="spring"):
    """Our points for a partner, under a secret of our own."""
    words = ["--project", project, "--purpose", "care", "--party", party]
    sizes = ["--size", str(FEWEST), "--their-size", str(FEWEST)]
    files = ["--secret", str(register.with_name(f"{party}.secret"))]
    out = ["--out", f"{register}.{party}"]
    return main(["linkage", "begin", str(register), *words, *sizes, *files, *out])


def of_days(year, titles=("rec_id", "name", "dob"), others="Somsy {}vilay"):
    """A register of people born on the days of a month, four of whom another knows too."""
    names = [*NAMES, *(others.format(chr(97 + n)) for n in range(FEWEST - len(NAMES)))]
    return [titles, *((f"r{n}", name, f"{year}-05-{n:02d}") for n, name in enumerate(names, 1))]


OTHERS = "Nguyen Van {}inh"


def written(path, rows, delimiter=",", encoding="utf-8"):
    path.write_bytes("\n".join(delimiter.join(row) for row in rows).encode(encoding))
    return path


def meet(one, other, at):
    """Which records of `other` the side of `one` holds too, by the steps of a meeting."""
    ours, theirs = str(one) + ".ours", str(other) + ".theirs"
    assert begin(one, "ours") == begin(other, "theirs") == 0
    secrets = [str(one.with_name("ours.secret")), str(other.with_name("theirs.secret"))]
    for step in (
        ["answer", ours, "--secret", secrets[1], "--out", at("back")],
        ["meet", at("back"), theirs, "--secret", secrets[0], "--out", at("matched")],
        ["pairs", at("matched"), "--secret", secrets[1], "--out", at("pairs")],
    ):
        assert main(["linkage", *step]) == 0
    with open(at("pairs"), encoding="utf-8") as file:
        return {row["rec_id"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("year", "titles", "delimiter", "encoding"),
    [
        (1999, ("rec_id", "name", "dob"), ",", "cp874"),
        (1999, ("rec_id", "name", "dob"), ";", "utf-16"),
        (2542, ("rec_id", "name", "dob"), ",", "utf-8"),
        (1999, ("Rec_ID", " Name", "DOB"), "\t", "utf-8-sig"),
    ],
)
def test_two_registers_meet_however_an_office_saved_them(
    tmp_path, year, titles, delimiter, encoding
):
    ours = written(tmp_path / "a.csv", of_days(1999))
    theirs = written(tmp_path / "b.csv", of_days(year, titles, OTHERS), delimiter, encoding)
    found = meet(ours, theirs, lambda name: str(tmp_path / name))
    assert found == {f"r{n}" for n in range(1, len(NAMES) + 1)}


def test_a_year_is_known_from_the_day(tmp_path):
    """An office that writes days and one that writes years may know one person."""
    ours = written(tmp_path / "a.csv", of_days(1999))
    titles, *rows = of_days(1999, ("rec_id", "name", "birth_year"), OTHERS)
    theirs = written(tmp_path / "b.csv", [titles, *((*one, born[:4]) for *one, born in rows)])
    assert meet(ours, theirs, lambda name: str(tmp_path / name))


def test_names_in_zawgyi_are_told_of_before_they_meet_none_in_unicode(tmp_path, capsys):
    zawgyi = [(f"r{n}", "ေမာင္ေမာင္", "") for n in range(FEWEST)]
    assert begin(written(tmp_path / "a.csv", [("rec_id", "name", "dob"), *zawgyi]), "ours") == 0
    assert f"Zawgyi: {FEWEST}, record 1 first" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ('x,"Somsy,', "line 22: a quotation mark is not closed"),
        ("x,Somsy,2001-05-07,more", "line 22: columns: 4, expected: 3"),
        ("x,Somsy,2001-02-30", "line 22, column dob: 2001-02-30"),
        (f"x,{'a' * 10_000},", "line 22, column name: 10000 signs"),
        ("r1,Somsy,", "line 22, column rec_id: is there twice"),
        (",Somsy,", "line 22, column rec_id: is missing"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_line_and_nobody_is_left_out(
    tmp_path, capsys, row, place
):
    register = written(tmp_path / "a.csv", [*of_days(1999), (row,), ("y", "Noi", "")])
    assert begin(register, "ours") == 2
    assert place in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
