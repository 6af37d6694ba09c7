"""No two files, cases, signals or journeys have one code name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.cases.access import case_in_an_emergency
from fanal.core.errors import Refused
from fanal.people import code_names
from fanal.people.access import person_by_code
from fanal.people.code_names import (
    ANIMALS,
    COLOURS,
    HOW_MANY,
    blind_lookup_key,
    code_name,
    new_code_name,
)
from fanal.people.models import TakenCodeName
from fanal.sealed import columns
from tests import files


@pytest.fixture
def drawn(monkeypatch):
    """The numbers that chance draws, in order."""

    def draw(*numbers):
        left = list(numbers)
        monkeypatch.setattr(code_names.secrets, "randbelow", lambda _: left.pop(0))

    return draw


def test_a_name_that_is_taken_is_drawn_again(cast, drawn):
    drawn(7, 7, 7, 8)
    assert [new_code_name(), new_code_name()] == [code_name(7), code_name(8)]


def test_a_person_and_her_case_never_share_a_name(cast, drawn):
    drawn(7, 7, 9)
    person = files.person.__wrapped__(cast)  # drawn here, not put back
    case = files.case.__wrapped__(cast, people=[person])
    assert (person.code_name, case.code_name) == (code_name(7), code_name(9))


def test_the_database_does_not_tell_the_name(cast):
    name = files.person(cast).code_name
    kept = TakenCodeName.objects.get(mark=blind_lookup_key(name)).mark
    assert len(kept) == 64
    assert blind_lookup_key(name.lower()) == kept
    assert name.split()[0].lower() not in kept  # a number or a bee may stand in any hash


def test_when_nothing_is_left_it_says_so(cast, drawn):
    drawn(*[7] * 60)
    new_code_name()
    with pytest.raises(Refused):
        new_code_name()


def test_a_file_and_a_case_are_found_without_opening_other_code_names(cast, monkeypatch):
    wanted, *_others = [files.case(cast) for _ in range(5)]
    whose = wanted.people.get()
    opened, really = [], columns.open_text
    monkeypatch.setattr(
        columns,
        "open_text",
        lambda *what: (opened.append(what[1].partition("|")[0]), really(*what))[1],
    )
    assert person_by_code(cast.sokha, f" {whose.code_name.upper()} ") == whose
    assert case_in_an_emergency(cast.linh, wanted.code_name.lower()) == wanted
    assert person_by_code(cast.sokha, wanted.code_name) is None
    of_files = [one for one in opened if not one.startswith("audit.")]  # asking is written down
    assert of_files == ["people.person.code_name"]  # to be typed, of hers alone


def test_the_mark_of_a_file_does_not_tell_its_code_name(cast):
    person = files.person(cast)
    assert len(person.mark) == 64
    assert person.code_name.split()[0].lower() not in person.mark


@given(st.integers(0, HOW_MANY - 1))
def test_a_code_name_is_a_colour_an_animal_and_a_number(number):
    colour, animal, digits = code_name(number).split()
    assert (colour in COLOURS, animal in ANIMALS, 2 <= len(digits) <= 3) == (True, True, True)


def test_no_two_numbers_have_one_code_name():
    step = 997
    some = [code_name(number) for number in range(0, HOW_MANY, step)]
    assert len(set(some)) == len(some)
    assert len(set(COLOURS)) == len(COLOURS)
    assert len(set(ANIMALS)) == len(ANIMALS)
