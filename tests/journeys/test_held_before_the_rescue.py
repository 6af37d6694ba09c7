"""While people still hold her, a journey that is to get her out says of nobody that she is safe with them."""

from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import plans, preparing
from fanal.journeys.models import Journey
from tests import files

NOBODY = "Nobody of ours holds her"


def rescue(cast, **hands):
    """A girl of a case, prepared with those who have her now."""
    her = files.person(cast)
    case = files.case(cast, people=[her])
    journey = plans.plan_journey(
        kind="rescue",
        team=cast.bangkok,
        lead=cast.sokha,
        starts_on=timezone.localdate(),
        by=cast.sokha,
    )
    plans.add_hands(journey=journey, label="Night escort", colleagues=[cast.sokha], by=cast.sokha)
    now = plans.add_hands(journey=journey, by=cast.sokha, **hands)
    preparing.prepare(journey=journey, person=her, case=case, hands=now, by=cast.sokha)
    return case


def test_in_a_bar_that_is_only_a_name_nobody_answers_for_her(cast):
    case = rescue(cast, label="Karaoke Luna")
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    assert NOBODY in page


def test_with_one_of_us_she_is_with_us(cast):
    case = rescue(cast, label="Team", team=cast.bangkok)
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    assert NOBODY not in page


def test_the_form_says_whom_to_name(cast):
    rescue(cast, label="Karaoke Luna")
    form = reverse("journeys:person", args=[Journey.objects.get().id])
    page = files.browser(cast, cast.sokha).get(form).text
    assert "Whoever holds her is added first" in page
