"""A second call about her goes into the open case, and opens no second one beside it unknowing."""

import pytest
from django.urls import reverse

from fanal.cases.models import Case
from fanal.cases.queries.other_cases import open_cases_of
from fanal.intake.actions import take_signal
from fanal.people.actions.merges import decide
from tests import files


@pytest.fixture
def case(cast):
    return files.case(cast, people=[files.person(cast, names=("Bouavan Keo",))])


@pytest.fixture
def call(cast):
    return take_signal(team=cast.bangkok, answers={"about_whom": "Bouavan"}, by=cast.sokha)


def matched(cast, call, **more):
    url = reverse("intake:case", kwargs={"signal_id": call.id})
    told = {"name": "Bouavan Keo", "person": "", **more}
    return files.browser(cast, cast.sokha).post(url, told)


def test_the_match_shows_her_open_case_and_its_worker_and_adds_to_it_first(cast, case, call):
    text = matched(cast, call).content.decode()
    assert "Her open case" in text
    assert case.code_name in text
    assert str(cast.sokha) in text
    assert text.index("Add this call to her case") < text.index("This is her: open one more case")


def test_the_call_goes_into_the_open_case(cast, case, call):
    answer = matched(cast, call, add_to=str(case.id))
    assert answer.url == reverse("intake:known", kwargs={"signal_id": call.id})
    call.refresh_from_db()
    assert call.state == "addition"
    assert Case.objects.count() == 1


@pytest.mark.parametrize("chosen", ["no id", "00000000-0000-0000-0000-000000000001"])
def test_what_is_no_case_of_hers_is_not_found(cast, call, chosen):
    assert matched(cast, call, add_to=chosen).status_code == 404


def test_a_case_says_that_she_has_another(cast, case):
    second = files.case(cast, people=[case.people.get()])
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[second.id]))
    assert [other.case for other in page.context["story"].others] == [case]
    assert case.code_name in page.content.decode()


def test_before_one_more_case_the_open_one_is_shown(cast, case):
    person = case.people.get()
    page = files.browser(cast, cast.sokha).get(reverse("cases:new", args=[person.id]))
    assert case.code_name in page.content.decode()


def test_the_case_of_a_file_found_to_be_hers_is_found(cast, case):
    kept, ring = files.person(cast), cast.ring(cast.sokha)
    decide(
        keep=kept,
        other=case.people.get(),
        same=True,
        reason="she said so",
        by=cast.sokha,
        ring=ring,
    )
    assert open_cases_of(cast.sokha, [kept]) == {kept.id: [case]}


def test_of_another_team_s_case_nothing_is_told(cast, case):
    assert open_cases_of(cast.kham, [case.people.get()]) == {case.people.get().id: []}


def test_somebody_of_the_family_has_no_case_by_that(cast, case):
    mother = files.person(cast)
    case.concerns.create(person=mother, role="family")
    assert open_cases_of(cast.sokha, [mother]) == {mother.id: []}


def test_a_code_name_typed_shows_the_open_case_before_one_more_is_opened(cast, case, call):
    told = {"name": "", "person": case.people.get().code_name}
    answer = matched(cast, call, **told)
    assert answer.status_code == 422
    assert case.code_name in answer.content.decode()
    assert Case.objects.count() == 1
    confirmed = matched(cast, call, **told, one_more=str(case.people.get().id))
    assert confirmed.status_code == 302
    assert Case.objects.count() == 2
