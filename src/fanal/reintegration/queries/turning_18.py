"""Plans of people who turn 18 while they run: what is asked of her anew, and from which day."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from fanal.core.reintegration.turning_18 import AgreedOn, AskedAnew, asked_anew, becomes_adult_on
from fanal.database.stored_values import day_of
from fanal.people.consent_ages import consent_ages
from fanal.reintegration.models import Plan


def agreed_on(plan: Plan) -> AgreedOn:
    as_adult, rules = (day_of(plan.coded.get(name)) for name in ("as_adult", "rules_on"))
    return AgreedOn(plan.made_on, as_adult, rules)


class TurnsAdult(NamedTuple):
    """What is asked anew of her, by plan, and from which day it will be where that is to come."""

    anew: dict[UUID, AskedAnew]
    adult_on: dict[UUID, date]


def turning_adult(plans: Collection[Plan], today: date) -> TurnsAdult:
    """Return both of these plans, with what is known of all their ages read once."""
    ages = consent_ages({plan.person_id for plan in plans}, today)
    found = TurnsAdult({}, {})
    for plan in plans:
        agreed, since = agreed_on(plan), ages[plan.person_id].adult_since
        if (anew := asked_anew(agreed, since, today)) is not None:
            found.anew[plan.id] = anew
        if (day := becomes_adult_on(agreed, since, today)) is not None:
            found.adult_on[plan.id] = day
    return found


def anew_of(plan: Plan, today: date) -> AskedAnew | None:
    return turning_adult([plan], today).anew.get(plan.id)


def adult_on(plan: Plan, today: date) -> date | None:
    """Return the day on which she will be an adult for sure, where something is asked anew then."""
    return turning_adult([plan], today).adult_on.get(plan.id)
