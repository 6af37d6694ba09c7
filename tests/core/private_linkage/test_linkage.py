"""Two organisations find whom both know, and a partner or a thief reads no name."""

import csv
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from fanal.cli import main
from fanal.core.errors import BadInput
from fanal.core.private_linkage import composites, files, meeting, registers
from fanal.core.private_linkage.composites import Described

GIVEN = [
    "Somsi",
    "Khamla",
    "Bounmy",
    "Dao",
    "Noy",
    "Keo",
    "Chanthy",
    "Sokha",
    "Phally",
    "Lan",
    "Thu",
    "Hoa",
    "Mai",
    "Nilar",
    "Hnin",
    "Thida",
]
FAMILY = [
    "Vongsa",
    "Phommachan",
    "Keovilay",
    "Chea",
    "Sok",
    "Prum",
    "Tran",
    "Le",
    "Pham",
    "Hlaing",
    "Zaw",
    "Siripong",
    "Thongdee",
]
PLACES = (
    "Champasak Savannakhet Kandal Battambang Can Tho|Bago|Shan|Ubon".replace("Can Tho|", "CanTho ")
    .replace("|", " ")
    .split()
)


def register_of(seed, size=60):
    draw = Random(seed)
    return [
        Described(
            f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}",
            "",
            draw.choice("FM"),
            "",
            draw.randrange(1980, 2010),
            draw.choice(["LA", "KH", "VN"]),
            draw.choice(PLACES),
        )
        for _ in range(size)
    ]


SHARED = [
    Described("ສົມສີ ວົງສາ", "", "F", "", 1996, "LA", "Champasak"),
    Described("Nguyễn Thị Lan Hoa", "Bé", "F", "2003-04-09", 2003, "VN", "Can Tho"),
]
SHARED_THERE = [
    Described("Vongsa Somsy", "", "F", "", 1997, "LA", "Champasak"),
    Described("Lan Hoa Nguyen", "Be", "F", "2003-09-04", 2003, "VN", "Can Tho"),
]


SIZE = 60


def sides(ours=None, theirs=None):
    made = []
    for people in (
        ours or SHARED + register_of(1, 24),
        theirs or SHARED_THERE + register_of(2, 24),
    ):
        register = {f"{len(made)}-{n}": [one] for n, one in enumerate(people)}
        held = composites.composites(register)
        made.append(meeting.LinkageSide.begin("spring", held, SIZE, Random(3)))
    return made


def learned(one, other):
    """What `one` is told by `other`, in the three steps of a meeting."""
    answer = one.answer(other.first(), SIZE)
    return one.found(other.met(answer, other.second(one.first(), SIZE)))


def test_two_parties_find_the_person_both_know_written_in_two_scripts():
    a, b = sides()
    assert {one.record for one in learned(a, b)[:2]} == {"0-0", "0-1"}
    assert {one.record for one in learned(b, a)[:2]} == {"1-0", "1-1"}


def test_both_sides_call_a_match_by_the_same_name():
    a, b = sides()
    names = [{name for one in learned(*pair) for name in one.names} for pair in ((a, b), (b, a))]
    assert names[0] == names[1] != set()


def test_an_answer_tells_how_many_matched_and_not_which():
    """It comes sorted: the same composites in another order make the same answer."""
    a, b = sides()
    sent = a.first()
    assert b.answer(sent, SIZE) == b.answer(list(reversed(sent)), SIZE)


def test_what_travels_is_as_long_as_agreed_and_holds_no_point_twice():
    for people in (register_of(1, 24), register_of(1, 59)):
        side = sides(people)[0]
        assert (
            sent := side.first()
        ) == side.first()  # what is padding is no other in a second copy
        assert len(sent) == SIZE * composites.MOST_KEYS
        assert max(Counter(sent).values()) == 1


def test_a_list_longer_than_agreed_is_neither_sent_nor_answered():
    with pytest.raises(BadInput, match="in the list: 61; agreed: 60"):
        sides(register_of(1, SIZE + 1))
    a, b = sides()
    with pytest.raises(BadInput, match="in the list: 60; agreed: 59"):
        a.answer(b.first(), SIZE - 1)
    with pytest.raises(BadInput, match="one point twice"):
        a.answer(b.first()[:1] * SIZE * composites.MOST_KEYS, SIZE)


