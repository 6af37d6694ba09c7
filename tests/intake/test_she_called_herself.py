"""Whoever calls herself was heard from at that hour, once the call is about her case."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import say_in_danger
from fanal.cases.models import CasePerson
from fanal.cases.queries.codes import codes_in
from fanal.cases.queries.present import states_of
from fanal.core.casework.answers import NOT_KNOWN
from fanal.core.casework.present import DangerState
from fanal.core.journeys.events import Sign
from fanal.intake.actions import add_to_case, make_case, mark_duplicate, take_signal
from fanal.intake.models import Signal
from fanal.journeys.models import MailDue
from tests import files

HOUR = timedelta(hours=1)
SPOKEN = "spoken to"


@pytest.fixture
def decide(cast):
    return cast.acting(cast.sokha)


def call(cast, who="herself", **told):
    return take_signal(team=cast.bangkok, answers={"who_calls": who} | told, by=cast.sokha)


def heard(cast, person):
    seen = states_of([person.id], cast.sokha, cast.ring(cast.sokha))[person.id]
    return seen.state.last_sign


@pytest.fixture
def unheard(cast, decide):
    """In danger since yesterday: she was to be heard from after twelve hours."""
    case = files.case(cast)
    say_in_danger(
        case=case,
        person=case.people.get(),
        said_by="mother",
        said_at=timezone.localtime() - 24 * HOUR,
        **decide,
    )
    assert late(cast, case)
    return case


def late(cast, case):
    person = case.people.get()
    return states_of([person.id], cast.sokha, cast.ring(cast.sokha))[person.id].state.late


def test_a_call_of_hers_that_becomes_a_case_is_a_sign_of_life_at_its_hour(cast, decide):
    before = timezone.localtime()
    made = make_case(signal=call(cast), **decide)
    sign = heard(cast, made.people.get())
    assert (sign.answer, sign.source, sign.form) == (Sign.SPOKEN_TO, "herself", "call")
    assert before <= sign.said <= timezone.localtime()


def test_her_call_ends_the_wait_for_a_sign_of_hers_and_no_danger(cast, decide, unheard):
    sokha, page = files.browser(cast, cast.sokha), reverse("cases:case", args=[unheard.id])
    assert SPOKEN not in sokha.get(page).text
    add_to_case(signal=call(cast), case=unheard, reason="", **decide)
    assert not late(cast, unheard)
    assert codes_in([unheard.id]) == {unheard.id: DangerState.IN_DANGER}
    assert SPOKEN in sokha.get(page).text


@pytest.mark.parametrize("who", ["mother", "friend", "partner", "other", ""])
def test_what_somebody_else_says_in_a_call_is_no_sign_of_hers(cast, decide, unheard, who):
    told = {"who_calls": who} if who else {}
    signal = take_signal(team=cast.bangkok, answers=told, by=cast.sokha)
    add_to_case(signal=signal, case=unheard, reason="", **decide)
    assert late(cast, unheard)


def test_the_same_call_again_counts_at_its_own_hour(cast, decide):
    first = call(cast, who="mother")
    made = make_case(signal=first, **decide)
    assert heard(cast, made.people.get()) is None
    mark_duplicate(signal=call(cast), of=first, reason="", **decide)
    assert heard(cast, made.people.get()).answer is Sign.SPOKEN_TO


def test_a_call_of_before_is_of_its_day(cast, decide):
    signal = take_signal(
        team=cast.bangkok,
        answers={"who_calls": "herself"},
        by=cast.sokha,
        on=timezone.localdate() - timedelta(days=3),
    )
    made = make_case(signal=signal, **decide)
    assert heard(cast, made.people.get()).said == timezone.localdate() - timedelta(days=3)


def test_it_is_her_who_called_and_not_her_child(cast, decide):
    mother, child = files.person(cast), files.person(cast)
    case = files.case(cast, people=[mother, child])
    CasePerson.objects.get(case=case, person=child).delete()
    CasePerson.objects.create(case=case, person=child, role="child")
    add_to_case(signal=call(cast), case=case, reason="", **decide)
    assert heard(cast, mother).answer is Sign.SPOKEN_TO
    assert heard(cast, child) is None


def test_of_two_nobody_knows_which_of_them_called(cast, decide):
    one, other = files.person(cast), files.person(cast)
    case = files.case(cast, people=[one, other])
    add_to_case(signal=call(cast), case=case, reason="", **decide)
    assert heard(cast, one) is None
    assert heard(cast, other) is None


def test_the_line_of_her_case_and_what_was_said_name_it(cast, decide):
    made = make_case(signal=call(cast), **decide)
    sokha = files.browser(cast, cast.sokha)
    assert Signal.objects.get().state == "case"
    line = sokha.get(reverse("cases:timeline", args=[made.id])).text
    assert "Sign of life: spoken to" in line
    said = sokha.get(reverse("cases:state", args=[made.id, made.people.get().id])).text
    assert "Sign of life: spoken to" in said


# What a call says of danger holds for the person as soon as the call is about her case.
TOLD = {"who_calls": "mother", "where": "a karaoke at Sungai Kolok", "danger_now": True}


def taken(cast, **told):
    return take_signal(team=cast.bangkok, answers=TOLD | told, by=cast.kham)


def test_danger_in_a_call_holds_for_the_person_of_the_case_that_it_becomes(cast, decide):
    case = make_case(signal=taken(cast), **decide)
    person = case.people.get()
    found = states_of([person.id], cast.sokha, decide["ring"])[person.id].state
    assert found.danger is DangerState.IN_DANGER
    assert (found.holds.source, found.holds.form) == ("mother", "call")
    assert found.place.answer == TOLD["where"]
    add_entry(case=case, kind="safety", answers={"carry": "papers"}, **decide)
    assert codes_in([case.id]) == {case.id: DangerState.IN_DANGER}


def test_a_second_call_raises_it_in_a_case_that_we_have_and_its_people_are_told(cast, decide):
    case = files.case(cast)
    add_to_case(signal=taken(cast), case=case, reason="the same girl", **decide)
    assert codes_in([case.id]) == {case.id: DangerState.IN_DANGER}
    assert set(MailDue.objects.values_list("to", flat=True)) == {cast.noi.pk}


def test_the_same_call_again_counts_though_it_is_put_aside(cast, decide):
    first = taken(cast, danger_now=NOT_KNOWN)
    case = make_case(signal=first, **decide)
    assert codes_in([case.id]) == {case.id: DangerState.UNKNOWN}
    mark_duplicate(signal=taken(cast), of=first, reason="her mother again", **decide)
    assert codes_in([case.id]) == {case.id: DangerState.IN_DANGER}
