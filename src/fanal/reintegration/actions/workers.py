"""The colleague who asks how she is: a plan runs for three years, and colleagues come and go."""

from uuid import UUID

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.workers import who_may_ask


@transaction.atomic
def give_plan(*, plan: Plan, to: User, by: User) -> None:
    """Give a plan to a colleague of the team that has her file; no conflict keeps her out of it."""
    if not who_may_ask(plan).filter(pk=to.pk).exists():
        raise BadInput("to", say("this colleague does not work on her cases"))
    _give_plan(plan, to, by)


def go_along(case: Case, of: UUID | None, to: User, by: User) -> None:
    """Give the plans of a case to the colleague who gets it, where she may ask. Without `of`
    another team has the case: those are given whose worker is of the team before."""
    plans = Plan.objects.filter(person__in=case.people.all(), ended_on=None)
    for plan in plans.select_related("person"):
        may = set(who_may_ask(plan).values_list("pk", flat=True))
        goes = plan.worker_id == of if of else plan.worker_id not in may
        if goes and to.pk in may:
            _give_plan(plan, to, by)


def _give_plan(plan: Plan, to: User, by: User) -> None:
    plan.worker = to
    plan.save(update_fields=["worker"])
    detail = {"to": str(to.pk)}
    audit.record(act="reintegration.changed", by=by, about=plan.person_id, detail=detail)
