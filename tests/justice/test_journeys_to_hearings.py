"""A journey that is planned for a hearing, and the hearing that is on another day meanwhile."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Task
from fanal.journeys.actions import legs, plans, preparing, rescheduling
from fanal.journeys.queries.days_ahead import day_of, days_ahead
from fanal.journeys.queries.destination_warnings import changed_reasons
from fanal.justice.actions import tasks
from fanal.justice.models import JusticeRecord
from fanal.partners.actions import areas
from tests import files
from tests.justice.scene import DAY, K, below, records, scene, today

MOVED = "The hearing was moved"
OFF = "The hearing did not take place"


@pytest.fixture
def here(cast):
    here = scene(cast)
    here.journey = files.journey(cast, on=today() + 5 * DAY)
    told = {"day": today() + 7 * DAY, "presence": "must"}
    here.hearing = records(cast, here.trial, K.HEARING, told, sure=True, journey=here.journey)
    return here


def page(cast, here, user):
    address = reverse("journeys:journey", args=[here.journey.id])
    return files.browser(cast, user).get(address).text


def asked(here):
    """Tasks with that title: it is sealed, the database does not compare it."""
    title = tasks.LOOK.template
    return [task for task in Task.objects.filter(case=here.case) if task.title == title]


def moved(cast, here, days):
    below(cast, here.hearing, {"news": "moved", "day": today() + days * DAY}, sure=True)


def test_who_opens_the_proceedings_reads_on_the_journey_that_the_hearing_moved(cast, here):
    assert MOVED not in page(cast, here, cast.noi)
    moved(cast, here, 9)
    text = page(cast, here, cast.noi)
    assert MOVED in text
    assert reverse("justice:case", args=[here.case.id]) in text


def test_the_last_news_counts_and_a_hearing_that_was_held_says_nothing(cast, here):
    moved(cast, here, 9)
    below(cast, here.hearing, {"news": "fell_through"})
    text = page(cast, here, cast.noi)
    assert OFF in text
    assert MOVED not in text


def test_who_does_not_open_the_proceedings_reads_nothing_and_the_case_worker_has_a_task(cast, here):
    moved(cast, here, 9)
    assert changed_reasons(here.journey, cast.linh) == []
    assert [one.assignee for one in asked(here)] == [here.case.assignee or cast.mai]


def test_a_journey_that_ended_is_not_asked_about(cast, here):
    here.journey.ended_on = today()
    here.journey.save(update_fields=["ended_on"])
    moved(cast, here, 9)
    assert MOVED not in page(cast, here, cast.noi)
    assert asked(here) == []


def planned_later(cast, here):
    """A hearing is known before anybody plans the way there; then she is put on that journey."""
    told = {"day": today() + 7 * DAY, "presence": "must"}
    here.hearing = records(cast, here.trial, K.HEARING, told, sure=True)
    here.journey = files.journey(cast, "court", on=today() + 7 * DAY)
    custodian = plans.add_custodian(
        journey=here.journey, label="Us", team=cast.bangkok, by=cast.sokha
    )
    preparing.prepare(
        journey=here.journey, person=here.person, case=here.case, custodian=custodian, by=cast.sokha
    )


def test_a_journey_to_court_that_was_planned_after_the_hearing_is_asked_about_too(cast, here):
    planned_later(cast, here)
    moved(cast, here, 9)
    assert len(asked(here)) == 1
    assert MOVED in page(cast, here, cast.noi)


NOBODY = "nobody goes with her yet"


def the_day(cast):
    return files.browser(cast, cast.mai).get(reverse("justice:day")).text


def hears(cast, here, days=5, **told):
    told = {"day": today() + days * DAY, "presence": "must", "place": "Court 4, room 2"} | told
    return records(cast, here.trial, K.HEARING, told, sure=True)


def plans_the_way(cast, here, starts_on):
    """She is put on a journey to court; nobody names it beside the hearing."""
    made = files.journey(cast, "court", on=starts_on)
    put_on(cast, here, made)
    return made


def put_on(cast, here, journey):
    custodian = plans.add_custodian(journey=journey, label="Us", team=cast.bangkok, by=cast.sokha)
    preparing.prepare(
        journey=journey, person=here.person, case=here.case, custodian=custodian, by=cast.sokha
    )


def test_a_journey_to_court_of_that_day_is_known_though_nobody_named_it_beside_the_hearing(cast):
    here = scene(cast)
    hears(cast, here, 3)
    assert NOBODY in the_day(cast)
    plans_the_way(cast, here, today() + 3 * DAY)
    assert NOBODY not in the_day(cast)
    assert "a journey is planned" in the_day(cast)


def test_after_a_hearing_moved_its_journey_is_known_and_said_to_be_of_another_day(cast):
    here = scene(cast)
    hearing = hears(cast, here, 1)
    journey = plans_the_way(cast, here, today() + DAY)
    below(cast, hearing, {"news": "moved", "day": today() + 6 * DAY}, sure=True)
    text = the_day(cast)
    assert NOBODY not in text
    assert "move it" in text
    rescheduling.put_off(
        journey=journey, day=today() + 6 * DAY, by=cast.sokha, version=journey.version
    )
    assert "move it" not in the_day(cast)
    assert "a journey is planned" in the_day(cast)


def test_a_journey_to_another_hearing_or_that_ended_is_none_to_this_one(cast):
    here = scene(cast)
    hears(cast, here, 6)
    journey = plans_the_way(cast, here, today())
    assert NOBODY in the_day(cast)
    plans.debrief(journey=journey, words="She spoke.", by=cast.sokha)
    plans_the_way(cast, here, today() + 6 * DAY)
    assert NOBODY not in the_day(cast)


def test_the_plan_proposes_day_kind_and_place_of_the_hearing_from_which_it_is_begun(cast):
    here = scene(cast)
    hears(cast, here, 9, hour="9:30", leaves="7:00", back="16:00")
    noi = files.browser(cast, cast.noi)
    page = noi.get(reverse("justice:proceeding", args=[here.case.id, here.trial.id])).text
    offered = noi.get(reverse("journeys:case", args=[here.case.id])).text
    hearing = JusticeRecord.objects.get()
    begin = f"{reverse('journeys:new')}?case={here.case.id}&amp;day={hearing.id}"
    assert begin in page
    assert begin in offered
    answer = noi.get(begin.replace("&amp;", "&"))
    form = answer.context["form"]
    assert form.initial["kind"] == "court"
    assert form.initial["starts_on"] == today() + 9 * DAY
    assert "Court 4, room 2" in answer.text


def test_the_legs_there_and_back_propose_the_hours_of_the_hearing(cast):
    here = scene(cast)
    hears(cast, here, 9, hour="9:30", leaves="7:00", back="16:00")
    journey = plans_the_way(cast, here, today() + 9 * DAY)
    address = reverse("journeys:leg", args=[journey.id])
    noi = files.browser(cast, cast.noi)
    there = noi.get(address).context["form"].initial
    assert [hour_of(there[name]) for name in ("leaves", "arrives")] == ["07:00", "09:30"]
    area = areas.add_area(code="TH", name="Thailand", kind="country", by=cast.sokha)
    legs.add_leg(
        journey=journey,
        start=area,
        end=area,
        custodian=journey.custodians.get(),
        leaves=there["leaves"],
        arrives=there["arrives"],
        by=cast.sokha,
    )
    home = noi.get(address).context["form"].initial
    assert hour_of(home["arrives"]) == "16:00"
    # When it is over nobody knows: the day alone.
    assert home["leaves"] == today() + 9 * DAY


def hour_of(moment):
    return f"{timezone.localtime(moment):%H:%M}"


def test_who_does_not_open_the_proceedings_is_proposed_nothing_of_them(cast):
    here = scene(cast)
    hearing = hears(cast, here, 9, hour="9:30")
    journey = plans_the_way(cast, here, today() + 9 * DAY)
    linh = cast.ring(cast.linh)
    assert days_ahead([here.case.id], cast.linh, linh) == []
    assert day_of(journey, cast.linh, linh) is None
    begin = f"{reverse('journeys:new')}?case={here.case.id}&day={hearing.id}"
    answer = files.browser(cast, cast.linh).get(begin)
    assert "Court 4" not in answer.text
    assert "kind" not in answer.context["form"].initial


MISSED = "She would leave before a day on which she must come"


def test_who_would_go_home_before_a_hearing_is_not_let_go_without_a_word(cast):
    here = scene(cast)
    hears(cast, here, 9)
    here.journey = files.journey(cast, on=today() + 8 * DAY)
    put_on(cast, here, here.journey)
    text = page(cast, here, cast.noi)
    assert MISSED in text
    assert "Go: every answer is yes." not in text
    here.journey.starts_on = today() + 10 * DAY
    here.journey.save()
    assert MISSED not in page(cast, here, cast.noi)


@pytest.mark.parametrize("presence", ["may", "need_not"])
def test_a_hearing_without_her_keeps_nobody(cast, here, presence):
    put_on(cast, here, here.journey)
    hears(cast, here, 9, presence=presence)
    assert MISSED not in page(cast, here, cast.noi)


def test_a_journey_for_the_hearing_is_not_said_to_miss_it(cast, here):
    put_on(cast, here, here.journey)
    assert MISSED not in page(cast, here, cast.noi)
