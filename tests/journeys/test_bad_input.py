"""What goes wrong on a journey, by hand: a clear message, nothing lost, refused on the server."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput
from fanal.journeys.actions import events, handovers, plans, preparing, sweeps
from fanal.journeys.models import Alarm, JourneyEvent, Leg, Traveller
from fanal.partners.actions import areas
from fanal.partners.actions.partners import add_partner, merge
from fanal.people.models import Person
from tests import files
from tests.files import browser
from tests.journeys.scene import hand_over, scene


@pytest.fixture
def here(cast):
    return scene(cast, n=3)


def post(cast, here, name, data, *more, by=None):
    url = reverse(f"journeys:{name}", args=[here.journey.id, *more])
    return browser(cast, by or cast.sokha).post(url, data)


def all_of(here):
    return {"persons": [one.id for one in here.people], "count": len(here.people)}


def test_a_hand_over_confirmed_twice_counts_once_and_is_said(cast, here):
    handover = hand_over(here, here.shelter, here.escort, here.people, [])
    assert post(cast, here, "receive", all_of(here), handover, by=cast.noi).status_code == 302
    before = JourneyEvent.objects.count()
    again = post(cast, here, "receive", all_of(here), handover, by=cast.noi)
    assert again.status_code == 422
    assert "This was confirmed already." in again.text
    assert JourneyEvent.objects.count() == before


def test_who_told_both_sides_alone_waits_for_a_second_person(cast, here):
    here.shelter.team = None
    here.shelter.save(update_fields=["team"])  # she goes not along with them
    handover = hand_over(here, here.shelter, here.escort, here.people, [])
    assert post(cast, here, "receive", all_of(here), handover).status_code == 302
    page = browser(cast, cast.noi).get(reverse("journeys:journey", args=[here.journey.id])).text
    assert "One person told both sides of the hand-over." in page
    assert post(cast, here, "receive", all_of(here), handover, by=cast.noi).status_code == 302
    page = browser(cast, cast.noi).get(reverse("journeys:journey", args=[here.journey.id])).text
    assert "One person told both sides of the hand-over." not in page


def test_the_giving_side_does_not_confirm_for_the_receiving_side(cast, here):
    here.shelter.colleagues = [cast.sokha]
    here.shelter.save(update_fields=["colleagues"])
    handover = hand_over(here, here.shelter, here.escort, here.people, [])
    wrong = post(cast, here, "receive", all_of(here), handover)
    assert wrong.status_code == 422
    assert "The giving side does not confirm" in wrong.text
    assert post(cast, here, "receive", all_of(here), handover, by=cast.noi).status_code == 302
    unknown = post(cast, here, "receive", all_of(here), here.journey.id)
    assert unknown.status_code == 404


def test_counts_that_differ_are_refused_to_the_giver_and_turn_red_at_the_receiver(cast, here):
    sides = {"giver": here.shelter.id, "receiver": here.escort.id}
    wrong = post(cast, here, "give", all_of(here) | sides | {"count": 4})
    assert wrong.status_code == 422
    assert "You named 3 and counted 4." in wrong.text
    handover = hand_over(here, here.shelter, here.escort, here.people, [])
    by = {"by": cast.noi}
    counted = post(cast, here, "receive", all_of(here) | {"count": 2}, handover, **by)
    assert counted.status_code == 302
    page = browser(cast, cast.noi).get(reverse("journeys:journey", args=[here.journey.id])).text
    assert "The count does not agree with the names." in page
    board = reverse("journeys:board")
    assert browser(cast, cast.noi).get(board).context["board"].red == 3
    again = post(cast, here, "receive", all_of(here), handover, **by)  # counted again
    assert again.status_code == 302
    assert "Act now" not in browser(cast, cast.noi).get(board).text
    assert post(cast, here, "receive", all_of(here), handover, **by).status_code == 422


def test_nobody_is_received_who_was_not_given_to_these_hands(cast, here):
    handover = hand_over(here, here.shelter, here.centre, here.people, [])
    told = {"journey": here.journey, "persons": here.people, "count": 3, "by": cast.noi}
    before = JourneyEvent.objects.count()
    with pytest.raises(BadInput, match="Nobody was handed over here"):
        handovers.receive(handover=str(uuid4()), custodian=here.centre, **told)
    with pytest.raises(BadInput, match="to somebody else"):
        handovers.receive(handover=handover, custodian=here.escort, **told)
    assert JourneyEvent.objects.count() == before
    now = events.state_now(here.journey).persons[str(here.people[0].id)]
    assert now.custodian == str(here.shelter.id)


def test_who_says_for_the_receiving_side_that_she_arrived_says_how_she_knows(cast, here):
    police = plans.add_custodian(journey=here.journey, label="Police at the bridge", by=cast.noi)
    handover = hand_over(here, here.shelter, police, here.people, [], happened=True)
    told = {"journey": here.journey, "handover": handover, "custodian": police, "by": cast.noi}
    said = {"said_by": "Sergeant Lek", "channel": "telephone", "code_word": "right"}
    for field in ("said_by", "channel", "code_word"):
        with pytest.raises(BadInput) as refused:
            handovers.receive(persons=here.people, count=3, **told, **said | {field: ""})
        assert refused.value.where == field
    handovers.receive(persons=here.people, count=3, **told, **said)
    now = events.state_now(here.journey).persons[str(here.people[0].id)]
    assert now.custodian == str(police.id)


def test_a_recount_settles_a_miscount_whatever_ids_they_were_given(cast, here):
    handover = hand_over(here, here.shelter, here.escort, here.people, [])
    told = {"journey": here.journey, "handover": handover, "custodian": here.escort, "by": cast.noi}
    for count, number in ((2, 2**128 - 1), (3, 1)):
        handovers.receive(persons=here.people, count=count, id=UUID(int=number), **told)
    with pytest.raises(BadInput, match="confirmed already"):
        handovers.receive(persons=here.people, count=3, **told)


def test_a_person_is_added_after_the_departure_with_a_reason_only_and_a_family_whole_or_not(
    cast, here
):
    events.record_event(
        journey=here.journey, kind="departed", persons=here.people, by=cast.sokha, happened=True
    )
    more = [files.person(cast, names=[name]) for name in ("Mother", "Child")]
    case = files.case(cast, people=more)
    filled = {
        "case": case.id,
        "persons": [one.id for one in more],
        "custodian": here.escort.id,
        "nationality": "LA",
    }
    refused = post(cast, here, "person", filled)
    assert refused.status_code == 422
    assert "say why she is added now" in refused.text
    other = files.journey(cast, by=cast.noi)
    custodian = plans.add_custodian(journey=other, label="Team", by=cast.noi)
    preparing.prepare(journey=other, person=more[1], case=case, custodian=custodian, by=cast.noi)
    filled |= {"late_reason": "She ran after the bus."}
    assert post(cast, here, "person", filled).status_code == 422
    assert not here.journey.travellers.filter(person__in=more).exists()
    Traveller.objects.filter(journey=other).delete()
    assert post(cast, here, "person", filled).status_code == 302
    page = browser(cast, cast.noi).get(reverse("journeys:journey", args=[here.journey.id])).text
    assert "Added after the departure." in page


def test_a_leg_through_a_closed_crossing_is_refused_at_its_field(cast, here):
    ubon, bridge, pakse = here.areas
    areas.reform(area=bridge, into=[], on=timezone.localdate(), by=cast.noi)
    leaves = timezone.localtime() + timedelta(days=1)
    leg = {
        "start": ubon.id,
        "end": pakse.id,
        "crossing": bridge.id,
        "custodian": here.escort.id,
        "leaves": f"{leaves:%Y-%m-%dT%H:%M}",
        "by_what": "Bus",
        "arrives": f"{leaves + timedelta(hours=3):%Y-%m-%dT%H:%M}",
    }
    refused = post(cast, here, "leg", leg)
    assert refused.status_code == 422
    assert "The crossing Chong Mek is closed then." in refused.text
    assert not Leg.objects.exists()
    assert post(cast, here, "leg", leg | {"crossing": ""}).status_code == 302


def test_a_clock_set_back_loses_no_alarm_and_one_set_forward_is_refused(cast, here):
    late = timezone.localtime() + timedelta(days=9)
    sweeps.call_alarms(now=late)
    called = Alarm.objects.count()
    assert called
    for now in (late, late - timedelta(minutes=1), late - timedelta(days=30)):
        assert not any(sweeps.call_alarms(now=now).values())
    # What was called before its hour by that clock is called again: rather twice than never.
    assert any(sweeps.call_alarms(now=late).values())
    assert not any(sweeps.call_alarms(now=late).values())
    assert Alarm.objects.count() == called
    ahead = f"{timezone.localtime() + timedelta(hours=5):%Y-%m-%dT%H:%M}"
    told = all_of(here) | {"kind": "departed", "at": ahead}
    refused = post(cast, here, "happened", told)
    assert refused.status_code == 422
    assert "look at the clock" in refused.text


def test_a_partner_that_was_merged_is_offered_no_more_and_cannot_be_forged(cast, here):
    old, new = (add_partner(kind="organisation", name=name, by=cast.noi) for name in ("Old", "New"))
    merge(partner=old, into=new, by=cast.noi)
    assert post(cast, here, "custodians", {"label": "x", "partner": old.id}).status_code == 422
    assert post(cast, here, "group", {"partner": old.id}).status_code == 422
    with pytest.raises(BadInput):
        merge(partner=new, into=old, by=cast.noi)


@pytest.mark.usefixtures("process_remembers")
def test_fifty_three_people_of_eight_nationalities_are_one_journey(cast, here):
    """pattayamail.com 490670: one hand-over of 53 people of 8 nationalities."""
    codes = ["VN", "LA", "KH", "MM", "CN", "TH", "PH", "ID"]
    crowd = [
        Person(team=cast.bangkok, code_name=f"Code {n}", made_by=cast.sokha, made_on=files.TODAY)
        for n in range(53 - len(here.people))
    ]
    Person.objects.bulk_create(crowd)
    Traveller.objects.bulk_create(
        Traveller(
            journey=here.journey, person=one, case=here.case, nationality=codes[n % len(codes)]
        )
        for n, one in enumerate(crowd)
    )
    events.record_event(
        journey=here.journey,
        kind="prepared",
        persons=crowd,
        custodian=str(here.shelter.id),
        by=cast.sokha,
    )
    few = queries(cast, here)
    here.people += crowd
    sides = {"giver": here.shelter.id, "receiver": here.escort.id}
    assert post(cast, here, "give", all_of(here) | sides).status_code == 302
    handover = next(r.event().handover for r in JourneyEvent.objects.all() if r.event().handover)
    page = browser(cast, cast.noi).get(reverse("journeys:journey", args=[here.journey.id])).text
    assert page.index("Call the giving side now") < page.index("<summary>53 people")
    assert "Dossier" not in page
    missing = all_of(here) | {"persons": [one.id for one in here.people[:51]], "count": 51}
    assert post(cast, here, "receive", missing, handover, by=cast.noi).status_code == 302
    client = browser(cast, cast.noi)
    assert client.get(reverse("journeys:board")).context["board"].red == 2
    count = client.get(reverse("journeys:count", args=[here.journey.id])).text
    names = (
        "Vietnam",
        "Laos",
        "Cambodia",
        "Myanmar",
        "China",
        "Thailand",
        "Philippines",
        "Indonesia",
    )
    assert all(name in count for name in names)
    assert all(one.code_name in count for one in here.people[51:])
    # Of whoever is on the way, what she said of it, of her home by us and by another team, whether
    # something of her cases was changed from outside, and whether what is said of her birth agrees;
    # not when she was to leave. And once somebody has left, the legs that are read for the board too.
    assert queries(cast, here) == few + 9


def queries(cast, here):
    url = reverse("journeys:journey", args=[here.journey.id])
    client = cast.client(cast.noi)
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)
