"""A group return: seven people of two cases, from our shelter to an escort, over a bridge."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from fanal.journeys.actions import handovers, plans, preparing
from fanal.partners.actions import areas, findings
from fanal.partners.actions.partners import add_partner
from tests import files
from tests.kept import kept


@kept
def scene(cast, n=7):
    by = cast.sokha
    thailand = areas.add_area(code="TH", name="Thailand", kind="country", by=by)
    ubon = areas.add_area(
        code="TH-34",
        name="Ubon",
        kind="province",
        within=thailand,
        latitude=15.2,
        longitude=104.9,
        by=by,
    )
    pakse = areas.add_area(
        code="LA-CH", name="Pakse", kind="province", latitude=15.1, longitude=105.8, by=by
    )
    bridge = areas.add_area(
        code="CHONG-MEK",
        name="Chong Mek",
        kind="crossing",
        within=ubon,
        latitude=15.1,
        longitude=105.4,
        by=by,
    )
    people = [files.person(cast, names=[f"Person {k}"]) for k in range(n)]
    case = files.case(cast, people=people)
    journey = files.journey(cast, by=by)
    custodian = {
        name: plans.add_custodian(journey=journey, label=name, team=cast.bangkok, by=by)
        for name in ("Shelter team", "Escort", "Transit centre")
    }
    here = SimpleNamespace(
        by=by,
        other=cast.noi,
        areas=(ubon, bridge, pakse),
        people=people,
        case=case,
        journey=journey,
        shelter=custodian["Shelter team"],
        escort=custodian["Escort"],
        centre=custodian["Transit centre"],
    )
    seen_at = timezone.now() - timedelta(days=2)
    for person in people:
        preparing.prepare(
            journey=journey,
            person=person,
            case=case,
            custodian=here.shelter,
            nationality="LA",
            at=seen_at,
            by=by,
        )
        wants_to_go(cast, case, person)
    return here


def wants_to_go(cast, case, person, answer="given", purpose="return", **more):
    """What was said of going back, to us: by herself, unless `more` says who answered."""
    return record_consent(
        case=case,
        person=person,
        purpose=purpose,
        answer=answer,
        **cast.acting(cast.sokha),
        **{"on": files.TODAY} | more,
    )


def hand_over(here, giver, receiver, given, received, by=None, **more):
    row = handovers.give(
        journey=here.journey,
        giver=giver,
        receiver=receiver,
        persons=given,
        count=len(given),
        by=here.by,
        **more,
    )
    handover = row.event().handover
    if received:
        handovers.receive(
            journey=here.journey,
            handover=handover,
            custodian=receiver,
            persons=received,
            count=len(received),
            said_by="Ms Kham",
            channel="telephone",
            code_word="right",
            by=by or here.other,
        )
    return handover


def trusted(cast, name):
    """A partner whom two people found fit for everything, everywhere."""
    found = add_partner(kind="organisation", name=name, by=cast.noi)
    finding = findings.record_finding(
        about=found, level="trusted", reliability="A", credibility="1", by=cast.noi
    )
    findings.confirm(finding=finding, by=cast.claire)
    return found


def agreed(cast, here, partner):
    """Everybody who travels says yes to this partner."""
    for person in here.people:
        record_consent(
            case=here.case,
            person=person,
            purpose="return",
            answer="given",
            partner=partner.id,
            **cast.acting(cast.sokha),
            on=files.TODAY,
        )


def leg_told(start, end, custodian, leaves, **more):
    """What the form of a leg sends: four hours."""
    hours = {"leaves": leaves, "arrives": leaves + timedelta(hours=4)}
    moments = {name: f"{timezone.localtime(one):%Y-%m-%dT%H:%M}" for name, one in hours.items()}
    return {"start": start.id, "end": end.id, "custodian": custodian.id} | moments | more
