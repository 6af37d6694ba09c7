"""Borders: none is crossed without a go, and each is asked about by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput
from fanal.core.journeys.planning import DERIVED, GoNoGoItem
from fanal.journeys.actions import legs, plans, rescheduling
from fanal.journeys.queries.go_no_go import answers_given, go_of
from fanal.journeys.queries.tonight import board
from fanal.partners.actions import areas
from tests import files


def told(cast, here, kind, **more):
    address = reverse("journeys:happened", args=[here.journey.id])
    asked = {"persons": [str(person.id) for person in here.people], "kind": kind}
    return files.browser(cast, cast.sokha).post(address, asked | more)


@pytest.mark.parametrize("left", [False, True])
def test_a_border_is_not_crossed_without_a_go_whether_or_not_they_have_left(cast, here, left):
    if left:
        assert told(cast, here, "departed", happened="on").status_code == 302
    answer = told(cast, here, "crossed")
    assert answer.status_code == 422
    assert "No go" in answer.text
    assert told(cast, here, "crossed", happened="on").status_code == 302


@pytest.mark.parametrize("kind", ["crossed", "arrived"])
def test_who_crossed_or_arrived_and_of_whom_nobody_said_that_she_left_is_red(cast, here, kind):
    assert told(cast, here, kind, happened="on").status_code == 302
    seen = board(cast.noi, timezone.localtime())
    row = next(person.row for person in seen.people if person.file == here.people[0].id)
    assert row.colour == "red"
    assert any("Left without a go" in one.template for one in row.why)


HOUR = timedelta(hours=1)


@pytest.fixture
def two(cast, here):
    """From Ubon over the bridge to Pakse, and on to Vietnam by a second border, without a name."""
    vietnam = areas.add_area(code="VN", name="Vietnam", kind="country", by=here.by)
    lao_bao = areas.add_area(
        code="VN-LB", name="Lao Bao", kind="province", within=vietnam, by=here.by
    )
    laos = areas.add_area(code="LA", name="Laos", kind="country", by=here.by)
    ubon, bridge, pakse = here.areas
    pakse.within = laos
    pakse.save()
    here.leaves = timezone.now() + 5 * HOUR
    told = {"journey": here.journey, "custodian": here.escort, "by": here.by}
    legs.add_leg(
        start=ubon,
        end=pakse,
        crossing=bridge,
        leaves=here.leaves,
        arrives=here.leaves + 3 * HOUR,
        **told,
    )
    legs.add_leg(
        start=pakse,
        end=lao_bao,
        leaves=here.leaves + 4 * HOUR,
        arrives=here.leaves + 8 * HOUR,
        **told,
    )
    return here


def missing(here):
    return go_of(here.journey, timezone.localtime()).missing


def say_yes(here, *items):
    for item in items or set(GoNoGoItem) - set(DERIVED):
        plans.answer_item(journey=here.journey, item=item, yes=True, by=here.by)


def test_each_border_is_asked_about_by_its_place_and_a_yes_to_one_is_none_to_the_other(cast, two):
    say_yes(two)
    assert missing(two) == ("crossing_open:2",)
    page = files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[two.journey.id]))
    assert "The crossing is open that day: Chong Mek" in page.text
    assert "The crossing is open that day: Pakse → Lao Bao" in page.text
    answer = {"item": "crossing_open:2", "yes": "yes"}
    address = reverse("journeys:go", args=[two.journey.id])
    assert files.browser(cast, cast.sokha).post(address, answer).status_code == 302
    assert missing(two) == ()
    assert told(cast, two, "departed").status_code == 302


def test_a_border_that_is_not_on_the_list_is_refused(cast, two):
    for wrong in ("crossing_open:1", "crossing_open:99", "crossing_open:x"):
        with pytest.raises(BadInput):
            say_yes(two, wrong)


def test_another_border_or_another_day_is_asked_about_anew_and_nothing_else(cast, two):
    say_yes(two)
    say_yes(two, "crossing_open:2")
    first, second = two.journey.legs.order_by("number")
    same = {"start": second.start, "end": second.end, "custodian": two.escort, "by": two.by}
    leaves = two.leaves + 30 * HOUR
    legs.change_leg(leg=second, leaves=leaves, arrives=leaves + HOUR, **same)
    assert missing(two) == ("crossing_open:2",)
    say_yes(two, "crossing_open:2")
    legs.remove_leg(leg=first, by=two.by)
    assert missing(two) == ("crossing_open",)
    assert len(go_of(two.journey, timezone.localtime()).lines) == len(GoNoGoItem)


def test_what_was_answered_of_each_border_is_a_record_once_they_have_left(cast, two):
    say_yes(two)
    say_yes(two, "crossing_open:2")
    assert told(cast, two, "departed").status_code == 302
    legs.remove_leg(leg=two.journey.legs.order_by("number").last(), by=two.by)
    given = [one for one in answers_given(two.journey) if one.answer]
    assert len(given) == len(GoNoGoItem) - len(DERIVED) + 1
    assert all(one.answer.yes for one in given)


def test_a_journey_that_is_put_off_asks_about_every_border_anew(cast, two):
    say_yes(two)
    say_yes(two, "crossing_open:2")
    day = timezone.localdate() + timedelta(days=9)
    rescheduling.put_off(journey=two.journey, day=day, by=two.by, version=two.journey.version)
    assert {"crossing_open", "crossing_open:2"} <= set(missing(two))
