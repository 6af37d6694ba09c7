"""Of a case of several each thing that is open says of whom it is."""

from django.urls import reverse

from tests import files


def test_two_who_are_in_danger_are_told_apart_at_a_closing(cast):
    people = [files.person(cast, names=[f"Person {n}"]) for n in range(2)]
    case = files.case(cast, people=people)
    for person in people:
        files.in_danger(cast, case, person)
    page = files.main_of(cast, cast.sokha, reverse("cases:close", args=[case.id]))
    for person in people:
        assert f"{person.code_name}</bdi>: she is in danger" in page
    alone = files.case(cast)
    files.in_danger(cast, alone, alone.people.get())
    page = files.main_of(cast, cast.sokha, reverse("cases:close", args=[alone.id]))
    assert f"{alone.people.get().code_name}</bdi>: she" not in page
