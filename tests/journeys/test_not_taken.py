"""The other side does not take whom it was given: whoever gave has her still, once two say so."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput
from fanal.journeys.actions import handovers
from fanal.journeys.actions.events import record_event, state_now
from tests import files
from tests.journeys.scene import hand_over, scene
from tests.journeys.test_kept_out import shut

WORDS = "The guard at the gate said that they are full. I see both of them."
LINK = "They did not take her"


@pytest.fixture
def here(cast):
    return scene(cast, n=2)


@pytest.fixture
def handover(here):
    return hand_over(here, here.shelter, here.centre, here.people, [])


def says(here, handover, by, persons=None, **more):
    return handovers.say_not_taken(
        journey=here.journey,
        handover=handover,
        persons=persons or here.people,
        words=WORDS,
        by=by,
        **more,
    )


def kinds(here):
    return {str(problem.trouble) for problem in state_now(here.journey).problems}


def given_to(here):
    return {one.given_to for one in state_now(here.journey).persons.values()}


def test_on_the_word_of_one_she_is_looked_for_as_before(cast, here, handover):
    says(here, handover, cast.sokha)
    assert "not_confirmed" in kinds(here)
    assert given_to(here) == {(str(here.centre.id),)}
    with pytest.raises(BadInput, match="another person has to agree"):
        says(here, handover, cast.sokha)


def test_once_two_say_so_she_is_with_who_gave_her_and_goes_to_others(cast, here, handover):
    says(here, handover, cast.sokha)
    says(here, handover, cast.noi)
    assert "not_confirmed" not in kinds(here)
    state = state_now(here.journey)
    assert {one.custodian for one in state.persons.values()} == {str(here.shelter.id)}
    assert given_to(here) == {()}
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    state = state_now(here.journey)
    assert {one.custodian for one in state.persons.values()} == {str(here.escort.id)}
    assert not state.red


def test_of_one_who_was_taken_nothing_ends(cast, here, handover):
    for by in (cast.sokha, cast.noi):
        says(here, handover, by, here.people[:1])
    (problem,) = state_now(here.journey).problems
    assert problem.persons == (str(here.people[1].id),)


def test_before_she_was_given_nobody_says_that_she_was_not_taken(cast, here, handover):
    ago = timezone.now() - timedelta(days=1)
    says(here, handover, cast.sokha)
    with pytest.raises(BadInput, match="before what happened last"):
        says(here, handover, cast.noi, at=ago)
    assert "not_confirmed" in kinds(here)


def test_the_minute_in_which_she_was_given_is_no_time_before(cast, here):
    minute = (timezone.now() - timedelta(hours=1)).replace(second=0, microsecond=0)
    given_at = minute.replace(second=43)
    handover = hand_over(here, here.shelter, here.centre, here.people, [], at=given_at)
    for by in (cast.sokha, cast.noi):
        says(here, handover, by, at=minute)
    assert given_to(here) == {()}


def test_who_arrived_after_all_is_there(cast, here, handover):
    for by in (cast.sokha, cast.noi):
        says(here, handover, by)
    confirmed_anew(cast, here, handover)
    assert {one.custodian for one in state_now(here.journey).persons.values()} == {
        str(here.centre.id)
    }


def test_who_is_kept_out_since_counts_no_more(cast, here, handover):
    for by in (cast.sokha, cast.noi):
        says(here, handover, by)
    shut(cast, here.case, cast.noi)
    assert "not_confirmed" in kinds(here)


def test_it_is_said_on_the_pages_by_one_and_then_by_another(cast, here, handover):
    page = reverse("journeys:journey", args=[here.journey.id])
    form = reverse("journeys:not_taken", args=[here.journey.id, handover])
    told = {"persons": [str(person.id) for person in here.people], "words": WORDS}
    for who, seen in ((cast.sokha, False), (cast.noi, True)):
        browser = files.browser(cast, who)
        shown = browser.get(page).text
        assert form in shown
        assert (f"{cast.sokha}: {WORDS}" in shown) is seen
        assert browser.post(form, told | {"words": ""}).status_code == 422
        assert browser.post(form, told).status_code == 302
    assert form not in files.browser(cast, cast.noi).get(page).text
    assert files.browser(cast, cast.noi).get(form).status_code == 404


def test_whoever_was_passed_on_since_is_not_offered(cast, here, handover):
    """The other side never said that she came, and went on with whoever gave her: she is with the
    next one, who has said so."""
    (first, second) = here.people
    # Two machines told it apart: the form of one would have refused to give her twice.
    told = {"journey": here.journey, "persons": [first], "handover": str(uuid4())}
    shelter, escort = str(here.shelter.id), str(here.escort.id)
    record_event(kind="given", custodian=shelter, to=escort, by=cast.sokha, **told)
    record_event(kind="received", custodian=escort, by=cast.noi, **told)
    form = reverse("journeys:not_taken", args=[here.journey.id, handover])
    page = files.browser(cast, cast.sokha).get(form).text
    assert second.code_name in page
    assert first.code_name not in page
    with pytest.raises(BadInput, match="confirmed already"):
        says(here, handover, cast.sokha, [first])
    says(here, handover, cast.sokha, [second])


# ── Confirmed by mistake ─────────────────────────────────────────────────────
@pytest.fixture
def mistaken(here):
    """The arrival of both was confirmed, and they never went in."""
    return hand_over(here, here.shelter, here.centre, here.people, here.people)


def with_whom(here):
    return {one.custodian for one in state_now(here.journey).persons.values()}


def confirmed_anew(cast, here, handover, **more):
    handovers.receive(
        journey=here.journey,
        handover=handover,
        custodian=here.centre,
        persons=here.people,
        count=2,
        said_by="Ms Kham",
        channel="telephone",
        code_word="right",
        by=cast.noi,
        **more,
    )


def test_on_the_word_of_one_who_was_confirmed_by_mistake_is_looked_for(cast, here, mistaken):
    says(here, mistaken, cast.sokha)
    assert "not_confirmed" in kinds(here)
    assert with_whom(here) == {str(here.centre.id)}
    with pytest.raises(BadInput, match="another person has to agree"):
        says(here, mistaken, cast.sokha)


def test_once_two_say_so_the_mistake_moved_nobody_and_is_no_sign_of_life(cast, here, mistaken):
    assert all(one.last_proof for one in state_now(here.journey).persons.values())
    says(here, mistaken, cast.sokha)
    says(here, mistaken, cast.noi)
    assert "not_confirmed" not in kinds(here)
    assert with_whom(here) == {str(here.shelter.id)}
    assert given_to(here) == {()}
    assert not any(one.signs for one in state_now(here.journey).persons.values())
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    assert with_whom(here) == {str(here.escort.id)}
    assert not state_now(here.journey).red


def test_of_one_of_two_the_other_stays_where_she_is(cast, here, mistaken):
    for by in (cast.sokha, cast.noi):
        says(here, mistaken, by, here.people[:1])
    state = state_now(here.journey)
    assert state.persons[str(here.people[0].id)].custodian == str(here.shelter.id)
    assert state.persons[str(here.people[1].id)].custodian == str(here.centre.id)
    assert not state.red


@pytest.mark.parametrize("tellers", [("sokha",), ("sokha", "noi")])
def test_whoever_is_confirmed_anew_is_there(cast, here, mistaken, tellers):
    for name in tellers:
        says(here, mistaken, getattr(cast, name))
    confirmed_anew(cast, here, mistaken)
    assert with_whom(here) == {str(here.centre.id)}
    assert not state_now(here.journey).problems


def test_nobody_says_it_of_a_time_before_the_confirmation(cast, here, mistaken):
    with pytest.raises(BadInput, match="before what happened last"):
        says(here, mistaken, cast.sokha, at=timezone.now() - timedelta(days=1))


def test_whoever_was_passed_on_since_is_not_brought_back(cast, here, mistaken):
    hand_over(here, here.centre, here.escort, here.people, here.people)
    with pytest.raises(BadInput, match="confirmed already"):
        says(here, mistaken, cast.sokha)
    page = reverse("journeys:journey", args=[here.journey.id])
    form = reverse("journeys:not_taken", args=[here.journey.id, mistaken])
    assert form not in files.browser(cast, cast.sokha).get(page).text
    assert files.browser(cast, cast.sokha).get(form).status_code == 404


def test_a_mistake_is_said_on_the_pages_by_one_and_then_by_another(cast, here, mistaken):
    page = reverse("journeys:journey", args=[here.journey.id])
    form = reverse("journeys:not_taken", args=[here.journey.id, mistaken])
    told = {"persons": [str(person.id) for person in here.people], "words": WORDS}
    for who in (cast.sokha, cast.noi):
        browser = files.browser(cast, who)
        assert form in browser.get(page).text
        assert browser.post(form, told).status_code == 302
    assert with_whom(here) == {str(here.shelter.id)}
    assert form not in files.browser(cast, cast.noi).get(page).text


def ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


@pytest.mark.parametrize("tellers", [("sokha",), ("sokha", "noi")])
def test_nobody_confirms_anew_of_an_hour_before_it_was_denied(cast, here, tellers):
    """It would be dropped with the first by one more who says that they did not take her."""
    before = {"at": ago(90)}
    handover = hand_over(here, here.shelter, here.centre, here.people, [], **before)
    confirmed_anew(cast, here, handover, at=ago(60))
    for name in tellers:
        says(here, handover, getattr(cast, name), at=ago(30))
    with pytest.raises(BadInput, match="Somebody said since that she was not there"):
        confirmed_anew(cast, here, handover, at=ago(50))
    confirmed_anew(cast, here, handover, at=ago(20))
    assert with_whom(here) == {str(here.centre.id)}
    says(here, handover, cast.sokha)
    state = state_now(here.journey)
    assert state.red
    assert {one.custodian for one in state.persons.values()} == {str(here.centre.id)}


def test_of_whom_nobody_denied_it_an_earlier_hour_is_written(cast, here):
    denied, other = here.people
    handover = hand_over(here, here.shelter, here.centre, here.people, [], at=ago(90))
    says(here, handover, cast.sokha, [denied])
    handovers.receive(
        journey=here.journey, handover=handover, custodian=here.centre, persons=[other], count=1,
        said_by="Ms Kham", channel="telephone", code_word="right", by=cast.noi, at=ago(60),
    )  # fmt: skip
    assert state_now(here.journey).persons[str(other.id)].custodian == str(here.centre.id)


def test_on_the_page_stands_who_denied_it_since_the_last_confirmation_alone(cast, here, mistaken):
    says(here, mistaken, cast.sokha)
    confirmed_anew(cast, here, mistaken)
    says(here, mistaken, cast.noi)
    page = (
        files.browser(cast, cast.sokha)
        .get(reverse("journeys:journey", args=[here.journey.id]))
        .text
    )
    assert f"{cast.noi}: {WORDS}" in page
    assert f"{cast.sokha}: {WORDS}" not in page


def test_an_arrival_that_one_denies_is_shown_as_a_doubted_sign_and_proves_nothing(
    cast, here, mistaken
):
    says(here, mistaken, cast.sokha)
    for one in state_now(here.journey).persons.values():
        assert one.last_sign.doubted
        assert one.last_proof is None
    pages = [
        reverse("journeys:board"),
        reverse("journeys:print_board"),
        reverse("journeys:journey", args=[here.journey.id]),
        reverse("cases:case", args=[here.case.id]),
        reverse("cases:today"),
    ]
    browser = files.browser(cast, cast.sokha)
    for page in pages:
        assert "seen, arrival doubted" in browser.get(page).text, page
    confirmed_anew(cast, here, mistaken)
    for page in pages:
        assert "arrival doubted" not in browser.get(page).text, page
