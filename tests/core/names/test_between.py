"""Two organisations find whom both know, and a partner or a thief reads no name."""

import csv
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random
from unittest.mock import ANY

import numpy as np
import pytest

from fanal.cli import main
from fanal.core.errors import BadInput
from fanal.core.names import tables
from fanal.core.names.between import (
    columns,
    composites,
    files,
    levels,
    meeting,
    registers,
    unit,
)
from fanal.core.names.between.composites import Described
from fanal.core.names.between.encodings import Encoder, from_bytes
from fanal.core.names.compare import common
from fanal.core.names.form import form

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
            f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}", "", draw.choice("FM"), "",
            draw.randrange(1980, 2010), draw.choice(["LA", "KH", "VN"]), draw.choice(PLACES),
        )
        for _ in range(size)
    ]  # fmt: skip


SHARED = [
    Described("ສົມສີ ວົງສາ", "", "F", "", 1996, "LA", "Champasak"),
    Described("Nguyễn Thị Lan Hoa", "Bé", "F", "2003-04-09", 2003, "VN", "Can Tho"),
]
SHARED_THERE = [
    Described("Vongsa Somsy", "", "F", "", 1997, "LA", "Champasak"),
    Described("Lan Hoa Nguyen", "Be", "F", "2003-09-04", 2003, "VN", "Can Tho"),
]


def sides():
    ours = {f"a{n}": p for n, p in enumerate(SHARED + register_of(1, 24))}
    theirs = {f"b{n}": p for n, p in enumerate(SHARED_THERE + register_of(2, 24))}
    made = []
    for people in (ours, theirs):
        keys = {record: composites.composites(p) for record, p in people.items()}
        made.append(meeting.Side.begin("spring", keys, Random(3)))
    return made


def test_two_parties_find_the_person_both_know_written_in_two_scripts():
    a, b = sides()
    met = a.met(b.second(a.first()), a.second(b.first()))
    pairs = b.pairs(a.question(met))
    assert {(p.theirs, p.ours) for p in pairs[:2]} == {("a0", "b0"), ("a1", "b1")}


def test_what_travels_is_padded_and_holds_no_point_twice():
    a, _ = sides()
    sent = a.first()
    assert len(sent) % meeting.PADDED_TO == 0
    assert max(Counter(sent).values()) == 1


def test_a_stranger_without_the_secret_cannot_check_a_guess():
    """The dictionary attack that reads shared-key filters: every guess, and no hit."""
    from fanal.core.sealing.blinding import Blinder, point_of

    a, _ = sides()
    sent = set(a.first())
    guesses = [key for p in SHARED for key in composites.composites(p)]
    assert not any(point_of(f"{k.kind}|{k.text}", "spring") in sent for k in guesses)
    other = Blinder()
    assert not any(other.blind(point_of(f"{k.kind}|{k.text}", "spring")) in sent for k in guesses)


def test_the_unit_finds_the_same_person_and_never_sees_the_key():
    encoder = Encoder(b"a project key of 32 bytes, drawn")
    ours = [encoder.encode(p) for p in SHARED + register_of(1)]
    theirs = [encoder.encode(p) for p in SHARED_THERE + register_of(2)]
    best = unit.compare(ours, theirs)[:2]
    assert {(p.ours, p.theirs) for p in best} == {(0, 0), (1, 1)}
    assert b"project key" not in ours[0].to_bytes()


def test_a_holder_of_the_key_reads_filters_so_they_never_go_to_a_partner():
    """Why filters go to a unit alone: with the key, a dictionary gives the names back."""
    encoder = Encoder(b"a project key of 32 bytes, drawn")
    dictionary = [f"{g} {f}" for g in GIVEN for f in FAMILY]
    people = register_of(4, 40)
    read = {encoder.filter("name", form(name).keys): name for name in dictionary}
    assert sum(read.get(encoder.encode(p).name) is not None for p in people) == len(people)
    stranger = Encoder(b"another key, another 32 bytes ..")
    guessed = {stranger.filter("name", form(name).keys) for name in dictionary}
    assert not any(encoder.encode(p).name in guessed for p in people)


