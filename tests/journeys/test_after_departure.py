"""Once everybody has left, what was asked before they did is a record, and nobody's task."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import Refused
from fanal.journeys.actions import events, plans, preparing
from fanal.journeys.models import GoAnswer
from tests import files
from tests.journeys.scene import hand_over, scene

RECORD = "Answered before they left"


@pytest.fixture
def here(cast):
    made = scene(cast, n=2)
    plans.answer_item(journey=made.journey, item="she_agrees", yes=True, by=cast.noi)
    return made


def page(cast, here):
    address = reverse("journeys:journey", args=[here.journey.id])
    return files.browser(cast, cast.sokha).get(address).text


def leaves(here, people):
    events.record_event(
        journey=here.journey, kind="departed", persons=people, happened=True, by=here.by
    )


def asks(here, text):
    return f'action="{reverse("journeys:go", args=[here.journey.id])}"' in text


def test_the_list_is_asked_until_everybody_has_left_and_is_a_record_then(cast, here):
    leaves(here, here.people[:1])
    assert asks(here, page(cast, here))
    leaves(here, here.people[1:])
    text = page(cast, here)
    assert not asks(here, text)
    assert "No go:" not in text
    assert "Left without a go" in text  # that is still to be decided, and stands by itself
    assert RECORD in text
    told = text.partition(RECORD)[2]
    assert "Noi Saetang" in told.partition("</section>")[0]


def test_an_answer_that_comes_after_is_refused_with_one_sentence(cast, here):
    leaves(here, here.people)
    with pytest.raises(Refused, match="They have left"):
        plans.answer_item(journey=here.journey, item="she_agrees", yes=False, by=cast.sokha)
    assert GoAnswer.objects.get().yes is True


def test_who_was_given_before_the_way_begins_has_not_left(cast, here):
    """From the shelter to the escort, at the door."""
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    assert asks(here, page(cast, here))


def test_who_was_given_and_whose_hour_has_passed_has_left_though_nobody_said_so(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    start, _bridge, end = here.areas
    left = timezone.now() - timedelta(hours=2)
    files.leg(here.journey, start, end, here.escort, left, hours=1, by=here.by)
    assert not asks(here, page(cast, here))


def test_who_joins_later_is_asked_about_again(cast, here):
    leaves(here, here.people)
    case = files.case(cast)
    preparing.prepare(
        journey=here.journey,
        person=case.people.get(),
        case=case,
        custodian=here.escort,
        late_reason="Found at the bridge.",
        by=cast.sokha,
    )
    assert asks(here, page(cast, here))
