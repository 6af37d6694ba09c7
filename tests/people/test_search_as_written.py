"""Of names that sound the same a search says whether they are written the same."""

import pytest

from fanal.people.search import search
from tests import files


def said(cast, text):
    found = search(text=text, **cast.acting(cast.sokha))
    return {one.person.code_name: (str(one.level), [str(why) for why in one.why]) for one in found}


@pytest.mark.parametrize(
    ("kept", "typed", "why"),
    [
        ("王伟", "王薇", "sounds the same, other characters"),
        ("Phạm Thị Hoa", "Phạm Thị Hòa", "alike but for the marks"),
        ("สุพร", "สุภร", "sounds the same, other letters"),
    ],
)
def test_another_name_of_the_same_sound_is_not_the_same_name(cast, kept, typed, why):
    person = files.person(cast, names=(kept,))
    level, reasons = said(cast, typed)[person.code_name]
    assert level != "the same name"
    assert why in [level, *reasons]


@pytest.mark.parametrize("name", ["王丽霞", "Phạm Thị Hoa", "ບົວຄຳ ວົງສາ"])
def test_a_name_typed_as_it_is_written_is_the_same_name(cast, name):
    person = files.person(cast, names=(name,))
    level, _reasons = said(cast, name)[person.code_name]
    assert level == "the same name"


def test_a_name_without_its_marks_still_finds_her(cast):
    person = files.person(cast, names=("Phạm Thị Hoa",))
    assert person.code_name in said(cast, "Pham Thi Hoa")
