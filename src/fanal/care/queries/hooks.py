"""What other apps learn of care: what runs at a closing, its line, how far it is set up."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.care.models import CareRequest, CareSummary
from fanal.care.queries.pages import of_case
from fanal.cases.models import Case, Task
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.timeline import TimelineKind
from fanal.core.roles import Permission, Role
from fanal.core.sealing.compartments import MEDICAL
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.sharing.models import Referral
from fanal.web.set_up import SetUpItem, programme
from fanal.web.words import translated


# Care that runs when a case is to be closed: it may go on, and nobody forgets it.
def care_still_open(case: Case, _user: User, _now: datetime) -> Iterator[StillOpen]:
    if n := CareRequest.objects.filter(case=case, over_on=None).count():
        says = say("requests for health care that are not over: {n}", n=n)
        yield StillOpen(OpenEnd.SERVICE, says, at="care:case")


# A referral to a hospital says what the page of care says.
def seen_today(referral: Referral, ring: Ring) -> bool:
    asked = of_case(referral.case, ring, timezone.now())
    return any(one.today for one in asked if one.row.person_id == referral.person_id)


# The tasks that stand for a request lead to what the health worker answered.
def answered_at(tasks: Collection[Task]) -> dict[UUID, str]:
    rows = CareRequest.objects.filter(task__in=tasks).order_by()
    return {
        task: reverse("care:case", args=[case])
        for task, case in rows.values_list("task", "case")
        if task
    }


# How far health care is set up, as the administrator reads it: counts and colleagues.
def care_set_up() -> SetUpItem:
    rows = User.objects.who_may(Permission.WORK_HEALTH)
    names = ", ".join(str(row) for row in rows.order_by("display_name"))
    return programme(
        _("Health care"),
        names or _("none yet"),
        _("Invite a health worker. Whoever works on a case then asks her, by name."),
        done=bool(names),
        invites=Role.HEALTH_WORKER,
    )


# Health care on the line of a case: that somebody was asked, and what was released.
def care_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if MEDICAL not in query.may_open:
        return
    for shown in of_case(query.case, query.ring, timezone.now()):
        row, state = shown.row, capfirst(translated(shown.state.sentence()))
        yield _item(
            row, str(row.id), row, _("Health worker asked"), shown.said.get("words", ""), state
        )
        for summary, words in shown.summaries:
            yield _item(row, str(summary.id), summary, _("Care summary"), words)


def _item(
    row: CareRequest,
    id: str,
    signed: CareRequest | CareSummary,
    title: str,
    text: str,
    *details: str,
) -> TimelineItem:
    return TimelineItem(
        id=id,
        kind=TimelineKind.NEED,
        said=signed.made_on,
        by=str(signed.made_by),
        title=title,
        text=text,
        details=details,
        person=row.person_id,
        code=row.person.code_name,
        part=MEDICAL,
        address=reverse("care:case", args=[row.case_id]),
        leads_to=_("Health care"),
    )
