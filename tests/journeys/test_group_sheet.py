"""One sheet for a group, for one partner: by code, in the count, or not there at all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents
from fanal.journeys.actions import plans, preparing
from fanal.journeys.actions.legs import add_leg
from fanal.journeys.models import JourneyCustodian
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from fanal.sharing.actions import rules
from fanal.sharing.models import Disclosure
from tests import files
from tests.files import browser
from tests.journal import entries
from tests.journeys.scene import hand_over, scene
from tests.kept import kept


@pytest.fixture
@kept
def here(cast):
    """Four of four cases: the first agrees and is approved, the last refuses."""
    found = scene(cast, n=1)
    found.bus = add_partner(kind="organisation", type="ngo", name="Bus", by=cast.sokha)
    trusted = findings.record_finding(
        about=found.bus, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    findings.confirm(finding=trusted, by=cast.noi)
    found.wheels = plans.add_custodian(
        journey=found.journey, label="Bus", partner=found.bus, phone="+1 00", by=cast.noi
    )
    found.people = [found.people[0], *(traveller(cast, found, f"Person {n}") for n in (1, 2, 3))]
    found.cases = [person.cases.get() for person in found.people]
    leaves = timezone.now() + timedelta(days=1)
    legs = (
        (found.areas[0], found.areas[1], found.wheels),
        (found.areas[1], found.areas[2], found.centre),
    )
    for n, (start, end, custodian) in enumerate(legs):
        add_leg(
            journey=found.journey,
            start=start,
            end=end,
            custodian=custodian,
            leaves=leaves + timedelta(hours=4 * n),
            arrives=leaves + timedelta(hours=4 * n + 3),
            by=cast.noi,
        )
    return found


def traveller(cast, here, name):
    person = files.person(cast, names=[name])
    case = files.case(cast, people=[person])
    preparing.prepare(
        journey=here.journey, person=person, case=case, custodian=here.shelter, by=cast.sokha
    )
    return person


def agree(cast, here, n, answer="given"):
    consents.record_consent(
        case=here.cases[n],
        person=here.people[n],
        purpose="return",
        answer=answer,
        partner=here.bus.id,
        **cast.acting(cast.sokha),
    )


def agree_all(cast, here):
    classes = ["existence", "identity", "whereabouts"]
    for n, answer in ((0, "given"), (3, "refused")):
        agree(cast, here, n, answer)
    rules.approve(case=here.cases[0], partner=here.bus, classes=classes, by=cast.noi)


def ask(cast, here, **more):
    url = reverse("journeys:group", args=[here.journey.id])
    return browser(cast, cast.sokha).post(url, {"partner": here.bus.id, **more})


def test_who_may_not_be_told_of_is_neither_there_nor_in_any_number(cast, here):
    agree_all(cast, here)
    hand_over(here, here.shelter, here.wheels, here.people, here.people[:3], happened=True)
    page = ask(cast, here, print="yes").text
    assert here.people[0].code_name in page
    for hidden in here.people[1:]:
        assert hidden.code_name not in page
    assert "1 person travels" in page
    told = Disclosure.objects.get()
    assert (told.person, told.channel, told.classes) == (
        here.people[0],
        "journey_papers",
        "existence whereabouts",
    )
    assert told.receipt in page
    assert page.count('class="number">1</td>') == 4  # expected twice, given and received once
    assert len(entries("sharing.refused")) == 3


def test_who_may_be_known_to_exist_is_one_more_and_has_no_code(cast, here):
    agree_all(cast, here)
    agree(cast, here, 1)  # nobody has approved yet that they learn where she is
    looked = ask(cast, here).text
    assert "2 people travel" in looked
    assert "Nothing has gone out yet" in looked
    assert here.people[2].code_name in looked  # for our eyes: kept back, and why
    assert not Disclosure.objects.exists()
    page = ask(cast, here, print="yes").text
    assert "and 1 more, without a code" in page
    assert here.people[1].code_name not in page
    assert {
        (disclosure.person_id, disclosure.classes) for disclosure in Disclosure.objects.all()
    } == {
        (here.people[0].id, "existence whereabouts"),
        (here.people[1].id, "existence"),
    }


def test_a_blocked_partner_is_told_of_nobody_and_hears_of_no_hands(cast, here):
    agree_all(cast, here)
    findings.record_finding(about=here.bus, level="dangerous", by=cast.noi)
    page = ask(cast, here, print="yes").text
    assert "nothing to print" in page
    assert "Counts at each hand-over" not in page
    assert "dangerous" not in page
    assert not Disclosure.objects.exists()


def test_only_hands_that_meet_the_reader_are_named_and_called(cast, here):
    agree_all(cast, here)
    for one in (here.shelter, here.centre, here.escort):
        one.phone = f"+1 {one.label}"
        one.save(update_fields=["phone"])
    page = ask(cast, here).text
    assert "+1 Shelter team" in page
    assert "+1 Transit centre" in page
    assert "Escort" not in page


def test_a_forged_or_empty_choice_is_refused_and_another_team_finds_nothing(cast, here):
    url = reverse("journeys:group", args=[here.journey.id])
    for forged in ({}, {"partner": "1; drop"}, {"partner": here.journey.id}):
        assert browser(cast, cast.sokha).post(url, forged).status_code == 422
    assert browser(cast, cast.linh).get(url).status_code == 404


def test_the_sheet_asks_the_same_number_of_queries_for_two_and_for_twelve(
    cast, here, django_assert_max_num_queries
):
    from fanal.journeys.queries.group import group_sheet

    def read():
        return group_sheet(
            journey=here.journey,
            user=cast.sokha,
            partner=here.bus,
            area=None,
            now=timezone.localtime(),
        )

    agree_all(cast, here)
    read()  # the grants of an account are read once for it
    with django_assert_max_num_queries(62) as few:
        read()
    for n in range(8):
        traveller(cast, here, f"More {n}")
    with django_assert_max_num_queries(62) as many:
        assert len(read().kept_back) == 11
    assert len(few) == len(many)


def test_a_telephone_changes_once_and_the_second_who_saw_the_old_one_is_told(cast, here):
    client = browser(cast, cast.sokha)
    url = reverse("journeys:phone", args=[here.journey.id, here.escort.id])
    version = JourneyCustodian.objects.get(id=here.escort.id).version
    assert client.post(url, {"phone": "+66 1", "version": version}).status_code == 302
    assert client.post(url, {"phone": "+66 2", "version": version}).status_code == 409
    assert JourneyCustodian.objects.get(id=here.escort.id).phone == "+66 1"
