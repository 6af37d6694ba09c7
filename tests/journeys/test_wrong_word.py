"""She is called on her way and says another word than the agreed one: she asks for help."""

import pytest
from django.urls import reverse

from fanal.cases.models import StateCode
from fanal.cases.queries.present import states_of
from fanal.coded_facts.queries import histories
from fanal.core.casework.present import DangerState
from tests.files import browser
from tests.journeys.scene import scene


@pytest.fixture
def here(cast):
    return scene(cast, n=2)


def test_a_wrong_word_on_the_way_is_no_sign_of_life_and_makes_her_in_danger(cast, here):
    her, other = here.people
    client = browser(cast, cast.sokha)
    page = reverse("journeys:sign", args=[here.journey.id])
    assert client.post(page, {"persons": [str(her.id)], "sign": "wrong_word"}).status_code == 302
    stored = {row.person_id: row.stored.code for row in StateCode.objects.all()}
    assert stored[her.id] is DangerState.IN_DANGER
    states = states_of([her.id, other.id], cast.sokha, cast.ring(cast.sokha))
    assert states[her.id].state.danger is DangerState.IN_DANGER
    assert states[her.id].state.last_sign is None
    assert states[other.id].state.danger is not DangerState.IN_DANGER
    assert list(histories("proof", None)) == []
    assert "wrong code word" in client.get(reverse("cases:timeline", args=[here.case.id])).text
