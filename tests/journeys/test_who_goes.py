"""Who goes on a journey is said person by person: a case may concern a mother who stays at home."""

from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.journeys.actions import plans
from fanal.journeys.models import Traveller
from tests import files


def add(client, here, case, **told):
    filled = {"case": str(case.id), "custodian": str(here.shelter.id), "nationality": "LA"}
    return client.post(reverse("journeys:person", args=[here.journey.id]), filled | told)


def on_it(here):
    return set(here.journey.travellers.values_list("person", flat=True))


def test_of_a_case_of_several_only_those_who_are_named_go(cast, here):
    daughter, mother = (files.person(cast) for _ in range(2))
    case = files.case(cast, people=[daughter, mother])
    sokha = files.browser(cast, cast.sokha)
    asked = add(sokha, here, case)
    assert asked.status_code == 422
    assert "Say who of this case goes." in asked.text
    assert daughter.code_name in asked.text
    assert add(sokha, here, case, persons=[str(daughter.id)]).status_code == 302
    assert on_it(here) == {here.people[0].id, daughter.id}


def test_whoever_comes_into_the_case_later_can_still_be_added(cast, here):
    sokha, child = files.browser(cast, cast.sokha), files.person(cast)
    full = add(sokha, here, here.case)
    assert full.status_code == 422
    assert "Everybody of this case is on this journey already." in full.text
    add_person(case=here.case, person=child, by=cast.sokha)
    assert add(sokha, here, here.case, persons=[str(child.id)]).status_code == 302
    assert on_it(here) == {here.people[0].id, child.id}


def test_who_is_left_of_a_case_goes_only_when_she_is_named(cast, here):
    mother = files.person(cast)
    add_person(case=here.case, person=mother, by=cast.sokha)
    answer = add(files.browser(cast, cast.sokha), here, here.case)
    assert answer.status_code == 422
    assert "Say who of this case goes." in answer.text
    assert on_it(here) == {here.people[0].id}


def test_nobody_of_another_case_can_be_named(cast, here):
    sokha, stranger = files.browser(cast, cast.sokha), files.person(cast)
    case = files.case(cast, people=[files.person(cast), files.person(cast)])
    assert add(sokha, here, case, persons=[str(stranger.id)]).status_code == 422
    assert Traveller.objects.count() == 1


def test_no_case_is_chosen_before_anybody_chose_it(cast, here):
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(reverse("journeys:person", args=[here.journey.id]))
    assert page.context["form"].fields["case"].empty_label == "—"
    files.case(cast)
    answer = sokha.post(
        reverse("journeys:person", args=[here.journey.id]), {"custodian": str(here.shelter.id)}
    )
    assert answer.status_code == 422
    assert on_it(here) == {here.people[0].id}


def test_of_two_people_one_says_whose_certificate_is_kept(cast, here):
    sokha, case = files.browser(cast, cast.sokha), here.case
    address = reverse("journeys:keep_certificate", args=[case.id])
    alone = sokha.get(address).context["form"]
    add_person(case=case, person=files.person(cast), by=cast.sokha)
    both = sokha.get(address).context["form"]
    assert [form.fields["person"].empty_label for form in (alone, both)] == [None, "—"]


def test_nobody_is_added_to_a_journey_that_has_ended(cast, here):
    plans.debrief(journey=here.journey, words="The bus was late.", by=cast.sokha)
    sokha, address = files.browser(cast, cast.sokha), [here.journey.id]
    answer = add(sokha, here, files.case(cast))
    assert answer.status_code == 422
    assert "This journey has ended: plan another one." in answer.text
    page = sokha.get(reverse("journeys:journey", args=address)).text
    assert reverse("journeys:person", args=address) not in page
    assert "ended on" in page
    assert reverse("journeys:sign", args=address) in page
