"""Who left the group on the way is not “held by nobody”: what is known of her stands on each page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents, entries, states
from fanal.core.casework.statements import Custody
from fanal.core.errors import BadInput
from fanal.core.journeys.state import JourneyStage
from fanal.journeys.actions import events
from fanal.journeys.queries.go_no_go import go_of
from fanal.journeys.queries.tonight import board
from tests import files
from tests.journeys.scene import hand_over, scene

NOBODY = "None of us is with her"
LEFT = "Left Escort"


@pytest.fixture
def here(cast):
    made = scene(cast, n=2)
    entries.add_note(case=made.case, text="Ready.", **cast.acting(cast.sokha))
    hand_over(made, made.shelter, made.escort, made.people, made.people)
    events.record_event(
        journey=made.journey, kind="departed", persons=made.people, happened=True, by=cast.sokha
    )
    return made


def leaves(cast, here):
    for who in (cast.sokha, cast.noi):
        events.release(
            journey=here.journey, persons=here.people[:1], reason="Her aunt came.", by=who
        )


def page(cast, who, name, *args, query=""):
    return files.browser(cast, who).get(reverse(name, args=args) + query).text


def row(cast, who, here):
    """Her row of the board, on the page where those without a journey stand."""
    text = page(cast, who, "journeys:board", query="?show=case")
    assert here.people[0].code_name in text
    return text.partition("<main")[2]


def test_the_board_says_whom_she_left_when_and_why(cast, here):
    leaves(cast, here)
    text = row(cast, cast.sokha, here)
    assert NOBODY + "." not in text
    assert LEFT in text
    assert "Her aunt came" in text
    for who in (cast.noi, cast.claire):
        assert not [
            person for person in board(who, timezone.localtime()).people if person.is_unheld
        ]


def test_the_page_of_the_journey_names_her_with_what_was_last_heard(cast, here):
    leaves(cast, here)
    text = page(cast, cast.sokha, "journeys:journey", here.journey.id)
    told = text.partition("Not on this journey any more")[2].partition("</section>")[0]
    for words in (here.people[0].code_name, LEFT, "Her aunt came", "seen"):
        assert words in told
    assert here.people[1].code_name not in told


def test_her_case_says_the_same_and_not_that_she_wished_it(cast, here):
    leaves(cast, here)
    text = page(cast, cast.sokha, "cases:case", here.case.id)
    assert "Her aunt came" in text


def test_who_is_held_by_others_is_not_made_calm_by_it(cast, here):
    states.record_sign(
        case=here.case,
        person=here.people[0],
        sign="said_by_third_person",
        said_at=None,
        with_whom="holder",
        with_name="the owner",
        **cast.acting(cast.sokha),
    )
    leaves(cast, here)
    (line,) = [
        one
        for one in board(cast.noi, timezone.localtime()).lines
        if one.code == here.people[0].code_name
    ]
    assert line.custody is Custody.HOLDER


def test_who_is_found_again_after_she_left_is_on_the_board_of_the_journey_again(cast, here):
    leaves(cast, here)
    hand_over(here, here.escort, here.centre, here.people[:1], here.people[:1])
    text = page(cast, cast.sokha, "journeys:journey", here.journey.id)
    assert "Not on this journey any more" not in text
    assert here.people[0].code_name in page(
        cast, cast.sokha, "journeys:board", query="?show=journey"
    )
    (known,) = [
        line
        for line in board(cast.noi, timezone.localtime()).lines
        if line.code == here.people[0].code_name
    ]
    assert known.custodian == "Transit centre"
    leaves(cast, here)
    assert "Not on this journey any more" in page(
        cast, cast.sokha, "journeys:journey", here.journey.id
    )


def test_a_sister_who_does_not_go_keeps_the_other_from_nothing(cast):
    here = scene(cast, n=2)
    goes, stays = here.people
    told = {"case": here.case, "person": stays, "purpose": "return", "answer": "refused"}
    consents.record_consent(**told, **cast.acting(cast.sokha))
    against = f"{stays.code_name}, going back: refused"
    assert any(against in str(one) for one in go_of(here.journey, timezone.now()).against)
    for who in (cast.sokha, cast.noi):
        events.release(journey=here.journey, persons=[stays], reason="She stays.", by=who)
    go = go_of(here.journey, timezone.now())
    assert not any(stays.code_name in str(one) for one in go.against)
    assert [consent.who.person for consent in go.consents] == [goes.id]


def test_a_lead_is_asked_to_look_into_it_where_one_of_us_said_that_she_left(cast, here):
    says = "One of us says that she does not come along: look into it"
    told = {"journey": here.journey, "persons": here.people[:1], "reason": "Her aunt came."}
    events.release(**told, by=cast.sokha)
    asked = {who: says in files.start_page(cast, who) for who in (cast.noi, cast.sokha, cast.kham)}
    assert asked == {cast.noi: True, cast.sokha: False, cast.kham: False}
    events.release(**told, by=cast.noi)
    assert says not in files.start_page(cast, cast.noi)


STAYS = "A new examination: she stays at the shelter."


def stays(cast, who, here, person=None, **more):
    """Answer the form as somebody of the team does."""
    told = {
        "persons": [str((person or here.people[0]).id)], "stays": str(here.shelter.id), "reason": STAYS,
    }  # fmt: skip
    address = reverse("journeys:let_go", args=[here.journey.id])
    return files.browser(cast, who).post(address, told | more)


def test_who_does_not_leave_stays_with_who_has_her_once_two_say_so(cast):
    here = scene(cast, n=2)
    assert stays(cast, cast.sokha, here).status_code == 302
    text = page(cast, cast.noi, "journeys:journey", here.journey.id)
    assert STAYS in text  # the second person reads what the first said
    assert "Not on this journey any more" not in text
    assert stays(cast, cast.noi, here).status_code == 302
    text = page(cast, cast.sokha, "journeys:journey", here.journey.id)
    told = text.partition("Not on this journey any more")[2].partition("</section>")[0]
    assert "Stays with Shelter team" in told
    for who in (cast.noi, cast.claire):
        assert not [one for one in board(who, timezone.localtime()).people if one.is_unheld]
    (line,) = [
        one
        for one in board(cast.noi, timezone.localtime()).lines
        if one.code == here.people[0].code_name
    ]
    assert line.custody is Custody.OURS
    assert "Stays here" in page(cast, cast.sokha, "cases:timeline", here.case.id)


def test_of_two_who_say_different_things_of_her_neither_counts(cast):
    here = scene(cast, n=2)
    stays(cast, cast.sokha, here)
    stays(cast, cast.noi, here, stays="")
    state = events.state_now(here.journey)
    assert state.persons[str(here.people[0].id)].stage is JourneyStage.IN_PREPARATION
    stays(cast, cast.sokha, here, stays="")
    state = events.state_now(here.journey)
    assert state.persons[str(here.people[0].id)].stage is JourneyStage.LEFT


def test_who_has_left_already_does_not_stay_here(cast, here):
    text = page(cast, cast.sokha, "journeys:let_go", here.journey.id)
    assert "If she stays here" not in text
    # The button says what the form asks.
    text = page(cast, cast.sokha, "journeys:journey", here.journey.id)
    assert "She does not come along" not in text
    assert "She goes on without us" in text
    with pytest.raises(BadInput, match="has not left yet"):
        events.release(
            journey=here.journey, persons=here.people[:1], reason="x", by=cast.sokha,
            stays=here.shelter,
        )  # fmt: skip
