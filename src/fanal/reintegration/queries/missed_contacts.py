"""Who missed two agreed contacts since she was said to be safe: on the pages of her cases that word
is then older than what we know (core/reintegration/waves.py)."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import QuerySet

from fanal.cases.models import CasePerson
from fanal.cases.queries.story import StoryQuery, Unsettling
from fanal.core.reintegration.lost import left_alone
from fanal.core.reintegration.waves import missed_twice_on
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import say
from fanal.fetched_together import RowsAsked, rows_read
from fanal.reintegration import access
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.facts import facts_of_each

PLANS = "plans that run"
MISSED_TWICE = say("two agreed contacts were missed, and nobody has heard from her")


def plans_ahead(query: StoryQuery, opens: frozenset[UUID]) -> RowsAsked:
    """Return what the first screen of a case reads of them."""
    return {PLANS: _in(opens)} if NARRATIVE in query.rights.opens else {}


def missed_since(query: StoryQuery) -> Iterator[Unsettling]:
    """Yield each person whom nobody reached at two contacts, one after the other."""
    if NARRATIVE not in query.rights.opens:
        return
    if not rows_read(query.read, PLANS, lambda: _in([query.case.id])):
        return
    plans = access.plans_of(query.people)
    facts = facts_of_each(plans.values())
    for person, plan in plans.items():
        missed = missed_twice_on(facts[plan.id], query.today)
        if missed and not left_alone(facts[plan.id]):
            yield Unsettling(person, missed, MISSED_TWICE)


def _in(cases: Collection[UUID]) -> QuerySet[Plan]:
    links = CasePerson.objects.filter(case__in=cases).exclude(of_family=True).order_by()
    return Plan.objects.filter(person__in=links.values("person"), ended_on=None).order_by()
