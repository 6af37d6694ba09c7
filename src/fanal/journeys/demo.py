"""A group return, played as if it were tonight, with people of an operation of this month.

Eight leave, eight cross the bridge, and the transit centre confirms six: two were given and
nobody says that they were received. The board is red, and says what to do.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from fanal.cases.demo.returning import returning
from fanal.cases.models import Case
from fanal.core.journeys.planning import DERIVED, GoNoGoItem
from fanal.journeys.actions.events import record_event, sign_of_life
from fanal.journeys.actions.handovers import give, receive
from fanal.journeys.actions.legs import add_leg
from fanal.journeys.actions.plans import (
    add_custodian,
    add_paper,
    answer_item,
    plan_journey,
    write_plan,
)
from fanal.journeys.actions.preparing import prepare
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.keys.demo import Cast
from fanal.partners.models import Area, Partner
from fanal.people.models import Person

type Custodians = tuple[JourneyCustodian, ...]

RULES = (
    "Call the escort every three hours, from the office's second telephone.\n"
    "Nobody writes where they are. If a call is missed twice, call the transit centre.\n"
    "If one is not there at the count: nobody leaves, and the lead is called at once."
)


def play(cast: Cast, today: date) -> None:
    now = timezone.localtime()
    journey = plan_journey(
        kind="return",
        team=cast.bangkok,
        lead=cast.sokha,
        starts_on=today,
        every_hours=3,
        by=cast.noi,
    )
    data = {"team": "Sokha, Noi.", "rules": RULES, "code_word": "Green mango"}
    write_plan(journey=journey, part="contact", **cast.acting(cast.noi), data=data)
    custodians = play_custodians(cast, journey)
    areas = {area.code: area for area in Area.objects.all()}
    play_plan(cast, journey, areas, custodians, now)
    people = play_travellers(cast, journey, custodians, now)
    play_way(cast, journey, people, custodians, now)
    play_earlier_return(cast, now)
    in_court = today + timedelta(days=12)
    plan_journey(
        kind="court", team=cast.bangkok, lead=cast.sokha, starts_on=in_court, by=cast.sokha
    )


def play_travellers(
    cast: Cast, journey: Journey, custodians: Custodians, now: datetime
) -> list[Person]:
    shelter, escort, _centre = custodians
    cases = returning()[4:]
    people = [case.people.get() for case in cases]
    for case, person in zip(cases, people, strict=True):
        traveller = prepare(
            journey=journey,
            person=person,
            case=case,
            custodian=shelter,
            nationality="LA",
            at=now - timedelta(days=3),
            by=cast.sokha,
        )
        add_paper(traveller=traveller, kind="travel_document", held_by=escort, by=cast.sokha)
    return people


def play_custodians(cast: Cast, journey: Journey) -> Custodians:
    centre = partner_of("Lotus Transit Centre")
    return (
        add_custodian(
            journey=journey,
            label="Shelter team, Bangkok",
            team=cast.bangkok,
            phone="+66 00 000 0001",
            by=cast.noi,
        ),
        add_custodian(
            journey=journey,
            label="Escort: Sokha and Noi",
            colleagues=[cast.sokha, cast.noi],
            does="escort",
            phone="+66 00 000 0002",
            by=cast.noi,
        ),
        add_custodian(
            journey=journey,
            label="Lotus Transit Centre",
            partner=centre,
            area=Area.objects.get(code="LA-VT"),
            phone="+856 00 000 003",
            by=cast.noi,
        ),
    )


def partner_of(name: str) -> Partner:
    return next(partner for partner in Partner.objects.all() if partner.name == name)


def play_plan(
    cast: Cast, journey: Journey, areas: dict[str, Area], custodians: Custodians, now: datetime
) -> None:
    _shelter, escort, centre = custodians
    kolok, nong_khai, vientiane = areas["TH-96-SK"], areas["TH-43-NK"], areas["LA-VT"]
    leaves = now - timedelta(hours=20)
    add_leg(
        journey=journey,
        start=kolok,
        end=nong_khai,
        custodian=escort,
        leaves=leaves,
        arrives=leaves + timedelta(hours=15),
        by_what="Two vans",
        by=cast.noi,
    )
    add_leg(
        journey=journey,
        start=nong_khai,
        end=vientiane,
        crossing=areas["TH-LA-1"],
        custodian=centre,
        leaves=leaves + timedelta(hours=16),
        arrives=leaves + timedelta(hours=19),
        by_what="Bus of the centre",
        by=cast.noi,
    )
    for item in set(GoNoGoItem) - set(DERIVED):
        answer_item(journey=journey, item=item, yes=True, by=cast.noi)


def play_way(
    cast: Cast, journey: Journey, people: list[Person], custodians: Custodians, now: datetime
) -> None:
    shelter, escort, centre = custodians

    def ago(hours: float) -> datetime:
        return now - timedelta(hours=hours)

    first = _given_to_the_second(cast, journey, people, (shelter, escort), ago(20.5))
    receive(
        journey=journey,
        handover=first,
        custodian=escort,
        persons=people,
        count=len(people),
        at=ago(20.4),
        by=cast.noi,
    )
    record_event(journey=journey, kind="departed", persons=people, at=ago(20), by=cast.sokha)
    record_event(journey=journey, kind="crossed", persons=people, at=ago(3), by=cast.sokha)
    last = _given_to_the_second(cast, journey, people, (escort, centre), ago(1.5))
    receive(
        journey=journey,
        handover=last,
        custodian=centre,
        persons=people[:6],
        count=6,
        said_by="Ms Khamla, who runs the house",
        channel="telephone",
        code_word="right",
        at=ago(1.2),
        by=cast.claire,
    )


def _given_to_the_second(
    cast: Cast, journey: Journey, people: list[Person], custodians: Custodians, at: datetime
) -> str:
    """Give all of them from the first custodian to the second; return the hand-over
    that it begins."""
    giver, receiver = custodians
    row = give(
        journey=journey,
        giver=giver,
        receiver=receiver,
        persons=people,
        count=len(people),
        at=at,
        by=cast.sokha,
    )
    return row.event().handover


def play_earlier_return(cast: Cast, now: datetime) -> None:
    """Play the return of four who went home three weeks ago: one was seen on day 7, of one there is
    only hearsay."""
    back = now - timedelta(days=20)
    journey = plan_journey(
        kind="return",
        team=cast.bangkok,
        lead=cast.noi,
        starts_on=(now - timedelta(days=21)).date(),
        by=cast.noi,
    )
    desk = partner_of("Union desk of Champasak")
    team = add_custodian(
        journey=journey, label="Escort: Noi", colleagues=[cast.noi], does="escort", by=cast.noi
    )
    home = add_custodian(
        journey=journey,
        label="Union desk of Champasak",
        partner=desk,
        area=Area.objects.get(code="LA-CH"),
        by=cast.noi,
    )
    people = [_going_home(cast, journey, case, (team, desk), back) for case in returning()[:4]]
    play_home_coming(cast, journey, people, (team, home), back)


def _going_home(
    cast: Cast, journey: Journey, case: Case, ways: tuple[JourneyCustodian, Partner], back: datetime
) -> Person:
    """Return somebody who agreed to it, and is with our escort on the way to the desk."""
    (team, desk), person = ways, case.people.get()
    record_consent(
        case=case,
        person=person,
        purpose="return",
        answer="given",
        partner=desk.id,
        **cast.acting(cast.sokha),
        on=(back - timedelta(days=6)).date(),
    )
    prepare(
        journey=journey,
        person=person,
        case=case,
        custodian=team,
        nationality="LA",
        at=back - timedelta(days=4),
        by=cast.noi,
    )
    return person


def play_home_coming(
    cast: Cast, journey: Journey, people: list[Person], custodians: Custodians, back: datetime
) -> None:
    team, home = custodians
    row = give(
        journey=journey,
        giver=team,
        receiver=home,
        persons=people,
        count=len(people),
        at=back - timedelta(hours=2),
        by=cast.noi,
    )
    receive(
        journey=journey,
        handover=row.event().handover,
        custodian=home,
        persons=people,
        count=len(people),
        said_by="The secretary of the desk",
        channel="telephone",
        code_word="right",
        at=back - timedelta(hours=1),
        by=cast.sokha,
    )
    record_event(journey=journey, kind="returned", persons=people, at=back, by=cast.noi)
    for n, sign in enumerate(("seen", "spoken_to_with_code_word", "said_by_third_person")):
        sign_of_life(
            journey=journey,
            persons=[people[n]],
            sign=sign,
            at=back + timedelta(days=7),
            by=cast.noi,
        )
