"""What waits for a second person here (`web.decisions`)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.reintegration.access import plan_to_end, plans_to_end
from fanal.reintegration.actions.ending import do_not_end
from fanal.web.decisions import RequestKind, WaitingRequest


def ending_plans(user: User) -> Iterator[WaitingRequest]:
    for row in plans_to_end(user):
        if row.asked_on is not None:
            page = reverse("reintegration:person", args=[row.person_id])
            yield WaitingRequest(row.id, page, row.asked_on, row.asked_by, about=row.person)


DECISIONS = [
    RequestKind(
        "plan_end",
        _("End the plan of somebody after her return"),
        "reintegration.Plan",
        frozenset({Permission.WORK_CASES}),
        rows=ending_plans,
        some="SELECT 1 FROM reintegration_plan WHERE ended_on IS NULL AND asked_by_id IS NOT NULL",
        takes=_("It takes a lead of the team, other than whoever asked."),
        refuse=lambda by, id: do_not_end(plan=plan_to_end(by, id), by=by),
    )
]
