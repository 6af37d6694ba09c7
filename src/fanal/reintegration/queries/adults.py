"""Plans of people who turn 18 while they run: what is asked of her anew, and from which day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from fanal.core.reintegration.adult import AgreedOn, AskedAnew, asked_anew, becomes_adult_on
from fanal.people.consent_ages import consent_ages
from fanal.reintegration.models import Plan


def agreed_on(plan: Plan) -> AgreedOn:
    days = {name: plan.coded.get(name) for name in ("as_adult", "rules_on")}
    as_adult, rules = (date.fromisoformat(day) if day else None for day in days.values())
    return AgreedOn(plan.made_on, as_adult, rules)


def anew_of_each(plans: Collection[Plan], today: date) -> dict[UUID, AskedAnew]:
    """Return by id those of these plans in which something is asked anew; in one query."""
    ages = consent_ages({plan.person_id for plan in plans}, today)
    by_plan = {
        plan.id: asked_anew(agreed_on(plan), ages[plan.person_id].adult_since, today)
        for plan in plans
    }
    return {id: anew for id, anew in by_plan.items() if anew is not None}


def adult_on_each(plans: Collection[Plan], today: date) -> dict[UUID, date]:
    """Return by id the day on which something will be asked anew, of those in which it is still to
    come; in one query."""
    ages = consent_ages({plan.person_id for plan in plans}, today)
    days = {
        plan.id: becomes_adult_on(agreed_on(plan), ages[plan.person_id].adult_since, today)
        for plan in plans
    }
    return {id: day for id, day in days.items() if day is not None}


def anew_of(plan: Plan, today: date) -> AskedAnew | None:
    return anew_of_each([plan], today).get(plan.id)


def adult_on(plan: Plan, today: date) -> date | None:
    """Return the day on which she will be an adult for sure, where something is asked anew then."""
    return adult_on_each([plan], today).get(plan.id)
