"""A journey and the book of a shelter may each say that she is with the other: who sees it at once."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.queries.present import states_in
from fanal.core.casework.statements import Custody
from fanal.journeys.actions import events, plans
from fanal.shelters.actions import nights, stays
from fanal.shelters.models import ShelterStay
from fanal.shelters.queries.numbers import numbers_of_shelters
from fanal.shelters.queries.places import month_of
from fanal.shelters.queries.residents import residents
from tests import files
from tests.journeys.scene import scene as journey_scene
from tests.shelters.scene import scene, sleeps

SAYS = "left on a journey"


@pytest.fixture
def here(cast):
    made = scene(cast)
    made.way = journey_scene(cast, n=1)
    (made.person,), made.case = made.way.people, made.way.case
    made.stay = sleeps(cast, made)
    return made


def departs(cast, here, kind="departed", at=None):
    events.record_event(
        journey=here.way.journey,
        kind=kind,
        persons=[here.person],
        at=at or timezone.now(),
        happened=True,
        by=cast.sokha,
    )


def pages(cast, here):
    rith, sokha = files.browser(cast, cast.rith), files.browser(cast, cast.sokha)
    return [
        rith.get(reverse("shelters:shelter", args=[here.shelter.id])).text,
        rith.get(reverse("shelters:stay", args=[here.stay.id])).text,
        sokha.get(reverse("shelters:case", args=[here.case.id])).text,
    ]


def test_while_it_is_only_planned_she_sleeps_here(cast, here):
    assert not [page for page in pages(cast, here) if SAYS in page.lower()]


def test_once_she_departed_each_page_of_the_shelter_says_so_and_whom_to_call(cast, here):
    departs(cast, here)
    for one in pages(cast, here):
        assert SAYS in one.lower()
    assert "Sokha Chea" in pages(cast, here)[1]
    assert here.way.journey.code_name not in "".join(pages(cast, here)[:2])


def test_once_it_is_written_down_that_she_left_or_the_journey_brought_her_home(cast, here):
    departs(cast, here)
    stays.leave(stay=here.stay, to="other_country", **cast.acting(cast.rith))
    assert SAYS not in pages(cast, here)[0]


def test_who_was_brought_home_does_not_sleep_here_when_the_journey_is_over(cast, here):
    """Each page went on as if she slept here, and at the count she would have been missing."""
    departs(cast, here)
    departs(cast, here, kind="returned")
    assert all(SAYS in page.lower() for page in pages(cast, here))
    plans.debrief(journey=here.way.journey, words="all well", by=cast.sokha)
    assert all(SAYS in page.lower() for page in pages(cast, here))
    stays.leave(stay=here.stay, to="other_country", **cast.acting(cast.rith))
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custody is Custody.NOBODY  # nobody took her over there


def test_the_end_of_a_journey_on_which_she_left_brings_nobody_back(cast, here):
    departs(cast, here)
    plans.debrief(journey=here.way.journey, words="all well", still_away="At Lotus.", by=cast.sokha)
    assert all(SAYS in page.lower() for page in pages(cast, here))


def test_her_bed_is_asked_about_on_the_start_page_of_the_lead_until_the_book_says_it(cast, here):
    """It stayed hers for months after she was home, in the way of the closing of her case."""

    def asked():
        page = files.browser(cast, cast.noi).get(reverse("cases:today")).text
        return "free her bed, or say that she is here" in page

    def sleep_here():
        page = pages(cast, here)[0]
        return re.search(r'Who sleeps here tonight <span class="count">(\d+)<', page)[1]

    since(here.stay, 3)
    assert not asked()
    assert sleep_here() == "1"
    departs(cast, here)
    assert asked()
    departs(cast, here, kind="returned")
    assert asked()
    assert sleep_here() == "0"
    stays.leave(stay=here.stay, to="other_country", **cast.acting(cast.rith))
    assert not asked()


def test_nobody_is_asked_to_free_the_bed_of_who_is_away_for_a_day_in_court(cast, here):
    here.way.journey.kind = "court"
    here.way.journey.save(update_fields=["kind"])
    since(here.stay, 3)
    departs(cast, here)
    assert "free her bed" not in files.browser(cast, cast.noi).get(reverse("cases:today")).text


def test_who_is_back_from_a_day_in_court_sleeps_here(cast, here):
    here.way.journey.kind = "court"
    here.way.journey.save(update_fields=["kind"])
    departs(cast, here)
    departs(cast, here, kind="returned")
    assert not [page for page in pages(cast, here) if "away since" in page.lower()]


def test_one_button_says_that_she_left_and_her_bed_is_free(cast, here):
    """Never by itself: whoever went to a court comes back to her bed."""
    departs(cast, here)
    rith = files.browser(cast, cast.rith)
    page = rith.get(reverse("shelters:stay", args=[here.stay.id])).text
    assert "She left on the journey: free the bed" in page
    told = dict(hidden_in(page, "to", "on"))
    answer = rith.post(reverse("shelters:leave", args=[here.stay.id]), told, follow=True)
    assert "The bed is free." in answer.text
    here.stay.refresh_from_db()
    assert here.stay.over_on == timezone.localdate()
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custodian.answer == "Shelter team"


def test_who_is_away_for_a_day_in_court_keeps_her_bed_and_nobody_is_offered_to_free_it(cast, here):
    """Without a word of the court (acceptance example J10)."""
    here.way.journey.kind = "court"
    here.way.journey.save(update_fields=["kind"])
    departs(cast, here)
    for one in pages(cast, here):
        assert "comes back" in one
    page = pages(cast, here)[1]
    assert "She keeps her bed: write nothing." in page
    assert "Sokha Chea" in page
    assert "free the bed" not in page
    assert "court" not in page
    assert page.count("Away since") == 2  # and nowhere that she is here


def since(stay, days):
    """Write down that she came so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    ShelterStay.objects.filter(pk=stay.pk).update(since=day)
    stay.steps.update(on=day)


