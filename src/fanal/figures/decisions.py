"""What waits for a second person here (`web.decisions`)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.figures.access import ESTIMATE, estimate_to_decide, estimates_to_decide
from fanal.figures.publishing import refuse_of_estimate
from fanal.web.decisions import RequestKind, WaitingRequest


def estimates(user: User) -> Iterator[WaitingRequest]:
    for step in estimates_to_decide(user):
        yield WaitingRequest(
            step.row.id,
            reverse("figures:decide_estimate", args=[step.row.id]),
            step.asked.of.on,
            step.asked.by,
            # Without the number: it stands on the page that decides.
            whom=step.row.snapshot.study.title,
            state=step.asked.of.ask,
        )


DECISIONS = [
    RequestKind(
        ESTIMATE,
        _("Agree to what becomes of an estimate"),
        "figures.EstimateRelease",
        frozenset({Permission.SEE_OVERVIEW}),
        rows=estimates,
        refuse=lambda by, id: refuse_of_estimate(release=estimate_to_decide(by, id).row, by=by),
        some="SELECT 1 FROM figures_estimaterelease WHERE waits",
        takes=_("It takes a director."),
        stated={
            "release": _("Agree that an estimate is published"),
            "withdrawal": _("Agree that an estimate is withdrawn"),
        },
    ),
]
