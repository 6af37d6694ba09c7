"""A group return: seven people of two cases, from our shelter to an escort, over a bridge."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from fanal.journeys import actions
from fanal.partners import actions as partners
from tests import files


def scene(cast, n=7):
    by = cast.sokha
    thailand = partners.add_area(code="TH", name="Thailand", kind="country", by=by)
    ubon = partners.add_area(
        code="TH-34", name="Ubon", kind="province", within=thailand, latitude=15.2,
        longitude=104.9, by=by,
    )  # fmt: skip
    pakse = partners.add_area(
        code="LA-CH", name="Pakse", kind="province", latitude=15.1, longitude=105.8, by=by
    )
    bridge = partners.add_area(
        code="CHONG-MEK", name="Chong Mek", kind="crossing", within=ubon, latitude=15.1,
        longitude=105.4, by=by,
    )  # fmt: skip
    people = [files.person(cast, names=[f"Person {k}"]) for k in range(n)]
    case = files.case(cast, people=people)
    journey = actions.plan_journey(
        kind="return", team=cast.bangkok, lead=by, starts_on=timezone.localdate(), by=by
    )
    hands = {
        name: actions.add_hands(journey=journey, label=name, by=by)
        for name in ("Shelter team", "Escort", "Transit centre")
    }
    here = SimpleNamespace(
        by=by, areas=(ubon, bridge, pakse), people=people, case=case, journey=journey,
        shelter=hands["Shelter team"], escort=hands["Escort"], centre=hands["Transit centre"],
    )  # fmt: skip
    for person in people:
        actions.prepare(
            journey=journey, person=person, case=case, hands=here.shelter, nationality="LA",
            at=timezone.now() - timedelta(days=2), by=by,
        )  # fmt: skip
    return here


def hand_over(here, giver, receiver, given, received):
    row = actions.give(
        journey=here.journey, giver=giver, receiver=receiver, persons=given, count=len(given),
        by=here.by,
    )  # fmt: skip
    handover = row.event().handover
    if received:
        actions.receive(
            journey=here.journey, handover=handover, hands=receiver, persons=received,
            count=len(received), by=here.by,
        )  # fmt: skip
    return handover