def test_no_night_is_counted_after_she_departed_though_the_bed_is_not_freed(cast, here):
    since(here.stay, 5)
    departs(cast, here, at=timezone.now() - timedelta(days=2))
    (numbers,) = numbers_of_shelters(timezone.localtime(), cast.claire)
    assert (numbers.longest, numbers.occupied) == (3, 1)
    assert nights_lately(here) == 3


def nights_lately(here):
    today = timezone.localdate()
    firsts = {(today - timedelta(days=n)).replace(day=1) for n in range(6)}
    return sum(month_of(here.shelter, first, today).nights for first in firsts)


def test_the_night_of_the_day_of_departure_does_not_count_whether_the_bed_is_freed_or_not(
    cast, here
):
    since(here.stay, 1)
    assert nights_lately(here) == 2  # tonight is one of them
    departs(cast, here)
    assert nights_lately(here) == 1
    rith = files.browser(cast, cast.rith)
    stay = reverse("shelters:stay", args=[here.stay.id])
    told = dict(hidden_in(rith.get(stay).text, "to", "on"))
    rith.post(reverse("shelters:leave", args=[here.stay.id]), told)
    assert nights_lately(here) == 1


def test_a_stay_of_one_day_and_one_without_a_first_day_open_on_each_page(cast, here):
    """Came and left on one day, of which nobody wrote a word; of another the day is gone."""
    departs(cast, here)
    rith = files.browser(cast, cast.rith)
    stay = reverse("shelters:stay", args=[here.stay.id])
    told = dict(hidden_in(rith.get(stay).text, "to", "on"))
    rith.post(reverse("shelters:leave", args=[here.stay.id]), told)
    here.stay.refresh_from_db()
    assert here.stay.over_on == here.stay.since
    assert nights_lately(here) == 0
    for day in (here.stay.since, None):
        ShelterStay.objects.filter(pk=here.stay.pk).update(since=day)
        for reader, name, about in (
            (cast.rith, "stay", [here.stay.id]),
            (cast.rith, "shelter", [here.shelter.id]),
            (cast.claire, "numbers", []),
            (cast.sokha, "case", [here.case.id]),
            (cast.sokha, "stay_of_case", [here.stay.id]),
        ):
            answer = files.browser(cast, reader).get(reverse(f"shelters:{name}", args=about))
            assert answer.status_code == 200, name
        assert nights_lately(here) == 0


def test_a_page_counts_nights_until_she_departed(cast, here):
    departs(cast, here)
    (resident,) = residents(ShelterStay.objects.all(), cast.ring(cast.rith), cast.rith)
    today = timezone.localdate()
    came = replace(resident, stay=ShelterStay(since=today - timedelta(days=5)))
    assert came.nights == 5
    before = resident.gone._replace(at=timezone.now() - timedelta(days=2))
    assert replace(came, gone=before).nights == 3
    assert replace(came, gone=before._replace(comes_back=True)).nights == 5


def test_of_who_departed_no_long_stay_is_said(cast, here):
    since(here.stay, 400)
    (numbers,) = numbers_of_shelters(timezone.localtime(), cast.claire)
    assert numbers.long == 1
    departs(cast, here, at=timezone.now() - timedelta(days=2))
    (numbers,) = numbers_of_shelters(timezone.localtime(), cast.claire)
    assert (numbers.long, numbers.longest) == (0, 398)


