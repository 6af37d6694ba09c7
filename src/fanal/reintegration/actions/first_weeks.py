"""By when she is asked in the first weeks, worked out anew each day: of a plan that an earlier
release began, and once one of her cases says that she was heard from."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from fanal.core.journeys.proofs import FOLLOWED
from fanal.core.reintegration.lost import next_step
from fanal.reintegration.actions.plans import look_again
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.facts import facts_of_each

ASKED_FOR = FOLLOWED + timedelta(days=90)  # afterwards the first wave is asked for


@transaction.atomic
def ask_in_the_first_weeks(today: date) -> None:
    plans = Plan.objects.select_for_update().filter(ended_on=None, start__gte=today - ASKED_FOR)
    found = {plan.id: plan for plan in plans.order_by("id")}
    for id, facts in facts_of_each(found.values()).items():
        if next_step(facts, today).by != found[id].due:
            look_again(found[id], today)
