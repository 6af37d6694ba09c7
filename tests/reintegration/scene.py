"""A woman with a plan of hers, in the hours of today, and what is written in it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.reintegration.actions import contacts, goals, plans
from fanal.reintegration.actions.contacts import ContactAnswers
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.models import Plan
from tests import files
from tests.files import again
from tests.kept import kept

DAY = timedelta(days=1)
GOAL = {"words": "A shop of my own.", "as_now": "I sell for another.", "hoped": "A stall."}


@kept
def scene(cast):
    """`case`, `person`, and her `plan`, begun half a year ago."""
    from types import SimpleNamespace

    person = files.person(cast)
    case = files.case(cast, people=[person])
    here = SimpleNamespace(person=person, case=case)
    here.plan = begins(cast, person, today() - 190 * DAY)
    return here


def begins(cast, person, start, by=None, **more):
    by = by or cast.sokha
    told = {"start_kind": "returned", "domains": ["income"], "words": "", "rules": ContactRules()}
    return plans.begin(
        person=person, start=start, **cast.acting(by), **{"on": today()} | told | more
    )


def tried(cast, plan, result, on=None, way="call", hour=11, by=None, today=None, case=None, **more):
    """Somebody tried to reach her on a day. `case`: in which her answer stands as well."""
    by, on = by or cast.sokha, on or timezone.localdate()
    at = timezone.make_aware(datetime.combine(on, time(hour)))
    told = ContactAnswers(way=way, result=result, at=at, **more)
    return contacts.record_contact(
        plan=again(plan), answers=told, **cast.acting(by), today=max(on, today or on), case=case
    )


def goal(cast, plan, by=None, **more):
    by = by or cast.sokha
    return goals.add_goal(plan=plan, domain="income", texts=GOAL | more, **cast.acting(by))


today = timezone.localdate


def page_of(here, name="person", *more):
    return reverse(f"reintegration:{name}", args=[here.person.id, *more])


def plan_in(here):
    return Plan.objects.get(pk=here.plan.pk)
