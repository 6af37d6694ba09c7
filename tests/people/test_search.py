import pytest

from fanal.audit.models import Entry as JournalEntry
from fanal.core.errors import BadInput
from fanal.people.actions import add_name, decide
from fanal.people.search import nearest, search
from tests import files


def found(cast, text, by=None, **more):
    by = by or cast.sokha
    return [hit.person for hit in search(text=text, by=by, ring=cast.ring(by), **more)]


def test_a_name_is_found_in_another_script(cast):
    person = files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    files.person(cast, names=["Trần Thị Bích Ngọc"])
    assert found(cast, "Bouakham Vongsa")[0] == person


def test_a_code_name_is_found_first(cast):
    person = files.person(cast)
    assert found(cast, person.code_name.upper()) == [person]


def test_another_team_finds_nobody(cast):
    files.person(cast, names=["Bouakham Vongsa"])
    assert found(cast, "Bouakham Vongsa", by=cast.linh) == []
    assert found(cast, "Bouakham Vongsa", by=cast.claire) == []


def test_a_name_added_later_is_found(cast):
    person = files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    add_name(
        person=person, text="Nok Noi", kind="nickname", by=cast.sokha, ring=cast.ring(cast.sokha)
    )
    assert found(cast, "Nok Noi") == [person]


def test_the_journal_keeps_that_a_search_was_made_and_not_what_for(cast):
    found(cast, "Bouakham")
    entry = JournalEntry.objects.get(act="person.searched")
    assert entry.about == str(cast.bangkok.pk)
    assert "Bouakham" not in entry.detail


@pytest.mark.parametrize("text", ["", "\u200b", "x" * 10_000])
def test_a_search_for_nothing_or_for_a_book_is_refused(cast, text):
    with pytest.raises(BadInput):
        found(cast, text)


def test_near_matches_leave_out_herself_and_those_decided_to_be_others(cast):
    one = files.person(cast, names=["Bouakham Vongsa"])
    other = files.person(cast, names=["Bouakham Vongsa"])
    third = files.person(cast, names=["Buakham Vongsa"])
    decide(keep=one, other=other, same=False, by=cast.sokha)
    near = nearest(["Bouakham Vongsa"], by=cast.sokha, ring=cast.ring(cast.sokha), to=one.id)
    assert [hit.person for hit in near] == [third]


def test_a_file_that_another_stands_for_is_not_found_twice(cast):
    one = files.person(cast, names=["Bouakham Vongsa"])
    other = files.person(cast, names=["Bouakham Vongsa"])
    decide(keep=one, other=other, same=True, by=cast.sokha)
    assert found(cast, "Bouakham Vongsa") == [one]


@pytest.mark.parametrize("number", [2, 6])
def test_a_search_takes_the_same_number_of_queries(cast, number, django_assert_num_queries):
    for _ in range(number):
        files.person(cast, names=["Bouakham Vongsa"])
    ring = cast.ring(cast.sokha)
    with django_assert_num_queries(6):
        assert len(nearest(["Bouakham"], by=cast.sokha, ring=ring)) == number
