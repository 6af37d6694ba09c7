"""Of several women in one case somebody says which of them called; until then it counts for none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import CasePerson
from fanal.cases.queries.present import states_of
from fanal.core.journeys.events import Sign
from fanal.intake.actions import add_to_case, mark_duplicate, take_signal
from tests import files

ASKED = "Which of them called?"


@pytest.fixture
def two(cast):
    """Two women and the child of one of them."""
    women = [files.person(cast), files.person(cast)]
    case = files.case(cast, people=women)
    child = files.person(cast)
    CasePerson.objects.create(case=case, person=child, role="child")
    return case, *women, child


def call(cast, case, who="herself", **told):
    made = take_signal(team=cast.bangkok, answers={"who_calls": who} | told, by=cast.sokha)
    add_to_case(signal=made, case=case, reason="", **cast.acting(cast.sokha))
    return made


def heard(cast, person):
    seen = states_of([person.id], cast.sokha, cast.ring(cast.sokha))[person.id]
    return seen.state.last_sign


def known(signal):
    return reverse("intake:known", args=[signal.id])


def test_the_page_of_the_call_asks_it_and_one_button_says_it(cast, two):
    case, one, other, child = two
    signal = call(cast, case)
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(known(signal)).text
    assert ASKED in page
    assert one.code_name in page
    assert other.code_name in page
    assert f'value="{child.id}"' not in page
    before = timezone.now()
    assert sokha.post(known(signal), {"called": str(other.id)}).status_code == 302
    assert (heard(cast, other).answer, heard(cast, one)) == (Sign.SPOKEN_TO, None)
    assert heard(cast, other).said <= before  # at the hour of the call
    assert sokha.get(known(signal)).status_code == 302  # nothing is left to ask
    line = sokha.get(reverse("cases:timeline", args=[case.id])).text
    assert line.count("Sign of life") == 1


def test_the_case_leads_there_until_it_was_said(cast, two):
    case, one, *_rest = two
    signal = call(cast, case)
    sokha = files.browser(cast, cast.sokha)
    page = reverse("cases:case", args=[case.id])
    sokha.post(known(signal), {"right": "all"})
    assert known(signal) in sokha.get(page).text
    sokha.post(known(signal), {"called": str(one.id)})
    assert known(signal) not in sokha.get(page).text


def test_of_one_woman_alone_the_page_of_the_case_asks_for_no_other_call(cast):
    case = files.case(cast, people=[files.person(cast)])
    signal = call(cast, case)
    sokha = files.browser(cast, cast.sokha)
    sokha.post(known(signal), {"right": "all"})
    page = reverse("cases:case", args=[case.id])
    with CaptureQueriesContext(connection) as asked:
        sokha.get(page)
    alone = [one["sql"] for one in asked if one["sql"].startswith('SELECT "intake_signal"')]
    assert not alone


def test_what_the_rest_of_the_call_said_is_confirmed_without_it(cast, two):
    case, *_rest = two
    signal = call(cast, case, where="Kolok", danger_now=True)
    sokha = files.browser(cast, cast.sokha)
    assert "All right as said" in sokha.get(known(signal)).text
    sokha.post(known(signal), {"right": "all"})
    page = sokha.get(known(signal)).text
    assert ASKED in page
    assert "All right as said" not in page


@pytest.mark.parametrize("who", ["the child", "of another case", "nonsense"])
def test_nobody_else_is_said_to_have_called(cast, two, who):
    case, *_women, child = two
    signal = call(cast, case)
    named = {"the child": child.id, "of another case": files.person(cast).id}.get(who, "x")
    answer = files.browser(cast, cast.sokha).post(known(signal), {"called": str(named)})
    assert answer.status_code == 404


def test_said_twice_it_counts_once(cast, two):
    case, one, other, _child = two
    signal = call(cast, case)
    sokha = files.browser(cast, cast.sokha)
    sokha.post(known(signal), {"called": str(one.id)})
    sokha.post(known(signal), {"called": str(other.id)})
    assert heard(cast, other) is None


def test_of_one_woman_or_another_caller_it_is_not_asked(cast, two):
    case, *_rest = two
    sokha = files.browser(cast, cast.sokha)
    assert ASKED not in sokha.get(known(call(cast, case, who="mother", where="Kolok"))).text
    alone = files.case(cast)
    assert ASKED not in sokha.get(known(call(cast, alone, where="Kolok"))).text


def test_a_call_that_was_the_same_again_is_asked_about_too(cast, two):
    case, one, *_rest = two
    first = take_signal(team=cast.bangkok, answers={}, by=cast.sokha)
    add_to_case(signal=first, case=case, reason="", **cast.acting(cast.sokha))
    again = take_signal(team=cast.bangkok, answers={"who_calls": "herself"}, by=cast.sokha)
    mark_duplicate(signal=again, of=first, reason="", **cast.acting(cast.sokha))
    sokha = files.browser(cast, cast.sokha)
    assert known(again) in sokha.get(reverse("cases:case", args=[case.id])).text
    sokha.post(known(again), {"called": str(one.id)})
    assert heard(cast, one).answer is Sign.SPOKEN_TO
