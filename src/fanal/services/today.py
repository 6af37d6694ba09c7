"""The rows on the start page of services that go on at a partner who must not give them any more,
where no referral that is still out says so itself (`fanal.sharing.today`)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.core.services.states import EXPECTED, ServiceState
from fanal.services import access
from fanal.services.models import CaseService
from fanal.services.queries.danger import feared_givers
from fanal.sharing.queries.lost_trust import THERE

RUNS = EXPECTED | {ServiceState.BEGUN}  # what is only wanted was told to nobody


def feared_to_look_at(user: User, _now: datetime) -> list[TodayRow]:
    """Return all that a lead answers for; else those of one's own cases, of a colleague's for whom
    one stands in, and of cases that nobody has."""
    leads, own = user.may(Permission.LEAD_CASES), {*whose_work(user), None}
    rows = access.services_of_partners(user).exclude(referral__state__in=THERE)
    feared_rows = [
        row for row in rows if row.stands in RUNS and (leads or row.case.assignee_id in own)
    ]
    feared = feared_givers(feared_rows)
    return [
        _row(row, never=row.id in feared.never)
        for row in feared_rows
        if row.id in feared.never | feared.fallen
    ]


def _row(row: CaseService, *, never: bool) -> TodayRow:
    title = (
        _("%(who)s must never hear of her, and is chosen for this service.")
        if never
        else _("%(who)s is not trusted any more. Ask the director.")
    )
    return TodayRow(
        reverse("services:service", args=[row.case_id, row.id]),
        title % {"who": row.partner.name if row.partner else ""},
        code=row.person.code_name,
        icon="find",
        tone="danger",
    )
