"""Somebody presses her because of a proceeding: one tap, before anybody has time to write."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.present import TELL
from fanal.cases.actions.tasks import add_task
from fanal.cases.queries.colleagues import leads_of
from fanal.core.justice.codes import NOT_SAID
from fanal.core.justice.kinds import JusticeKind
from fanal.core.protection.kinds import RecordKind
from fanal.core.words import say
from fanal.justice.actions.recording import record
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.keys.ring import Ring
from fanal.protection.actions.recording import record as record_protection

ASKED = say("Somebody is putting pressure on her because of a proceeding: is she safe tonight?")


@transaction.atomic
def report_pressure(*, proceeding: Proceeding, by: User, ring: Ring) -> JusticeRecord:
    """A line in the proceeding, an event that asks for a new look at the risk, and a task of today
    for a lead, who gets a mail that says nothing but: please sign in."""
    case, today = proceeding.case, timezone.localdate()
    made = record(
        proceeding=proceeding,
        kind=JusticeKind.PRESSURE,
        answers={"how": NOT_SAID},
        by=by,
        ring=ring,
    )
    record_protection(
        case=case,
        kind=RecordKind.PRESSURE,
        person=proceeding.person,
        answers={"how": NOT_SAID},
        by=by,
        ring=ring,
    )
    leads = list(leads_of(case))
    add_task(case=case, title=ASKED, assignee=leads[0] if leads else by, due=today, by=by)
    for tell in TELL:
        tell([one for one in leads if one.pk != by.pk], today)
    return made
