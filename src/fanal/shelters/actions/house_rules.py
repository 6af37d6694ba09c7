"""Which house rules were explained to a resident, and asking again whoever was not ready for it."""

from datetime import date

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.tasks import add_task, finish_task
from fanal.cases.queries.colleagues import whose_task
from fanal.core.shelters.timers import ShelterTimer
from fanal.core.words import say
from fanal.shelters.models import Shelter, ShelterStay

ASK_AGAIN = say("Ask again, and explain the house rules")


def rules_of(shelter: Shelter, on: date) -> dict[str, object]:
    """Return which version of the rules was explained, and when."""
    return {"rules": shelter.rules_version, "rules_on": on.isoformat()}


def ask_again(stay: ShelterStay, by: User, day: date) -> None:
    """Add a task for the day after: nobody is left in a bed about which she was never asked."""
    stay.task = add_task(
        case=stay.case,
        title=ASK_AGAIN,
        by=by,
        assignee=whose_task(stay.case, stay.case.assignee, by),
        due=max(day, timezone.localdate()) + ShelterTimer.ASKED_AGAIN.span,
    )
    stay.save(update_fields=["task"])


def asked_no_more(stay: ShelterStay, by: User) -> None:
    """Finish the task of asking her again: she was asked, or has left. It went along with her case
    to another country, and stood there for good."""
    if stay.task is not None and stay.task.done_on is None:
        finish_task(task=stay.task, by=by, version=stay.task.version)
