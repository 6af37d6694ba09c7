"""The start page leads to the list of decisions only where that list holds what it speaks of."""

from django.urls import reverse

from tests.files import start_page as today
from tests.journeys.scene import hand_over, scene

DECISIONS = f'<a href="{reverse("web:decisions")}">Decisions</a>'


def test_an_arrival_to_confirm_is_no_decision_and_leads_to_no_empty_list(cast):
    here = scene(cast, n=1)
    hand_over(here, here.shelter, here.escort, [str(here.people[0].id)], [])
    page = today(cast, cast.noi)
    assert "Confirm the arrival" in page
    assert DECISIONS not in page
