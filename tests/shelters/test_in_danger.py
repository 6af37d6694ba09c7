"""The staff reads that a resident is in danger and whom to ask, never why: it opens no case."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.cases.actions.states import say_in_danger
from fanal.cases.models import Case
from tests import files
from tests.organisation.colleagues import stands_in
from tests.shelters.scene import DAY, sleeps, woman

WHY = "her uncle waits at the corner"


@pytest.fixture
def stay(cast, here):
    assign(case=here.case, to=cast.sokha, by=cast.noi, version=here.case.version)
    here.case.refresh_from_db()
    return sleeps(cast, here)


def danger(cast, case, person):
    more = {"ring": cast.ring(cast.sokha), "by": cast.sokha}
    say_in_danger(case=case, person=person, said_by="mother", said_at=None, words=WHY, **more)


def read(cast, name, id):
    return files.browser(cast, cast.rith).get(reverse(f"shelters:{name}", args=[id])).text


def pages(here, stay):
    return [
        ("shelter", here.shelter.id),
        ("stay", stay.id),
        ("count", here.shelter.id),
        ("visit", stay.id),
        ("away", stay.id),
        ("leave", stay.id),
    ]


def test_each_page_on_which_the_staff_acts_says_whom_to_ask_and_not_why(cast, here, stay):
    for name, id in pages(here, stay):
        assert "in danger" not in read(cast, name, id), name
    danger(cast, here.case, here.person)
    for name, id in pages(here, stay):
        text = read(cast, name, id)
        assert "in danger" in text, name
        assert "Sokha Chea" in text, name
        assert WHY not in text


def test_who_is_expected_is_in_danger_before_she_comes(cast, here):
    stay = sleeps(cast, here, due=timezone.localdate() + DAY)
    danger(cast, here.case, here.person)
    for name, id in (("shelter", here.shelter.id), ("stay", stay.id), ("came", stay.id)):
        assert "in danger" in read(cast, name, id), name


def test_danger_in_another_case_of_hers_is_hers(cast, here, stay):
    danger(cast, files.case(cast, people=[here.person]), here.person)
    assert "in danger: ask Sokha Chea" in read(cast, "shelter", here.shelter.id)


def test_nobody_else_is_said_to_be_in_danger(cast, here, stay):
    person, case = woman(cast)
    other = sleeps(cast, here, here.beds[1], person, case)
    danger(cast, here.case, here.person)
    assert "in danger" not in read(cast, "stay", other.id)


def test_who_is_away_is_asked_through_who_stands_in(cast, here, stay):
    danger(cast, here.case, here.person)
    stands_in(cast, cast.noi, cast.sokha)
    assert "ask Noi" in read(cast, "shelter", here.shelter.id)


def test_without_a_worker_a_lead_of_the_team_is_asked(cast, here, stay):
    danger(cast, here.case, here.person)
    Case.objects.filter(id=here.case.id).update(assignee=None)
    assert "ask a lead of Bangkok" in read(cast, "shelter", here.shelter.id)
