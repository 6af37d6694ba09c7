"""One shelter in Bangkok with eight invented residents and one who is expected; the count of last
night by two, a restriction, a visit, and a complaint that the staff does not read."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypedDict

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.cases.queries.codes import URGENT, codes_of
from fanal.core.shelters.stays import StayAct
from fanal.journeys.queries.travellers import files_on_a_journey
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.partners.models import Area
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.shelters.actions import admission, book, complaints, meetings, nights, places, standards
from fanal.shelters.actions.stays import add_step
from fanal.shelters.models import Bed, Shelter, ShelterStay

DAY = timedelta(days=1)


class WrittenAs(TypedDict):
    by: User
    ring: Ring


RESIDENTS = 8
RULES = (
    "You may leave when you want. The night warden has the keys. "
    "A complaint goes into the box, past us."
)
# called, what she does not eat, what she needs tonight
SHOWN = (
    ("Bee", "", "A light in the corridor."),
    ("Fon", "pork", ""),
    ("Dao", "", ""),
    ("Mai", "", "Wake her gently: she is afraid of knocking."),
    ("Nok", "fish", ""),
    ("Kaew", "", "Tablets after the evening meal."),
    ("Lin", "", ""),
    ("Som", "", ""),
    ("Ploy", "", ""),
)


def play(cast: Cast, today: date) -> None:
    people = list(_people(cast))
    if not people:
        return
    shelter, beds = _shelter(cast, today)
    stays = [
        _comes(cast, people[n], beds[n], SHOWN[n], today - (40 - 4 * n) * DAY)
        for n in range(min(RESIDENTS, len(people)))
    ]
    if len(people) > RESIDENTS:
        _expected(cast, people[RESIDENTS], beds[RESIDENTS], today)
    _what_happened(cast, shelter, [stay for stay in stays if stay], today)


def _as(cast: Cast, user: User) -> WrittenAs:
    return cast.acting(user)


def _people(cast: Cast) -> Iterator[tuple[Case, Person]]:
    """Yield people of open cases of Bangkok: none in danger, away on a journey, or with a bed."""
    away, seen = files_on_a_journey().keys(), set()
    for case in (
        cases_for(cast.sokha).filter(team=cast.bangkok, closed=False).order_by("opened_on", "id")
    ):
        for link in case.concerned.order_by("id"):
            person = link.person
            if person.id in seen or person.id in away or person.merged_into_id:
                continue
            if codes_of([person.id])[person.id] not in URGENT:
                seen.add(person.id)
                yield case, person


def _shelter(cast: Cast, today: date) -> tuple[Shelter, list[Bed]]:
    answers = {"name": "Maison Jasmin", "kind": "transit", "per_staff": 6}
    area = Area.objects.filter(code="TH").first()
    lead = _as(cast, cast.noi)
    since = today - 120 * DAY
    shelter = places.open_shelter(team=cast.bangkok, area=area, answers=answers, on=since, **lead)
    places.write_rules(shelter=shelter, words=RULES, version=shelter.version, by=cast.noi)
    standards.add_check(
        shelter=shelter,
        on=today - 90 * DAY,
        checked_by="the inspection of the province",
        standard="the national minimum standards",
        left="A second way out in a fire.",
        until=today + 20 * DAY,
        version=shelter.version,
        by=cast.noi,
    )
    beds: list[Bed] = []
    for room, kind, many in (("A", "bed", 6), ("B", "bed", 4), ("B", "cot", 2)):
        beds += places.add_beds(
            shelter=shelter, room=room, kind=kind, how_many=many, by=cast.noi, on=since
        )
    places.let_in(shelter=shelter, staff=[cast.rith], **lead)
    return shelter, beds


def _comes(
    cast: Cast,
    who: tuple[Case, Person],
    bed: Bed,
    shown: tuple[str, str, str],
    on: date,
    due: date | None = None,
) -> ShelterStay | None:
    case, person = who
    child = consent_ages([person.id], on)[person.id].as_child
    asked = admission.BedAsked(
        "given",
        "Lao",
        given_by="legal_guardian" if child else "herself",
        assent=True if child else None,
        due=due,
        on=on,
    )
    called, diet, tonight = shown
    return admission.admit(
        case=case,
        person=person,
        bed=bed,
        asked=asked,
        **cast.acting(cast.sokha),
        shown={"called": called, "diet": diet, "tonight": tonight},
    )


def _expected(cast: Cast, who: tuple[Case, Person], bed: Bed, today: date) -> None:
    _comes(cast, who, bed, SHOWN[RESIDENTS], today, due=today + 2 * DAY)


def _what_happened(cast: Cast, shelter: Shelter, stays: list[ShelterStay], today: date) -> None:
    staff, lead = _as(cast, cast.rith), _as(cast, cast.noi)
    if len(stays) > 1:
        words = "With her aunt until Sunday; the number is in the case."
        sunday = today + (6 - today.weekday()) * DAY
        add_step(
            stay=stays[1],
            act=StayAct.GO_AWAY,
            on=today,
            back_by=sunday,
            words=words,
            **staff,
        )
    seen = {stay.id: "away" if stay in stays[1:2] else "seen" for stay in stays}
    for counter in (staff, lead):
        nights.count(shelter=shelter, answers=seen, evening=today - DAY, **counter)
    book.restrict(
        stay=stays[0],
        kind="phone",
        why="The man who sold her calls that number.",
        hers="I want to call my mother from the office telephone.",
        on=today - 5 * DAY,
        **lead,
    )
    book.add_incident(
        shelter=shelter,
        kind="stranger",
        on=today - 2 * DAY,
        **staff,
        what="A man asked at the gate for a girl from the north.",
        done="Nothing was said to him. The lead was called.",
    )
    _meets(shelter, cast, today)
    book.keep(stay=stays[0], what="A passport and 2,000 baht in an envelope.", **staff)
    book.serve(shelter=shelter, served={stay.id: (3, 0) for stay in stays}, by=cast.rith, on=today)
    complaints.complain(
        shelter=shelter, words="The door of the bathroom does not lock.", by=cast.sokha
    )


def _meets(shelter: Shelter, cast: Cast, today: date) -> None:
    """Hold a meeting nine days ago: the next one is due, and one answer is owed."""
    meetings.hold_meeting(
        shelter=shelter,
        on=today - 9 * DAY,
        led_by=cast.rith,
        came=5,
        asked="Rice in the evening as at home. A lock for the bathroom.",
        promised="Somebody looks at the lock.",
        due=today - 2 * DAY,
        **_as(cast, cast.rith),
    )