def test_a_copy_of_our_own_list_is_refused_before_it_learns_anything():
    people = register_of(1, 40)
    a, b = sides(people, people)
    with pytest.raises(BadInput, match="guesses or copied"):
        a.met(b.answer(a.first(), SIZE), a.second(b.first(), SIZE))


def test_who_is_told_that_most_of_the_list_matched_reads_none_of_it():
    a, _ = sides()
    everything = [(at, "x") for at, key in enumerate(a.keys) if key]
    with pytest.raises(BadInput, match="more than 50 %"):
        a.found(everything)
    with pytest.raises(BadInput, match="none such"):
        a.found([(len(a.keys), "x")])


def test_no_composite_is_of_a_part_of_a_name_that_many_hold():
    many = {f"r{n}": [Described("Somsy Vongsa", "", "F", "", 1960 + n)] for n in range(30)}
    kinds = {key.kind for keys in composites.composites(many).values() for key in keys}
    limited = {kind.name for kind in composites.kinds() if kind.most < len(many) - 1}
    assert not kinds & limited
    assert {key.kind for key in composites.composites({"r": many["r0"]})["r"]} & limited


def test_a_stranger_without_the_secret_cannot_check_a_guess():
    """The dictionary attack that reads shared-key filters: every guess, and no hit."""
    from fanal.core.sealing.blinding import Blinder, point_of

    a, _ = sides()
    sent, other = set(a.first()), Blinder()
    for key in filter(None, a.keys):
        guess = point_of(f"{key.kind}|{key.text}", "spring")
        assert guess not in sent
        assert other.blind(guess) not in sent


HEADER = files.Header("spring", "tracing", "north", "blinded", "v1", 1, 60, 50)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"project": "autumn"}, "project"),
        ({"parameters": "v2"}, "the version by which names are read; ours is “v1”, theirs “v2”"),
        ({"party": "north"}, "party"),
        ({"size": 51}, "the size of the partner's list; ours is “50”, theirs “51”"),
        ({"other": 61}, "the size of our list; ours is “60”, theirs “61”"),
    ],
)
def test_files_that_cannot_match_are_refused_and_it_says_which(change, place):
    south = {"party": "south", "size": 50, "other": 60}
    files.same_project(HEADER, files.Header(**(HEADER.__dict__ | south)))
    with pytest.raises(BadInput, match=place):
        files.same_project(HEADER, files.Header(**(HEADER.__dict__ | south | change)))


OLD = '{"project": "p", "purpose": "x", "party": "n", "step": "blinded", "parameters": "v", "count": 1, "format": "fanal between", "version": 1}\neA==\n'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"), ("{}", "line 1"), ("not json\nAAAA", "line 1"), ("[1]\n", "line 1"),
        (files.Message(HEADER, (b"x", b"y")).to_text(), "file"),
        (files.Message(HEADER, (b"x",)).to_text().replace("eA==", "e*=="), "line 2"),
        (OLD, "version 1; this program reads version 2: both sides need the same version"),
    ],
)  # fmt: skip
def test_a_damaged_or_older_file_is_refused_with_its_place(text, place):
    with pytest.raises(BadInput, match=place):
        files.read(text, step="blinded")


def written(path, people, start=0):
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(
            [
                "rec_id",
                "name",
                "nickname",
                "sex",
                "dob",
                "birth_year",
                "nationality",
                "province",
                "phone",
            ]
        )
        for n, p in enumerate(people):
            rows.writerow(
                [
                    f"r-{start + n}",
                    p.name,
                    p.nickname,
                    p.sex,
                    p.born,
                    p.year,
                    p.nationality,
                    p.province,
                    p.phone,
                ]
            )
    return str(path)


def begin(at, party, register, size=SIZE):
    agreed = [
        "--project",
        "spring",
        "--purpose",
        "tracing",
        "--size",
        str(size),
        "--their-size",
        str(SIZE),
    ]
    files = ["--secret", at(f"s{party}"), "--out", at(f"{party}1")]
    return main(["linkage", "begin", register, *agreed, "--party", party, *files])


