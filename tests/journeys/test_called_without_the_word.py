"""She answers a call without the agreed word: the plan says "in contact" and the journey "not heard
from", and each says why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import events
from tests import files
from tests.journeys.scene import scene
from tests.reintegration.scene import begins, tried

DAY = timedelta(days=1)
NO_PROOF = "without the code word: no proof, so she still counts as not heard from"
IN_PLAN = "without the code word: it counts as a contact here and is no proof"


@pytest.fixture
def here(cast):
    made = scene(cast, n=1)
    made.departs = timezone.now() - timedelta(hours=20)
    events.record_event(
        journey=made.journey, kind="departed", persons=made.people, happened=True,
        at=made.departs, by=cast.sokha,
    )  # fmt: skip
    return made


def journey(cast, here):
    return files.main_of(cast, cast.sokha, reverse("journeys:journey", args=[here.journey.id]))


def test_the_journey_says_that_a_call_without_the_word_ends_no_alarm(cast, here):
    assert "Not heard from since the time agreed" in journey(cast, here)
    assert NO_PROOF not in journey(cast, here)
    events.sign_of_life(journey=here.journey, persons=here.people, sign="spoken_to", by=cast.sokha)
    page = " ".join(journey(cast, here).split())
    assert "Not heard from since the time agreed" in page
    assert NO_PROOF in page
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=cast.sokha)
    assert NO_PROOF not in journey(cast, here)


@pytest.mark.parametrize(("way", "word", "says"), [
    ("call", "", True), ("call", "right", False), ("visit", "", False),
])  # fmt: skip
def test_her_plan_says_that_such_a_contact_is_no_proof(cast, way, word, says):
    person = files.person(cast)
    files.case(cast, people=[person])
    today = timezone.localdate()
    plan = begins(cast, person, today - 2 * DAY, on=today - 2 * DAY)
    tried(cast, plan, "reached", on=today - DAY, way=way, said_word=word)
    page = files.main_of(cast, cast.sokha, reverse("reintegration:person", args=[person.id]))
    text = " ".join(page.split())
    assert "In contact" in text
    assert (IN_PLAN in text) is says
