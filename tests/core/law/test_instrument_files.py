"""Instrument files: those on file are whole, and a malformed one says where it is wrong."""

import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.law.catalogue import instrument, instruments
from fanal.core.law.reading import read_instrument
from fanal.core.law.vocabulary import implications, vocabulary
from tests.examples import examples

ON_FILE = [
    "palermo-2000",
    "actip-2015",
    "coe-2005",
    "eu-2011-36",
    "fr-225-4-1",
    "vn-53-2024",
    "vn-pc-150-151",
    "th-2551",
    "kh-2008",
    "la-2015",
    "mm-2005",
    "mm-2022",
    "cn-240",
    "my-670",
    "sg-2014",
    "un-sgb-2003-13",
    "fr-child-protection",
]
GOOD = (files("fanal.core.law") / "instruments" / "th-2551.toml").read_text("utf-8")


def refusal(text, name="th-2551.toml"):
    with pytest.raises(BadInput) as problem:
        read_instrument(name, text)
    return str(problem.value)


def outcome(text):
    try:
        read_instrument("th-2551.toml", text)
    except BadInput as problem:
        return str(problem)
    return ""


def line_of(text, start, nth=1):
    return [n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start)][nth - 1]


def test_a_good_file_is_read_as_it_is():
    assert read_instrument("th-2551.toml", GOOD) == instrument("th-2551")


def test_all_the_texts_are_on_file():
    assert set(instruments()) >= set(ON_FILE)


def test_the_texts_that_changed_keep_their_versions():
    assert [v.name for v in instrument("eu-2011-36").versions] == ["2011", "2024", "2026"]
    assert len(instrument("th-2551").versions) == 3


def test_no_text_claims_that_a_lawyer_has_checked_it():
    assert {v.checked_by + v.checked_on for i in instruments().values() for v in i.versions} == {""}


def test_what_rests_on_general_knowledge_says_so():
    assert all(v.unsure for i in instruments().values() for v in i.versions if v.sure == "K")


@pytest.mark.parametrize(
    ("old", "new", "start", "why"),
    [
        ('sure = "S"', 'sure = "certain"', "sure", "not one of S, X, K"),
        ('"procured", ', '"persuaded", ', "codes", "persuaded is not a code"),
        ('"procured", ', '"consented", ', "codes", "consent is never an element"),
        ("from = 2008-06-05", 'from = "2008"', "from", "not a date"),
        ("from = 2008-06-05", "from = 2018-06-05", "to", "before it is valid"),
        ("under = 18", "under = 180", "under", "age limit"),
        ('places = ["TH"]', 'places = ["SIAM"]', "places", "SIAM is not an ISO 3166"),
        ('language = "th"', 'language = "th"\nfaith = 1', "faith", "not a known entry"),
        ('whom = "anyone"', 'whom = "men"', "whom", "not one of"),
    ],
)
def test_a_wrong_entry_is_named_with_file_line_and_reason(old, new, start, why):
    text = GOOD.replace(old, new, 1)
    assert refusal(text).startswith(f"th-2551.toml:{line_of(text, start)}: ")
    assert why in refusal(text)


def test_a_missing_element_is_named_with_the_line_of_its_version():
    start = GOOD.index("[version.means]")
    text = GOOD[:start] + GOOD[GOOD.index("[version.purpose]") :]
    assert (
        refusal(text)
        == f"th-2551.toml:{line_of(text, '[[version]]')}: the table [version.means] is missing"
    )


def test_a_fault_in_the_second_version_names_a_line_of_the_second_version():
    text = GOOD.replace('sure = "X"', 'sure = "?"', 1)
    assert refusal(text).startswith(f"th-2551.toml:{line_of(text, 'sure', 2)}: ")


def test_two_versions_that_overlap_are_refused():
    text = GOOD.replace("from = 2017-01-28", "from = 2017-01-27")
    assert (
        refusal(text) == f"th-2551.toml:{line_of(text, 'from', 2)}: versions 2551 and 2560 overlap"
    )


def test_text_that_is_not_toml_names_the_line():
    assert refusal(GOOD.replace('sure = "S"', "sure = ", 1)).startswith(
        f"th-2551.toml:{line_of(GOOD, 'sure')}: "
    )


