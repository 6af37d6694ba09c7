"""Asking her once more with a reason that a lead accepts; statements that were taken of her."""

from datetime import date
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.second_person import DECIDED
from fanal.audit import actions as audit
from fanal.cases.actions.tasks import add_task
from fanal.cases.deciding import must_still_decide
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import leads_of
from fanal.cases.queries.consent_answers import said_to
from fanal.cases.queries.helpers import INTERPRETER, VOLUNTEER, helpers_for, left_out_by
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.casework.recording import check_recorded
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput, Refused
from fanal.core.law.findings import Body
from fanal.core.roles import Permission
from fanal.core.trust.consent import SHORTEST_TEXT
from fanal.core.words import say
from fanal.identification.access import Concern
from fanal.identification.models import RepeatRequest, VictimStatement
from fanal.identification.words import READ_BACK
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

TAINTED = say("Somebody who interpreted one of her statements is left out of this case")


@transaction.atomic
def ask_again_request(*, concern: Concern, reason: str, by: User, ring: Ring) -> RepeatRequest:
    """Ask a lead whether she may be interviewed once more. Raises `BadInput` without a reason, and
    while one waits."""
    reason = long_text("reason", reason)
    if len(reason) < SHORTEST_TEXT:
        raise BadInput("reason", say("say why in at least {n} characters", n=SHORTEST_TEXT))
    rows = RepeatRequest.objects.filter(case=concern.case, person=concern.person)
    if rows.filter(accepted_on=None, declined_on=None).exists():
        raise BadInput("reason", say("a reason waits for a lead already"))
    repeat_request = RepeatRequest(
        case=concern.case,
        folder=concern.case.id,
        person=concern.person,
        asked_by=by,
        asked_on=timezone.localdate(),
    )
    repeat_request.seal(ring, {"reason": reason})
    repeat_request.save()
    audit.record(act="identification.again_asked", by=by, about=concern.case.id)
    return repeat_request


@transaction.atomic
def decide_repeat(*, row: RepeatRequest, accepted: bool, by: User) -> None:
    """A lead accepts the reason or says no. Raises `Refused` for what was decided meanwhile, and
    for a yes to who has left or is kept out by a conflict: nobody tied to a side has her
    interviewed again."""
    row = RepeatRequest.objects.select_for_update().get(id=row.id)
    if row.accepted_on or row.declined_on:
        raise Refused(DECIDED)
    if row.asked_by_id == by.pk:
        raise Refused(say("somebody other than whoever asked decides"))
    if accepted:
        must_still_decide(
            row.asked_by_id, row.case_id, Permission.WORK_CASES, Permission.WORK_LEGAL
        )
    today = timezone.localdate()
    if accepted:
        row.accepted_by, row.accepted_on = by, today
    else:
        row.declined_by, row.declined_on = by, today
    row.save(update_fields=["accepted_by", "accepted_on", "declined_by", "declined_on"])
    act = "identification.again_accepted" if accepted else "identification.again_declined"
    audit.record(act=act, by=by, about=row.case_id)


class TakenStatement(TypedDict, total=False):
    """What is known of a statement that was taken of her: sealed, all of it."""

    taken_by: Required[str]
    language: Required[str]
    read_back: Required[str]
    text: Required[str]
    taken_by_name: str
    interpreter: str
    not_asked: str
    kept: str
    copy_with_her: str
    recorded: str


SEALED = {
    "taken_by_name": short_text,
    "language": short_text,
    "interpreter": short_text,
    "text": long_text,
    "not_asked": long_text,
    "kept": short_text,
}


@transaction.atomic
def add_victim_statement(
    *, concern: Concern, on: date, by: User, ring: Ring, **told: Unpack[TakenStatement]
) -> VictimStatement:
    """Keep a statement that was taken of her. Raises `BadInput` for a day in the future, and codes
    or a text that are missing; at `recorded` where she had not said yes to that."""
    today = timezone.localdate()
    refuse_future("on", on, today)
    # As of the day on which it was taken: a yes that she took back later held until then.
    consent = said_to(ConsentPurpose.RECORDING, concern.person.id, on)
    check_recorded(told.get("recorded", ""), consent, on)
    statement = VictimStatement(
        case=concern.case,
        folder=concern.case.id,
        person=concern.person,
        on=on,
        made_by=by,
        made_on=today,
    )
    statement.seal(ring, _sealed(**told))
    statement.save()
    _look_at_the_interpreter(concern.case, told.get("interpreter", ""), by, ring)
    audit.record(act="identification.her_statement", by=by, about=concern.case.id)
    return statement


def _sealed(**told: str) -> Content:
    if told["taken_by"] not in set(Body):
        raise BadInput("taken_by", say("choose who took it"))
    if told["read_back"] not in READ_BACK:
        raise BadInput("read_back", say("choose whether it was read back to her"))
    codes = {
        "taken_by": told["taken_by"],
        "read_back": told["read_back"],
        "copy_with_her": told.get("copy_with_her", ""),
        "recorded": told.get("recorded", ""),
    }
    return codes | {name: clean(name, told.get(name, "")) for name, clean in SEALED.items()}


def _look_at_the_interpreter(case: Case, interpreter: str, by: User, ring: Ring) -> None:
    """What was taken is kept as it was. Where somebody interpreted who is left out of this case, a
    lead learns of it today: an interpreter who is tied to a side taints what was said."""
    if not interpreter.strip():
        return
    asked = (helpers_for(case, by, ring, kind) for kind in (INTERPRETER, VOLUNTEER))
    if not any(left_out_by(interpreter, helpers) for helpers in asked):
        return
    # One lead and not all: a task of several is done by nobody.
    for lead in leads_of(case)[:1] or [by]:
        add_task(case=case, title=TAINTED, assignee=lead, due=timezone.localdate(), by=by)