def test_common_words_have_no_mark_that_can_be_counted():
    encoder = Encoder(b"a project key of 32 bytes, drawn")
    marks = Counter(
        m
        for n in range(50)
        for m in encoder.encode(Described(f"Nguyen Thi Lan{chr(97 + n % 26)}")).rare
    )
    assert encoder.mark("rare", form("Nguyen").keys[0]) not in marks


HEADER = files.Header("spring", "tracing", "north", "blinded", "k1/v1", 1)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"project": "autumn"}, "project"),
        (
            {"parameters": "k1/v2"},
            "parameters: .*: the version by which names are read; ours is “v1”",
        ),
        ({"parameters": "k2/v1"}, "parameters: .*: the secret"),
        ({"parameters": "k2/v2"}, "parameters: .*: the version"),
        ({"parameters": "older"}, "parameters: .*: the version"),
        ({"party": "north"}, "party"),
    ],
)
def test_files_that_cannot_match_are_refused_and_it_says_which(change, place):
    other = files.Header(**(HEADER.__dict__ | {"party": "south"} | change))
    with pytest.raises(BadInput, match=place):
        files.same_project(HEADER, other)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"), ("{}", "line 1"), ("not json\nAAAA", "line 1"),
        (files.Message(HEADER, (b"x", b"y")).to_text(), "file"),
        (files.Message(HEADER, (b"x",)).to_text().replace("eA==", "e*=="), "line 2"),
        (files.Message(HEADER, (b"x",)).to_text().replace('"version": 1', '"version": 2'), "version"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_its_place(text, place):
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


def test_the_whole_meeting_runs_from_the_command_line(tmp_path, capsys):
    ours = written(tmp_path / "a.csv", SHARED + register_of(1, 24))
    theirs = written(tmp_path / "b.csv", SHARED_THERE + register_of(2, 24), 500)
    at = lambda name: str(tmp_path / name)  # noqa: E731
    say = ["--project", "spring", "--purpose", "tracing"]
    assert (
        main(
            [
                "between",
                "begin",
                ours,
                *say,
                "--party",
                "north",
                "--secret",
                at("sa"),
                "--out",
                at("a1"),
            ]
        )
        == 0
    )
    assert (
        main(
            [
                "between",
                "begin",
                theirs,
                *say,
                "--party",
                "south",
                "--secret",
                at("sb"),
                "--out",
                at("b1"),
            ]
        )
        == 0
    )
    assert main(["between", "answer", at("a1"), "--secret", at("sb"), "--out", at("a2")]) == 0
    assert (
        main(["between", "meet", at("a2"), at("b1"), "--secret", at("sa"), "--out", at("q")]) == 0
    )
    assert main(["between", "reply", at("q"), "--secret", at("sb"), "--out", at("pairs.csv")]) == 0
    rows = list(csv.DictReader((tmp_path / "pairs.csv").read_text("utf-8").splitlines()))
    pseudonyms = json.loads((tmp_path / "sa").read_text("utf-8"))["pseudonyms"]
    assert {(pseudonyms[r["a"]], r["b"]) for r in rows[:2]} == {("r-0", "r-500"), ("r-1", "r-501")}
    for sent in ("a1", "a2", "b1", "q"):
        text = (tmp_path / sent).read_text("utf-8")
        assert "Vongsa" not in text
        assert "r-500" not in text


def test_the_unit_runs_from_the_command_line(tmp_path):
    ours = written(tmp_path / "a.csv", SHARED + register_of(1))
    theirs = written(tmp_path / "b.csv", SHARED_THERE + register_of(2))
    at = lambda name: str(tmp_path / name)  # noqa: E731
    say = ["--project", "spring", "--purpose", "tracing", "--secret", at("key")]
    assert main(["between", "encode", ours, *say, "--party", "north", "--out", at("ea")]) == 0
    assert main(["between", "encode", theirs, *say, "--party", "south", "--out", at("eb")]) == 0
    assert main(["between", "compare", at("ea"), at("eb"), "--out", at("pairs.csv")]) == 0
    rows = list(csv.DictReader((tmp_path / "pairs.csv").read_text("utf-8").splitlines()))
    assert {(r["a"], r["b"]) for r in rows[:2]} == {("0", "0"), ("1", "1")}


def test_a_list_of_one_is_a_question_about_one_person_and_refused(tmp_path, capsys):
    one = written(tmp_path / "a.csv", SHARED[:1])
    words = [
        "--project",
        "p",
        "--purpose",
        "x",
        "--party",
        "n",
        "--secret",
        str(tmp_path / "s"),
        "--out",
        str(tmp_path / "o"),
    ]
    assert main(["between", "begin", one, *words]) == 2
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


def test_encodings_say_whether_they_differ_by_the_secret_or_by_the_version(monkeypatch):
    encoder, stranger = Encoder(b"a project key of 32 bytes, drawn"), Encoder(b"another key" * 3)
    secret, version = encoder.fingerprint().split("/")
    assert stranger.fingerprint().split("/") == [ANY, version]
    assert stranger.fingerprint().split("/")[0] != secret
    monkeypatch.setattr(tables, "how_names_sound", lambda: "as they did before")
    assert encoder.fingerprint() == f"{secret}/as they did before"


def test_two_houses_whose_names_sound_otherwise_refuse_each_others_files(monkeypatch):
    """A silent "nobody in common" would be worse than a refusal."""
    encoder = Encoder(b"a project key of 32 bytes, drawn")
    before = composites.fingerprint(), encoder.fingerprint()
    monkeypatch.setattr(tables, "how_names_sound", lambda: "as they did before")
    assert composites.fingerprint() != before[0]
    assert encoder.fingerprint() != before[1]


def test_every_table_by_which_a_name_sounds_counts_for_how_names_sound():
    """All tables but those of weights and of what is only said of two names."""
    said_of_two = {"apart", "looser", "vietnamese-syllables", "between-weights", "zawgyi"}
    folder = Path(tables.__file__).parent / "data"
    assert {file.stem for file in folder.glob("*.tsv")} - said_of_two == set(tables.SOUNDS)


@pytest.fixture(scope="module")
def sampled():
    """A register in two halves of other persons: what an attacker knows, and what the unit got."""
    with (Path(__file__).parent / "register.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    half = {p: n % 2 for n, p in enumerate(sorted({row["person_id"] for row in rows}))}
    sides: tuple[list[Described], list[Described]] = ([], [])
    for row in rows:
        person = Described(
            row["name"], row["nickname"], row["sex"], row["dob"], int(row["birth_year"] or 0) or None,
            row["nationality"], row["province"], row["phone"],
        )  # fmt: skip
        sides[half[row["person_id"]]].append(person)
    encoder = Encoder(b"a project key of 32 bytes, drawn")
    return sides[0], sides[1], [encoder.encode(p) for p in sides[1]], encoder


def read_by_frequency(sample, people, marks, encoder, field, texts, top):
    """The share of the commonest marks that are named by their rank in a sample."""
    truth = {encoder.mark(field, text): text for person in people for text in texts(person)}
    seen = [mark for mark, _ in Counter(m for some in marks for m in some if m).most_common(top)]
    known = [text for text, _ in Counter(t for p in sample for t in texts(p)).most_common(top)]
    return sum(truth[m] == t for m, t in zip(seen, known, strict=False)) / len(seen)


def test_a_unit_that_knows_the_population_reads_few_words_of_names_by_their_frequency(sampled):
    sample, people, records, encoder = sampled

    def rare(person):
        read = form(person.name)
        return {k for w, k in zip(read.words, read.keys, strict=True) if not common(w)}

    marks = [one.rare for one in records]
    assert read_by_frequency(sample, people, marks, encoder, "rare", rare, 50) <= 0.15


def test_a_unit_reads_sex_and_the_order_of_years_and_the_guide_says_so(sampled):
    sample, people, records, encoder = sampled
    marks = [(one.sex,) for one in records]
    assert (
        read_by_frequency(sample, people, marks, encoder, "sex", lambda p: {p.sex} - {""}, 2) == 1
    )
    follows = dict(pair for one in records for pair in pairwise(one.years))
    assert len(set(follows) - set(follows.values())) <= 3  # almost one chain: years in their order


def test_to_share_a_mark_of_few_says_more_than_one_of_many():
    """The same words agree; how many others hold them decides."""
    encoder = Encoder(b"a project key of 32 bytes, drawn")
    many = [
        Described(f"Somsi Vongsa{chr(97 + n)}i", "", "F", "", 1960 + n, "LA") for n in range(26)
    ]
    pair = [Described("Somsi Keovilay", "", "F", "", 1996, "LA", "Champasak")]
    other = [Described("Bounmy Phommachan", "", "F", "", 1996, "LA", "Champasak")]
    records = [encoder.encode(p) for p in [*pair, *pair, *other, *other, *many]]
    table = columns.table(records)
    both = columns.Shared(*(np.array(v) for v in ([0, 2], [1, 3], [0.0, 0.0], [2, 2])))
    shared = levels.words(table, both.left, both.right)[0]
    assert shared[0] < shared[1]


def test_a_better_level_of_the_unit_never_weighs_less():
    for field, bits in unit.weights().bits.items():
        start = 0
        for length, sign in levels.runs(field, len(bits)):
            assert (np.diff(bits[start : start + length]) * sign >= -0.011).all(), field
            start += length


def test_who_else_fits_has_a_say_and_pairs_of_one_file_are_not_answered():
    encoder = Encoder(b"a project key of 32 bytes, drawn")
    twice = SHARED + SHARED[:1] + register_of(1)
    found = unit.compare(
        [encoder.encode(p) for p in twice],
        [encoder.encode(p) for p in SHARED_THERE + register_of(2)],
    )
    best = {(pair.ours, pair.theirs): pair.log_odds for pair in found}
    assert {(0, 0), (2, 0), (1, 1)} <= set(best)


@pytest.mark.parametrize(
    "change", [{"name": "x"}, {"name": -1}, {"bones": 1 << 512}, {"rare": [1]}, {"sex": 3}]
)
def test_an_encoded_record_with_a_field_of_another_kind_is_refused_by_line(change):
    one = json.loads(Encoder(b"a project key of 32 bytes, drawn").encode(SHARED[0]).to_bytes())
    with pytest.raises(BadInput, match="line 7"):
        from_bytes(json.dumps(one | change).encode(), 7)


def encoded(tmp_path, rename=str):
    """Two encodings under one key, and what to say for another."""
    at = lambda name: str(tmp_path / name)  # noqa: E731
    for name, people in (("a", SHARED + register_of(1)), ("b", SHARED_THERE + register_of(2))):
        file = Path(written(tmp_path / f"{name}.csv", people))
        file.write_text(rename(file.read_text("utf-8-sig")), "utf-8")
        say = ["--project", "spring", "--purpose", "tracing", "--party", name]
        assert (
            main(
                [
                    "between",
                    "encode",
                    str(file),
                    *say,
                    "--secret",
                    at("key"),
                    "--out",
                    at(f"e{name}"),
                ]
            )
            == 0
        )
    return at


def test_of_two_files_it_says_which_cannot_be_read(tmp_path, capsys):
    at = encoded(tmp_path)
    newer = (tmp_path / "eb").read_text("utf-8").replace('"version": 1', '"version": 2')
    (tmp_path / "eb").write_text(newer, "utf-8")
    assert main(["between", "compare", at("ea"), at("eb"), "--out", at("p.csv")]) == 2
    assert "fanal: eb, header, version: the file is of version 2" in capsys.readouterr().err


def test_an_id_that_is_a_formula_leaves_no_exchange_as_one(tmp_path):
    at = encoded(tmp_path, lambda text: text.replace("r-", "=1+"))
    answers = ["--answers", at("ta"), at("tb")]
    assert main(["between", "compare", at("ea"), at("eb"), "--out", at("p.csv"), *answers]) == 0
    assert main(["between", "take", at("ta"), at("a.csv"), "--out", at("mine.csv")]) == 0
    taken = list(csv.DictReader((tmp_path / "mine.csv").read_text("utf-8").splitlines()))
    assert taken
    assert all(row["rec_id"].startswith("'=1+") for row in taken)


def test_a_file_that_is_no_key_is_named(tmp_path, capsys):
    at = encoded(tmp_path)
    (tmp_path / "key").write_text("no key", "utf-8")
    say = ["--project", "spring", "--purpose", "tracing", "--party", "c", "--secret", at("key")]
    assert main(["between", "encode", at("a.csv"), *say, "--out", at("e")]) == 2
    assert "key: is not the key of a project" in capsys.readouterr().err
