"""Spellings of names in Latin letters, against spellings in use."""

import time
from collections import defaultdict
from pathlib import Path

import pytest
from rapidfuzz.distance import JaroWinkler

from scriptnames import normalise, romanise
from scriptnames.comparison import ALIKE

GOALS = {"khmer": 0.93, "lao": 0.88, "burmese": 0.96, "thai": 0.97}


def gold():
    found = defaultdict(list)
    for line in (Path(__file__).parent / "gold.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, written, spellings, source = line.split("\t")
            found[language].append((written, spellings.lower().split("|"), source))
    return found


def likeness(written, spellings):
    latin = romanise(written).replace(" ", "")
    return max(JaroWinkler.similarity(latin, spelling) for spelling in spellings)


@pytest.mark.parametrize("language", GOALS)
def test_the_gold_list_holds_a_hundred_names_each_with_its_source(language):
    names = gold()[language]
    assert len({written for written, _, _ in names}) >= 100
    assert all(source for _, _, source in names)


@pytest.mark.parametrize("language", GOALS)
def test_spellings_by_rule_come_close_to_those_in_use(language):
    names = gold()[language]
    near = sum(likeness(written, spellings) >= 0.85 for written, spellings, _ in names)
    assert near / len(names) >= GOALS[language]


def customary():
    lines = (Path(__file__).parent / "customary.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("language", GOALS)
def test_a_name_sounds_like_the_spelling_people_use_themselves(language):
    pairs = [(written, spelling) for of, written, spelling in customary() if of == language]
    near = [
        JaroWinkler.similarity(normalise(written).joined, normalise(spelling).joined) >= ALIKE
        for written, spelling in pairs
    ]
    assert len(near) >= 90
    assert sum(near) / len(near) >= 0.97


def test_a_name_takes_less_than_a_millisecond():
    names = [written + " " + written for rows in gold().values() for written, _, _ in rows]
    start = time.process_time()
    for name in names:
        romanise(name)
    assert (time.process_time() - start) / len(names) < 0.001


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("Nguyễn Thị Thu", "nguyen thi thu"),
        ("Đặng Văn Lâm", "dang van lam"),
        ("王丽霞", "wang lixia"),
        ("曾丽", "zeng li"),
        ("单丽", "shan li"),
        ("吕芳", "lu fang"),
        ("ສົມສີ", "somsi"),
        ("สมศรี", "somsri"),
        ("สุภาพร", "suphaphon"),
        ("อรทัย", "orathai"),
        ("น้อย", "noi"),
        ("แก้วมณี", "kaeomani"),
        ("ဒေါ်ခင်ရွှေ", "khinshwe"),
        ("ចាន់ ស្រី", "chan srey"),
    ],
)
def test_each_script_has_its_rules(written, latin):
    assert romanise(written) == latin
