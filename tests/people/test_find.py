"""One box at the head of every page: a name, a code name, a number or a place, and then her case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from fanal.cases.actions.emergencies import keep_out
from fanal.core.calendars import AgeInterval
from fanal.core.casework.answers import NOT_ASKED
from fanal.core.casework.stages import CaseStage
from fanal.people import described
from fanal.people.actions.persons import save_details
from fanal.people.models import QUESTIONS
from fanal.web.words import translated
from tests import files
from tests.journal import entries

FIND = "/people/find/"


def about(cast, person, **answers):
    said = dict.fromkeys(QUESTIONS, NOT_ASKED) | answers
    save_details(person=person, answers=said, version=0, **cast.acting(cast.sokha))


def test_the_first_result_opens_her_case_and_not_her_file(cast, sokha):
    case = files.case(cast)
    page = sokha.post(FIND, {"q": "Buakham Vongsa"}).text
    assert f'<a href="{reverse("cases:case", args=[case.id])}">' in page
    assert case.people.get().code_name in page


def test_a_result_says_her_age_state_step_and_worker_so_that_no_file_is_opened(cast, sokha):
    year = timezone.localdate().year
    person = files.person(cast, births=[("census", year - 16, 1, 1)])
    about(cast, person, gender="girl")
    files.case(cast, people=[person])
    page = sokha.post(FIND, {"q": "Buakham"}).text
    assert "girl, 16" in page
    assert "Not known" in page
    assert translated(CaseStage.ALERT.sentence()) in page
    assert "Sokha" in page
    assert entries("person.opened") == []
    assert [entry.about for entry in entries("person.listed")] == [""]


@pytest.mark.parametrize(("years", "said"), [(0, "0 an"), (1, "1 an"), (2, "2 ans")])
def test_an_infant_is_as_old_in_french_as_people_say_it(years, said):
    with override("fr"):
        assert described._words(AgeInterval(years, years), "girl").endswith(f", {said}")


@pytest.mark.parametrize(
    "asked", ["+66 81 234 5678", "081-234-5678", "Pakse", "ປາກເຊ", "ບົວຄຳ", "Buakham"]
)
def test_she_is_found_by_number_place_and_name_in_any_script(cast, sokha, asked):
    person = files.person(cast)
    about(cast, person, telephone="081 234 5678", origin="Pakse")
    files.person(cast, names=("Nguyễn Thị Hoa",))
    assert person.code_name in sokha.post(FIND, {"q": asked}).text


def test_she_is_found_by_her_code_name_and_by_that_of_her_case(cast, sokha):
    case = files.case(cast)
    for name in (case.code_name, case.people.get().code_name):
        page = sokha.post(FIND, {"q": name.lower()}).text
        assert reverse("cases:case", args=[case.id]) in page


def test_what_was_searched_for_stands_in_no_address(cast, sokha):
    files.case(cast)
    answer = super(type(sokha), sokha).post(FIND, {"q": "Buakham"})
    assert answer.status_code == 303
    assert "Buakham" not in answer["Location"]


def test_of_another_team_nobody_is_found(cast):
    case = files.case(cast)
    linh = files.browser(cast, cast.linh)
    for asked in ("Buakham Vongsa", case.code_name):
        assert "Nobody like that found" in linh.post(FIND, {"q": asked}).text


def test_whom_a_conflict_keeps_out_finds_neither_her_nor_her_case(cast):
    case = files.case(cast)
    keep_out(case=case, user=cast.sokha, by=cast.noi, reason="her cousin")
    page = files.browser(cast, cast.sokha).post(FIND, {"q": case.code_name}).text
    assert "Nobody like that found" in page
    assert str(case.id) not in page


def test_a_text_of_signs_and_an_empty_one_are_refused_at_the_box(sokha):
    for asked in ("", "   ", "?!", "ะ" * 300):
        assert sokha.post(FIND, {"q": asked}).status_code == 422


@pytest.mark.parametrize("asked", ["a" * 300, "Nguyễn " * 40, "ກ" * 150])
def test_long_names_in_any_script_break_nothing(cast, sokha, asked):
    files.case(cast)
    assert sokha.post(FIND, {"q": asked}).status_code in (200, 422)


def test_the_number_of_queries_does_not_grow_with_the_people_found(cast, sokha):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sokha.post(FIND, {"q": "Buakham"})
        return len(queries)

    files.case(cast)
    asked()
    few = asked()
    for name in ("Bua Kham", "Buakham S.", "Buakam", "Buakhaam Vongsa"):
        files.case(cast, people=[files.person(cast, names=(name,))])
    asked()
    assert asked() <= few
