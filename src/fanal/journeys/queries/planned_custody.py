"""What stands against whoever is planned for a journey, before anybody leaves with them."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from fanal.accounts.models import User
from fanal.core.journeys.custody import Custodian, CustodyReason, CustodyTrouble, When
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.journeys.queries.custodians import fetched_on
from fanal.journeys.queries.custody import CustodyFacts


def planned_troubles(
    journey: Journey,
    custodians: Iterable[JourneyCustodian],
    now: datetime,
    *,
    seen_by: User | None = None,
    persons: Iterable[str] = (),
    without: Collection[CustodyReason] = (),
) -> list[CustodyTrouble]:
    """Return what stands against each of `custodians` taking over these persons, or whoever is on
    the journey, and what two people have not decided on; `without` these reasons."""
    asked, wanted = CustodyFacts([journey], now, seen_by), set(persons)
    troubles = (
        trouble
        for custodian in custodians
        for trouble in _of_all(asked, journey, asked.file.custodians[str(custodian.id)], wanted)
    )
    return [
        trouble for trouble in troubles if not trouble.decided and trouble.reason not in without
    ]


def planned_by_custodian(
    journey: Journey, now: datetime, seen_by: User | None
) -> dict[str, list[CustodyTrouble]]:
    """Return what stands against each custodian, for anybody on the journey, each sentence once."""
    asked, fetched = CustodyFacts([journey], now, seen_by), fetched_on(journey)
    by_custodian: dict[str, list[CustodyTrouble]] = {}
    for key, custodian in asked.file.custodians.items():
        each = _of_all(asked, journey, custodian) if key not in fetched else []
        by_custodian[key] = list(
            {(trouble.sentence, trouble.decided): trouble for trouble in each}.values()
        )
    return by_custodian


def of_whole_journey(asked: CustodyFacts, journey: Journey) -> dict[str, list[CustodyTrouble]]:
    """Return what stands against each who comes after on this journey, for anybody who is on it."""
    file = asked.file
    later = [leg.custodian for leg in file.legs.get(journey.id, ())]
    ahead = dict.fromkeys([*file.planned.get(journey.id, ()), *later])
    fetched = fetched_on(journey)
    return {
        custodian: _of_all(asked, journey, file.custodians[custodian])
        for custodian in ahead
        if custodian in file.custodians and custodian not in fetched
    }


def _of_all(
    asked: CustodyFacts, journey: Journey, custodian: Custodian, wanted: Collection[str] = ()
) -> list[CustodyTrouble]:
    travel = [
        person
        for of_journey, person in asked.file.travellers
        if of_journey == journey.id and (not wanted or person in wanted)
    ]
    troubles = (
        replace(trouble, when=When.PLANNED)
        for person in (travel or [""])
        for trouble in asked.of(journey.id, person, custodian)
    )
    return list(dict.fromkeys(troubles))
