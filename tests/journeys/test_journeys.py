"""A group return on the server: what turns red, who is called, and what each page says."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import cases as cases_actions
from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput
from fanal.core.journeys.board import Colour
from fanal.journeys.actions import certificates, events, handovers, legs, plans, preparing
from fanal.journeys.models import Alarm, Certificate, JourneyEvent
from fanal.journeys.queries.tonight import board
from tests import files
from tests.files import browser
from tests.journeys.scene import hand_over, scene
from tests.shares import strangers


@pytest.fixture
def here(cast):
    return scene(cast)


def red(user):
    found = board(user, timezone.localtime())
    return {line.code for line in found.lines if line.row.colour is Colour.RED}


def test_two_not_confirmed_turn_the_board_red_and_a_late_confirmation_mends_it(cast, here):
    assert red(cast.sokha) == set()
    handover = hand_over(here, here.shelter, here.escort, here.people, here.people[:5])
    assert red(cast.sokha) == {person.code_name for person in here.people[5:]}
    here.case.refresh_from_db()
    assert here.case.on_the_way
    handovers.receive(
        journey=here.journey,
        handover=handover,
        custodian=here.escort,
        persons=here.people[5:],
        count=2,
        by=cast.noi,
    )
    assert red(cast.sokha) == set()
    here.case.refresh_from_db()
    assert not here.case.on_the_way


def test_the_page_of_a_journey_says_once_what_holds_for_several(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people[:5])
    page = browser(cast, cast.sokha).get(reverse("journeys:journey", args=[here.journey.id]))
    table = page.text.split("table--cards")[1].split("<tbody>")[1].split("</tbody>")[0]
    missing, confirmed = table.split("</tr>")[:2]
    assert table.count("<tr>") == 2
    assert all(person.code_name in missing for person in here.people[5:])
    assert all(person.code_name in confirmed for person in here.people[:5])


def test_the_director_sees_all_boards_and_another_team_none(cast, here):
    assert len(board(cast.claire, timezone.localtime()).lines) == 7
    assert board(cast.linh, timezone.localtime()).lines == []


def receive(here, handover, **more):
    given = {
        "journey": here.journey,
        "handover": handover,
        "custodian": here.escort,
        "persons": here.people,
        "count": len(here.people),
        "by": here.other,
    }
    return handovers.receive(**(given | more))


def test_the_wrong_side_and_a_second_confirmation_are_refused(cast, here):
    handover = hand_over(here, here.shelter, here.escort, here.people, [])
    for field, wrong in (
        ("custodian", {"custodian": here.centre}),
        ("handover", {"handover": str(uuid4())}),
        ("at", {"at": timezone.now() + timedelta(hours=2)}),
    ):
        with pytest.raises(BadInput) as refused:
            receive(here, **({"handover": handover} | wrong))
        assert refused.value.where == field
    receive(here, handover)
    with pytest.raises(BadInput) as refused:
        receive(here, handover)
    assert refused.value.where == "persons"


def test_a_count_that_differs_is_refused_to_the_giver_and_kept_from_the_receiver(cast, here):
    with pytest.raises(BadInput) as refused:
        handovers.give(
            journey=here.journey,
            giver=here.shelter,
            receiver=here.escort,
            persons=here.people,
            count=6,
            by=cast.sokha,
        )
    assert refused.value.where == "count"
    handover = hand_over(here, here.shelter, here.escort, here.people, [])
    receive(here, handover, count=6)
    assert red(cast.sokha) == {person.code_name for person in here.people}


def test_an_event_told_twice_is_written_once(cast, here):
    again = uuid4()
    for _ in range(2):
        events.record_event(
            journey=here.journey,
            kind="departed",
            persons=here.people,
            by=cast.sokha,
            happened=True,
            id=again,
        )
    assert JourneyEvent.objects.filter(id=again).count() == 1


def test_after_the_departure_nobody_is_added_without_a_reason(cast, here):
    from tests import files

    events.record_event(
        journey=here.journey, kind="departed", persons=here.people, by=cast.sokha, happened=True
    )
    late = files.person(cast, names=["Late"])
    cases_actions.add_person(case=here.case, person=late, by=cast.sokha)
    given = {"journey": here.journey, "person": late, "case": here.case, "custodian": here.shelter}
    with pytest.raises(BadInput):
        preparing.prepare(**given, by=cast.sokha)
    preparing.prepare(**given, late_reason="Her papers came today.", by=cast.sokha)
    with pytest.raises(BadInput):
        preparing.prepare(**given, late_reason="Again.", by=cast.sokha)


def test_nobody_is_on_two_journeys_at_once(cast, here):
    other = files.journey(cast, "court", by=cast.noi)
    custodian = plans.add_custodian(journey=other, label="Escort", team=cast.bangkok, by=cast.noi)
    with pytest.raises(BadInput):
        preparing.prepare(
            journey=other, person=here.people[0], case=here.case, custodian=custodian, by=cast.noi
        )


def test_a_leg_through_a_closed_crossing_is_refused(cast, here):
    ubon, bridge, pakse = here.areas
    leaves = timezone.now() + timedelta(days=1)
    given = {
        "journey": here.journey,
        "start": ubon,
        "end": pakse,
        "crossing": bridge,
        "custodian": here.escort,
        "leaves": leaves,
        "arrives": leaves + timedelta(hours=3),
        "by": cast.sokha,
    }
    bridge.valid_until = timezone.localdate()
    bridge.save()
    with pytest.raises(BadInput) as refused:
        legs.add_leg(**given)
    assert refused.value.where == "crossing"
    bridge.valid_until = None
    bridge.save()
    legs.add_leg(**given)
    with pytest.raises(BadInput):
        legs.add_leg(**given)


def test_a_missed_sign_of_life_climbs_the_ladder_once(cast, here):
    now = timezone.localtime() + timedelta(days=6)
    done = sweep(now)
    assert done["alarms"] == 3
    assert Alarm.objects.count() == 21
    assert {message.to[0] for message in mail.outbox} == {
        cast.sokha.email,
        cast.noi.email,
        cast.claire.email,
    }
    assert not any("Person" in message.body or "Blue" in message.body for message in mail.outbox)
    again = sweep(now + timedelta(hours=3))
    assert (again["alarms"], again["mails"]) == (0, 0)
    assert Alarm.objects.count() == 21


def test_a_certificate_is_kept_with_its_fingerprint_and_reissued_by_its_code(cast, here):
    ring = cast.ring(cast.sokha)
    kept = certificates.keep_certificate(
        case=here.case,
        person=here.people[0],
        title="Recognition, Songkhla court",
        name="paper.pdf",
        content=b"%PDF-1.4\n%%EOF\n",
        by=cast.sokha,
        ring=ring,
    )
    client = cast.client(cast.sokha, headers={"accept-language": "en"})
    page = client.post(reverse("journeys:certificate", args=[kept.id]), follow=True)
    for shown in (kept.fingerprint, kept.code, "Recognition, Songkhla court"):
        assert shown in page.text
    assert Certificate.objects.get().reissued == 1


def test_the_pages_lead_from_red_to_mended(cast, here):
    client = cast.client(cast.sokha, headers={"accept-language": "en"})
    give = client.post(
        reverse("journeys:give", args=[here.journey.id]),
        {
            "giver": here.shelter.id,
            "receiver": here.escort.id,
            "persons": [person.id for person in here.people],
            "count": 7,
        },
    )
    assert give.status_code == 302
    journey = reverse("journeys:journey", args=[here.journey.id])
    page = client.get(journey)
    assert "Handed over; it is not certain that she arrived" in page.text
    assert "Call the giving side now" in page.text
    handover = next(r.event().handover for r in JourneyEvent.objects.all() if r.event().handover)
    receive = reverse("journeys:receive", args=[here.journey.id, handover])
    five = {"persons": [person.id for person in here.people[:5]], "count": 5}
    noi = cast.client(cast.noi, headers={"accept-language": "en"})
    assert noi.post(receive, five | {"count": ""}).status_code == 422
    assert noi.post(receive, five).status_code == 302
    shown = client.get(reverse("journeys:board"))
    assert shown.context["board"].red == 2
    assert "Act now" in shown.text
    assert "Person 0" not in shown.text
    count = client.get(reverse("journeys:count", args=[here.journey.id])).text
    assert here.people[6].code_name in count
    for name in ("sign", "happened", "custodians", "leg", "person", "end"):
        assert client.get(reverse(f"journeys:{name}", args=[here.journey.id])).status_code == 200
    go = reverse("journeys:go", args=[here.journey.id])
    assert client.post(go, {"item": "she_agrees", "yes": "yes"}).status_code == 302
    told = {"persons": [here.people[0].id], "sign": "seen"}
    assert client.post(reverse("journeys:sign", args=[here.journey.id]), told).status_code == 302


def test_the_map_is_drawn_here_and_asks_nobody(cast, here):
    ubon, bridge, pakse = here.areas
    leaves = timezone.now() + timedelta(days=1)
    legs.add_leg(
        journey=here.journey,
        start=ubon,
        end=pakse,
        crossing=bridge,
        custodian=here.escort,
        leaves=leaves,
        arrives=leaves + timedelta(hours=3),
        by=cast.sokha,
    )
    answer = cast.client(cast.sokha, headers={"accept-language": "en"}).get(
        reverse("journeys:map", args=[here.journey.id])
    )
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "Chong Mek" in answer.text
    assert "http" not in answer.text.replace("http://www.w3.org/", "")


@pytest.mark.parametrize(
    "who",
    strangers(["linh", "mai", "duc", "anan", "vera"], "whoever has no part in it finds nothing"),
)
def test_whoever_has_no_part_in_it_finds_nothing(cast, here, who):
    client = cast.client(getattr(cast, who), headers={"accept-language": "en"})
    for name in (
        "journey",
        "map",
        "give",
        "sign",
        "happened",
        "count",
        "custodians",
        "leg",
        "person",
    ):
        address = reverse(f"journeys:{name}", args=[here.journey.id])
        assert client.get(address).status_code == 404


def test_the_director_reads_and_does_not_write(cast, here):
    client = cast.client(cast.claire, headers={"accept-language": "en"})
    assert client.get(reverse("journeys:journey", args=[here.journey.id])).status_code == 200
    assert client.get(reverse("journeys:give", args=[here.journey.id])).status_code == 404


def test_the_board_takes_a_constant_number_of_queries(cast, here):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            board(cast.noi, timezone.localtime())
        return len(queries)

    counted()  # the grants of an account are read once for it
    hand_over(here, here.shelter, here.escort, here.people[:1], here.people[:1])
    before = counted()
    hand_over(here, here.shelter, here.escort, here.people[1:], here.people[1:3])
    scene_two = files.journey(cast, "escort", by=cast.noi)
    plans.add_custodian(journey=scene_two, label="X", by=cast.noi)
    # Nobody waits any more: when they were to leave, and what their cases say of a last sign, is not
    # asked.
    assert counted() == before - 2


def test_nothing_that_happened_is_chosen_before_anybody_said_it(cast, here):
    client = cast.client(cast.sokha, headers={"accept-language": "en"})
    names = ("sign", "happened", "paper")
    addresses = [reverse(f"journeys:{name}", args=[here.journey.id]) for name in names]
    addresses.append(reverse("journeys:new"))
    for address, field in zip(addresses, ("sign", "kind", "kind", "kind"), strict=True):
        assert client.get(address).context["form"].fields[field].choices[0][0] == ""
        answer = client.post(address, {"persons": [here.people[0].id], field: ""})
        assert answer.status_code == 422


def test_whoever_plans_a_journey_leads_it_unless_she_names_another(cast):
    page = cast.client(cast.sokha).get(reverse("journeys:new"))
    assert page.context["form"]["lead"].value() == cast.sokha.pk


def test_of_a_journey_without_people_nothing_can_be_said_yet(cast):
    empty = scene(cast, n=0).journey
    client = cast.client(cast.sokha, headers={"accept-language": "en"})

    def led_to():
        page = client.get(reverse("journeys:journey", args=[empty.id])).text
        names = ("custodians", "person", "leg", "give", "sign", "happened", "paper")
        return [name for name in names if f"{reverse(f'journeys:{name}', args=[empty.id])}" in page]

    assert led_to() == ["custodians", "person", "leg"]
    empty.custodians.all().delete()
    assert led_to() == ["custodians"]
