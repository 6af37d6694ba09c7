"""A journey ends only with those named who are still on the way, and never between two custodians."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.core.errors import BadInput, Refused
from fanal.journeys.actions import events, plans
from fanal.journeys.models import Journey, JourneyCustodian
from tests import files
from tests.journeys.scene import hand_over, scene
from tests.shelters.scene import scene as scene_of_shelter
from tests.shelters.scene import sleeps

ASKED = "Where is each of them, and who answers for her?"
BETWEEN = "not said to have arrived"


@pytest.fixture
def here(cast):
    made = scene(cast, n=3)
    JourneyCustodian.objects.filter(id=made.escort.id).update(does="escort")
    return made


def address(here):
    return reverse("journeys:end", args=[here.journey.id])


def page(cast, here):
    return files.browser(cast, cast.sokha).get(address(here)).text


def ends(cast, here, **told):
    return files.browser(cast, cast.sokha).post(address(here), {"words": "The bus."} | told)


def ended(here):
    return Journey.objects.get(id=here.journey.id).ended_on is not None


def departed(here, people):
    events.record_event(
        journey=here.journey, kind="departed", persons=people, happened=True, by=here.by
    )


def test_it_does_not_end_while_somebody_was_given_and_nobody_said_that_she_is_there(cast, here):
    hand_over(here, here.shelter, here.centre, here.people, here.people[:2])
    text = page(cast, here)
    lost, found = here.people[2].code_name, here.people[0].code_name
    assert lost in text
    assert found not in text
    assert BETWEEN in text
    assert "Transit centre" in text
    assert "ends once the receiving side has said" in text
    assert ASKED not in text  # no answer would end it
    answer = ends(cast, here, still_away="At the centre, says the driver.")
    assert answer.status_code == 422
    assert "between two custodians" in answer.text
    assert not ended(here)


def test_who_is_on_the_way_with_an_escort_is_named_and_somebody_says_where_she_is(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    departed(here, here.people)
    events.record_event(
        journey=here.journey, kind="arrived", persons=here.people[:1], by=cast.sokha
    )
    text = page(cast, here)
    assert here.people[0].code_name not in text
    assert all(person.code_name in text for person in here.people[1:])
    assert "Escort" in text
    assert ASKED in text
    assert ends(cast, here).status_code == 422
    assert not ended(here)
    assert ends(cast, here, still_away="In Pakse with Ms Kham.").status_code == 302
    assert ended(here)
    told = reverse("journeys:journey", args=[here.journey.id])
    assert "In Pakse with Ms Kham." in files.browser(cast, cast.sokha).get(told).text


def test_of_those_who_are_there_nothing_more_is_asked(cast, here):
    departed(here, here.people)
    hand_over(here, here.shelter, here.centre, here.people, here.people)
    assert ASKED not in page(cast, here)
    assert ends(cast, here).status_code == 302


def test_the_action_holds_the_rule_by_itself(cast, here):
    departed(here, here.people)
    with pytest.raises(BadInput, match="say where"):
        plans.debrief(journey=here.journey, words="Done.", by=cast.sokha)
    hand_over(here, here.shelter, here.centre, here.people, [])
    with pytest.raises(Refused, match="between two custodians"):
        plans.debrief(journey=here.journey, words="Done.", still_away="There.", by=cast.sokha)


def test_where_she_is_by_her_case_is_proposed_with_its_source_and_kept_as_it_was_sent(cast, here):
    departed(here, here.people)
    her = here.people[0]
    told = {"case": here.case, "person": her, "sign": "seen", "said_at": timezone.now()}
    record_sign(with_whom="family", **told, **cast.acting(cast.sokha))
    form = files.browser(cast, cast.sokha).get(address(here)).context["form"]
    (line,) = form["still_away"].value().splitlines()
    assert line.startswith(f"{her.code_name}: with her family")
    assert "Sokha Chea" in line
    assert "their cases say" in form["still_away"].help_text
    assert ends(cast, here).status_code == 422  # what was only proposed is no answer
    assert ends(cast, here, still_away="All at home.").status_code == 302
    assert "with her family" not in Journey.objects.get(id=here.journey.id).debrief


def test_nothing_is_proposed_where_no_case_says_who_has_her(cast, here):
    departed(here, here.people)
    form = files.browser(cast, cast.sokha).get(address(here)).context["form"]
    assert form["still_away"].value() == ""
    assert form["still_away"].help_text == ""


def test_the_bed_that_she_has_in_our_shelter_is_proposed(cast, here):
    departed(here, here.people)
    house = scene_of_shelter(cast)
    house.case, house.person = here.case, here.people[0]
    sleeps(cast, house)
    form = files.browser(cast, cast.sokha).get(address(here)).context["form"]
    assert house.shelter.name in form["still_away"].value()