def test_a_file_named_otherwise_than_its_text_is_refused():
    assert "must be named" in refusal(GOOD, "siam.toml")


def test_a_text_without_a_version_is_refused():
    assert "at least one" in refusal(GOOD[: GOOD.index("[[version]]")])


def test_every_code_has_a_label_a_question_and_a_definition_in_three_languages():
    for entry in vocabulary().values():
        for words in (entry.label, entry.question, entry.definition):
            assert set(words) == {"en", "fr", "vi"}
            assert all(text.strip() for text in words.values())


def every_word(found):
    """All the tables of words in what was read from a file, however deep."""
    if isinstance(found, dict):
        yield from [found] if "en" in found else [w for v in found.values() for w in every_word(v)]
    elif isinstance(found, list):
        yield from (words for entry in found for words in every_word(entry))


NO_TEXTS = {"question_languages.toml"}  # which languages are offered, and who read them
DATA = [
    f
    for f in files("fanal.core.law").iterdir()
    if f.name.endswith(".toml") and f.name not in NO_TEXTS
]
TEXTS_ON_FILE = list((files("fanal.core.law") / "instruments").iterdir())


@pytest.mark.parametrize("file", [*DATA, *TEXTS_ON_FILE], ids=lambda f: f.name)
def test_every_text_in_a_file_is_in_three_languages(file):
    read = tomllib.loads(file.read_text("utf-8"))
    for words in every_word(read):
        assert set(words) == {"en", "fr", "vi"}, words
        assert all(text.strip() for text in words.values()), words


def test_titles_remarks_and_reasons_are_texts_in_three_languages():
    for text in instruments().values():
        for words in (text.title, text.short, *(v.unsure for v in text.versions if v.unsure)):
            assert set(words) == {"en", "fr", "vi"}
            assert words["fr"] != words["en"] != words["vi"] or words is text.short
    assert all(set(row.reason) == {"en", "fr", "vi"} for row in implications())


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ('title.vi = "', 'title.xx = "', "title"),
        ('unsure.fr = "', 'unsure.xx = "', "unsure"),
        ('says.vi = "', 'says.xx = "', "says"),
    ],
)
def test_a_text_without_one_of_the_three_languages_is_refused(old, new, start):
    text = GOOD.replace(old, new, 1)
    assert refusal(text) == f"th-2551.toml:{line_of(text, start)}: {start} needs en, fr, vi"


def test_a_text_left_empty_in_one_language_is_refused():
    text = re.sub(r'unsure.vi = ".*"', 'unsure.vi = " "', GOOD, count=1)
    assert "unsure is not text in every language" in refusal(text)


def test_the_vocabulary_holds_the_agreed_number_of_codes():
    kinds = [entry.kind for entry in vocabulary().values()]
    assert {k: kinds.count(k) for k in kinds} == {
        "act": 17,
        "means": 21,
        "purpose": 20,
        "circumstance": 4,
    }


def test_implications_join_codes_of_one_kind_and_give_their_reason():
    for row in implications():
        assert vocabulary()[row.source_code].kind == vocabulary()[row.target].kind
        assert row.reason
        assert row.source
        assert row.not_for <= set(instruments())


def test_debt_bondage_supports_the_means_of_the_palermo_protocol():
    element = instrument("palermo-2000").versions[0].means
    assert "debt_bondage" not in element.codes
    assert vocabulary()["debt_bondage"].bit & element.surely


ALL_LINES = sorted(
    {
        line
        for f in (files("fanal.core.law") / "instruments").iterdir()
        for line in f.read_text("utf-8").splitlines()
    }
)
SPOILED = st.sampled_from(
    [
        "[version]",
        "[[version.act]]",
        "note = 3",
        "codes = [[1]]",
        "codes = 7",
        "under = true",
        "= 3",
        "places = [1]",
        "says = 2",
        "short.en = 1",
    ]
)


@examples(150)
@given(data=st.data())
def test_whatever_happens_to_a_file_it_is_read_or_refused_with_its_line(data):
    lines = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place : place + data.draw(st.integers(0, 12))] = data.draw(
            st.lists(SPOILED | st.sampled_from(ALL_LINES), max_size=2)
        )
    assert re.fullmatch(r"(th-2551\.toml:\d+: .+)?", outcome("\n".join(lines)), re.DOTALL)