def test_the_whole_meeting_runs_from_the_command_line(tmp_path, capsys):
    ours = written(tmp_path / "a.csv", SHARED + register_of(1, 24))
    theirs = written(tmp_path / "b.csv", SHARED_THERE + register_of(2, 24), 500)
    at = lambda name: str(tmp_path / name)  # noqa: E731
    assert begin(at, "a", ours) == begin(at, "b", theirs) == 0
    for step in (
        ["answer", at("a1"), "--secret", at("sb"), "--out", at("a2")],
        ["answer", at("b1"), "--secret", at("sa"), "--out", at("b2")],
        ["meet", at("a2"), at("b1"), "--secret", at("sa"), "--out", at("bm")],
        ["meet", at("b2"), at("a1"), "--secret", at("sb"), "--out", at("am")],
        ["pairs", at("am"), "--secret", at("sa"), "--out", at("a.pairs")],
        ["pairs", at("bm"), "--secret", at("sb"), "--out", at("b.pairs")],
    ):
        assert main(["linkage", *step]) == 0
    found = [
        {
            row["rec_id"]: {row["match"], *row["also"].split()}
            for row in csv.DictReader((tmp_path / name).read_text("utf-8").splitlines())
        }
        for name in ("a.pairs", "b.pairs")
    ]
    assert found[0]["r-0"] & found[1]["r-500"]
    assert found[0]["r-1"] & found[1]["r-501"]
    for sent in ("a1", "a2", "b1", "am"):
        text = (tmp_path / sent).read_text("utf-8")
        assert "Vongsa" not in text
        assert "r-500" not in text


def test_a_list_of_one_is_a_question_about_one_person_and_refused(tmp_path, capsys):
    at = lambda name: str(tmp_path / name)  # noqa: E731
    assert begin(at, "a", written(tmp_path / "a.csv", SHARED[:1])) == 2
    assert "between 20 and" in capsys.readouterr().err
    assert begin(at, "a", written(tmp_path / "a.csv", register_of(1)), size=19) == 2
    assert "between 20 and" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (("r0", "A", "31.02.1990", ""), "dob"),
        (("r0", "A", "", "3001"), "birth_year"),
        ((None, "A", "", ""), "rec_id"),
        (("r1", "A", "", ""), "rec_id"),
    ],
)
def test_a_register_with_a_wrong_cell_names_line_and_column(row, place):
    rows = zip(("r1", "A", "", None), row, strict=True)
    titles = ("rec_id", "name", "dob", "birth_year")
    with pytest.raises(BadInput, match=f"line 3, column {place}"):
        registers.read(dict(zip(titles, rows, strict=True)))


def test_two_houses_whose_names_sound_otherwise_refuse_each_others_files(monkeypatch):
    """A silent "nobody in common" would be worse than a refusal."""
    before = composites.fingerprint()
    monkeypatch.setattr(composites, "reading_version", lambda: "as they did before")
    assert composites.fingerprint() != before


def test_an_id_that_is_a_formula_leaves_no_exchange_as_one(tmp_path):
    at = lambda name: str(tmp_path / name)  # noqa: E731
    for party, people in (
        ("a", SHARED + register_of(1, 24)),
        ("b", SHARED_THERE + register_of(2, 24)),
    ):
        file = Path(written(tmp_path / f"{party}.csv", people))
        file.write_text(file.read_text("utf-8-sig").replace("r-", "=1+"), "utf-8")
        assert begin(at, party, str(file)) == 0
    for step in (
        ["answer", at("a1"), "--secret", at("sb"), "--out", at("a2")],
        ["meet", at("a2"), at("b1"), "--secret", at("sa"), "--out", at("bm")],
        ["pairs", at("bm"), "--secret", at("sb"), "--out", at("p.csv")],
    ):
        assert main(["linkage", *step]) == 0
    taken = list(csv.DictReader((tmp_path / "p.csv").read_text("utf-8").splitlines()))
    assert taken
    assert all(row["rec_id"].startswith("'=1+") for row in taken)


def test_of_two_files_it_says_which_cannot_be_read(tmp_path, capsys):
    at = lambda name: str(tmp_path / name)  # noqa: E731
    for party in "ab":
        begin(at, party, written(tmp_path / f"{party}.csv", register_of(1, 24)))
    (tmp_path / "b1").write_text(OLD, "utf-8")
    assert main(["linkage", "answer", at("b1"), "--secret", at("sa"), "--out", at("b2")]) == 2
    assert "fanal: b1, header, version: the file is of version 1" in capsys.readouterr().err