def test_who_is_away_for_a_day_in_court_is_counted_as_one_with_a_bed(cast, here):
    here.way.journey.kind = "court"
    here.way.journey.save(update_fields=["kind"])
    since(here.stay, 5)
    departs(cast, here)
    (numbers,) = numbers_of_shelters(timezone.localtime(), cast.claire)
    assert numbers.longest == 5


def hidden_in(page, *names):
    """The hidden answers of a page, by name."""
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    return [(name, value) for name, value in found if name in names]


def test_who_came_here_by_a_journey_has_not_left_on_it(cast, here):
    departs(cast, here, at=timezone.now() - timedelta(hours=5))
    assert not [page for page in pages(cast, here) if SAYS in page.lower()]


def test_who_left_on_a_journey_is_with_whom_the_journey_says(cast, here):
    departs(cast, here)
    stays.leave(stay=here.stay, to="other_country", **cast.acting(cast.rith))
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custody is Custody.OURS
    assert seen.custodian.answer == "Shelter team"


@pytest.fixture
def slept_before(cast):
    """She had her bed before the journey that took her away for a day was prepared."""
    made = scene(cast)
    made.way = journey_scene(cast, n=1)
    (made.person,), made.case = made.way.people, made.way.case
    made.stay = sleeps(cast, made, on=timezone.localdate() - timedelta(days=3))
    return made


def counted(cast, here):
    seen = {here.stay.id: "seen"}
    nights.count(shelter=here.shelter, answers=seen, **cast.acting(cast.rith))


def test_who_came_back_to_her_bed_is_with_the_house_once_it_was_seen_that_she_is_there(
    cast, slept_before
):
    """A day in court: the journey knows who went with her, and only the house who sleeps in it."""
    departs(cast, slept_before)
    departs(cast, slept_before, kind="returned")
    seen = states_in(slept_before.case, cast.noi, cast.ring(cast.noi))[slept_before.person.id].state
    assert seen.custodian.answer == "Shelter team"
    counted(cast, slept_before)
    seen = states_in(slept_before.case, cast.noi, cast.ring(cast.noi))[slept_before.person.id].state
    assert (seen.custodian.answer, seen.place.answer) == ("House Jasmine", "House Jasmine")
    assert (
        "With House Jasmine."
        in files.browser(cast, cast.noi)
        .get(reverse("cases:case", args=[slept_before.case.id]))
        .text
    )


def test_who_left_again_after_the_count_is_with_whom_the_journey_says(cast, here):
    counted(cast, here)
    departs(cast, here)
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custodian.answer == "Shelter team"


def test_who_left_the_house_since_the_count_is_not_with_it(cast, here):
    counted(cast, here)
    stays.leave(stay=here.stay, to="family", **cast.acting(cast.rith))
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custody is Custody.FAMILY
    assert seen.or_custodian == ()


def test_who_left_for_another_country_without_a_journey_is_with_nobody(cast, here):
    stays.leave(stay=here.stay, to="other_country", **cast.acting(cast.rith))
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custody is Custody.NOBODY


# ── The book knows the day, the journey the hour ─────────────────────────────
@pytest.fixture
def written_later(cast):
    """Written into the book today, that she came on the day on which the journey was prepared."""
    made = scene(cast)
    way = journey_scene(cast, n=1)
    (made.person,), made.case = way.people, way.case
    begun = timezone.localtime(way.journey.happenings.get().event().at)
    made.stay = sleeps(cast, made, on=begun.date())
    return made


def test_a_day_in_the_book_does_not_beat_an_hour_of_a_journey(cast, written_later):
    seen = states_in(written_later.case, cast.noi, cast.ring(cast.noi))
    state = seen[written_later.person.id].state
    told = {one.answer for one in (state.custodian, *state.or_custodian)}
    assert told == {"House Jasmine", "Shelter team"}


def test_the_pages_name_both_and_say_that_an_hour_is_missing(cast, written_later):
    case, person = written_later.case.id, written_later.person.id
    noi = files.browser(cast, cast.noi)
    for address in (
        reverse("cases:case", args=[case]),
        reverse("cases:state", args=[case, person]),
    ):
        page = noi.get(address).text
        assert "With House Jasmine. With Shelter team." in page
        assert "Which of these was later is not known: an hour is missing." in page


def test_what_the_book_says_in_its_own_order_stays_so(cast, here):
    """She came today with an hour; that she left the same day again is of the book, too."""
    stays.leave(stay=here.stay, to="family", **cast.acting(cast.rith))
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custody is Custody.FAMILY
    assert seen.or_custodian == ()
