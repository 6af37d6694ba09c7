"""The day by which she is asked in the first weeks, worked out anew each day: of a plan that an
earlier release began, and once one of her cases says that she was heard from."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction

from fanal.core.journeys.proofs import FOLLOWED
from fanal.core.reintegration.lost_to_follow_up import next_step
from fanal.core.sealing.failures import BrokenSeal
from fanal.reintegration.actions.plans import look_again
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.facts import facts_of_each

ASKED_FOR = FOLLOWED + timedelta(days=90)  # afterwards the first wave is asked for


def ask_in_the_first_weeks(today: date) -> None:
    plans = Plan.objects.filter(ended_on=None, start__gte=today - ASKED_FOR)
    for plan in _to_look_at(list(plans.order_by("id")), today):
        with suppress(BrokenSeal):
            _look_at(plan, today)


def _to_look_at(plans: Sequence[Plan], today: date) -> Sequence[Plan]:
    """Return the plans that are due on another day than they say. Where one does not open, each by
    itself: it is named with its case, and keeps nobody else from being asked for."""
    try:
        facts = facts_of_each(plans)
    except BrokenSeal:
        return plans
    return [plan for plan in plans if next_step(facts[plan.id], today).by != plan.due]


@transaction.atomic
def _look_at(plan: Plan, today: date) -> None:
    """Look at the plan as it stands now: somebody may have written in it, or ended it."""
    locked = Plan.objects.select_for_update().filter(pk=plan.pk, ended_on=None).first()
    if locked is not None:
        look_again(locked, today)
