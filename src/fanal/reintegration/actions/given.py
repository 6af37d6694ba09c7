"""A contact that was given to a partner is settled: by their report, or because we ask her
ourselves, or because she is left alone from now on."""

from datetime import date

from fanal.accounts.models import User
from fanal.cases.actions.tasks import finish_task
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.reintegration.models import Plan, PlanRecord
from fanal.reintegration.queries.facts import waits_for_report

TAKEN_BACK = "taken_back"


def settle_given(record: PlanRecord, answer: str, by: User, on: date) -> None:
    """Settle the record of a contact given to a partner, with its task. Raises `Refused` where
    somebody did it meanwhile."""
    row = PlanRecord.objects.select_for_update().get(pk=record.pk)
    if row.over_on is not None:
        raise Refused(say("this was answered already: look at the plan"))
    row.coded, row.over_on = row.coded | {"answer": answer}, on
    row.save(update_fields=["coded", "over_on"])
    if row.task is not None and row.task.done_on is None:
        finish_task(task=row.task, by=by, version=row.task.version)


def stop_given(plan: Plan, by: User, on: date) -> None:
    """Wait for no partner any more: she wants no more contact, or has died."""
    for row in plan.records.filter(over_on=None):
        if waits_for_report(row):
            settle_given(row, TAKEN_BACK, by, on)
