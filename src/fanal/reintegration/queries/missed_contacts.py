"""Who missed two agreed contacts since she was said to be safe: on the pages of her cases that word
is then older than what we know (core/reintegration/contact_waves.py)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from fanal.cases.models import CasePerson
from fanal.cases.queries.states_version import stored_version
from fanal.cases.queries.story import StoryQuery, Unsettling
from fanal.core.reintegration.contact_waves import begun_before, missed_twice_on
from fanal.core.reintegration.lost_to_follow_up import left_alone
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import say
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.database.kept_questions import Kept
from fanal.database.sql import db_value, rows, these
from fanal.people.queries import last_of, merged_of
from fanal.processes.process_cache import ProcessCache
from fanal.reintegration import access
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.facts import facts_of_each

PLANS = "plans that run"
MISSED_TWICE = say("two agreed contacts were missed, and nobody has heard from her")

# How many plans may say so, with what changes as often as a contact is written.
ROWS = """SELECT (SELECT COUNT(*) FROM reintegration_plan WHERE ended_on IS NULL AND start < %s),
    (SELECT COUNT(*) FROM reintegration_planrecord)"""
_kept = ProcessCache[None, dict[UUID, Unsettling]]()


def plans_ahead(query: StoryQuery, opens: frozenset[UUID]) -> RowsAsked:
    """Return what the first screen of a case reads of them."""
    asked = {PLANS: RowsOf(Plan, lambda: IN_CASES.asked(these(opens)))}
    return asked if NARRATIVE in query.rights.opens else {}


def missed_since(query: StoryQuery) -> Iterator[Unsettling]:
    """Yield each person whom nobody reached at two contacts, one after the other."""
    if NARRATIVE not in query.rights.opens:
        return
    if not rows_read(query.read, PLANS, lambda: IN_CASES.ask(these([query.case.id]))):
        return
    plans = access.plans_of(query.people)
    missed = _missed(plans.values(), query.today)
    for person, plan in plans.items():
        if plan.id in missed:
            yield Unsettling(person, missed[plan.id], MISSED_TWICE)


def missed_by_everybody(now: datetime) -> Mapping[UUID, Unsettling]:
    """Return each of whom a plan runs that says so, by the file that stands for hers."""
    today = timezone.localdate(now)
    begun = begun_before(today)
    ((plans, records),) = rows(ROWS, [db_value(begun)])
    if not plans:
        return {}
    version = (today, plans, records, stored_version())
    return _kept.get(None, lambda: version, lambda: _of_files(begun, today))


def _of_files(begun: date, today: date) -> dict[UUID, Unsettling]:
    running = Plan.objects.filter(ended_on=None, start__lt=begun).defer("sealed")
    listed, into = list(running.order_by()), merged_of()
    missed = _as_far_as_they_open(listed, today)
    return {
        file: Unsettling(file, missed[plan.id], MISSED_TWICE)
        for plan in listed
        if plan.id in missed and (file := last_of(plan.person_id, into))
    }


def _as_far_as_they_open(plans: Collection[Plan], today: date) -> dict[UUID, date]:
    """Return the same, without a plan that was broken in the database: the board is everybody's."""
    try:
        return _missed(plans, today)
    except BrokenSeal:
        missed: dict[UUID, date] = {}
    for plan in plans:
        with suppress(BrokenSeal):
            missed |= _missed([plan], today)
    return missed


def _missed(plans: Iterable[Plan], today: date) -> dict[UUID, date]:
    """Return by plan the day by which she had missed both, of whom nobody leaves alone."""
    return {
        id: day
        for id, facts in facts_of_each(plans).items()
        if (day := missed_twice_on(facts, today)) and not left_alone(facts)
    }


def _in(cases: RawSQL) -> QuerySet[Plan]:
    links = CasePerson.objects.filter(case__in=cases).exclude(of_family=True).order_by()
    return Plan.objects.filter(person__in=links.values("person"), ended_on=None).order_by()


IN_CASES = Kept(_in)
