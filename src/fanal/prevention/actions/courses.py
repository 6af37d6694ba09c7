"""Courses, who enrols in them, and who completes them."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.amounts import CODES
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.courses import (
    CourseKind,
    EnrolmentState,
    Yes,
    check_completed,
    check_taking_part,
)
from fanal.core.prevention.earnings import (
    CourseCertificate,
    EarningResult,
    Earns,
    Pay,
    check_pay,
    earning_looks,
    earning_result,
)
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.prevention.models import (
    Community,
    Course,
    EarningLook,
    Enrolment,
    LookBack,
    PreventionParticipant,
)

E = EnrolmentState
MOST_SESSIONS = 400
DONE = say("How this ended is written already.")


@transaction.atomic
def add_course(
    *,
    community: Community,
    begins_on: date,
    answers: Mapping[str, object],
    by: User,
) -> Course:
    """Add a course. Raises `BadInput` naming the question."""
    row = Course(
        community=community,
        begins_on=begins_on,
        told=_checked_answers(answers),
        made_by=by,
        made_on=timezone.localdate(),
    )
    row.save(force_insert=True)
    audit.record(act="prevention.course", by=by)
    return row


def _checked_answers(values: Mapping[str, object]) -> dict[str, object]:
    answers: dict[str, object] = {"title": short_text("title", str(values.get("title") or ""))}
    kind, hirers = str(values.get("kind") or ""), str(values.get("market") or "")
    if not answers["title"]:
        raise BadInput("title", say("write what it is called"))
    check_code("kind", kind, CourseKind)
    sessions, needed = values.get("sessions"), values.get("needed")
    if not isinstance(sessions, int) or not 0 < sessions <= MOST_SESSIONS:
        raise BadInput("sessions", say("a number from 1 to {n}", n=MOST_SESSIONS))
    if not isinstance(needed, int) or not 0 < needed <= sessions:
        raise BadInput("needed", say("a number from 1 to {n}", n=sessions))
    # Three who hire, or the course trains for work that does not exist here.
    if kind == CourseKind.VOCATIONAL and len([line for line in hirers.splitlines() if line]) < 3:
        raise BadInput("market", say("who hires here? Name three, one a line"))
    market = long_text("market", hirers)
    return answers | {"kind": kind, "sessions": sessions, "needed": needed, "market": market}


@transaction.atomic
def enrol(
    *,
    participant: PreventionParticipant,
    course: Course,
    yes: Yes,
    by: User,
    ring: Ring,
    earned: int | None = None,
    currency: str = "",
    today: date | None = None,
) -> Enrolment:
    """Enrol a participant in a course. `earned`: in a month, before the course. Raises `BadInput`:
    a child does not enrol alone, and nobody against her own no."""
    today = today or timezone.localdate()
    # A child takes part by her own yes and that of a caregiver; her own no is never outvoted.
    check_taking_part(participant.is_child(today), yes, today)
    if Enrolment.objects.filter(participant=participant, course=course).exists():
        raise BadInput("course", say("she is in this course already"))
    row = Enrolment(
        participant=participant,
        folder=participant.folder,
        course=course,
        state=E.ENROLLED,
        made_by=by,
        made_on=today,
    )
    # Asked now: after the course nobody remembers it the same way.
    before = check_pay(earned, currency, CODES)
    content = {"yes": yes.as_kept(), "attended": None, "why": "", "before": kept_pay(before)}
    row.seal(ring, content)
    row.save(force_insert=True)
    audit.record(act="prevention.enrolled", by=by, about=participant.id)
    return row


@transaction.atomic
def complete(
    *,
    enrolment: Enrolment,
    attended: int,
    on: date,
    by: User,
    ring: Ring,
    version: int,
    certificate: str = "",
    tools: str = "",
    today: date | None = None,
) -> None:
    """Note that she completed it by the rule of the course; after vocational training three looks
    at what she earns are to come. Raises `Conflict`; `BadInput`."""
    course = enrolment.course.told
    check_completed(attended, int(course["sessions"]), int(course["needed"]))
    _end_enrolment(enrolment, on, today)
    enrolment.state, enrolment.completed_on = E.COMPLETED, on
    content = {"attended": attended, "tools": short_text("tools", tools)}
    vocational = enrolment.course.kind is CourseKind.VOCATIONAL
    if vocational:
        check_code("certificate", certificate, CourseCertificate)
    content |= {"certificate": str(certificate) if vocational else ""}
    enrolment.write(ring, enrolment.unseal(ring) | content, version)
    if vocational:
        _look_later(enrolment, on, ring)
    facts.code_row(enrolment)
    audit.record(act="prevention.completed", by=by, about=enrolment.participant_id)


def _look_later(enrolment: Enrolment, on: date, ring: Ring) -> None:
    for months, due in earning_looks(on):
        row = EarningLook(enrolment=enrolment, folder=enrolment.folder, months=months, due=due)
        # Made now, with nothing in it: the day on which it is due is what the start page reads.
        row.seal(ring, {})
        row.save(force_insert=True)


@transaction.atomic
def ask_earning(
    *,
    look: EarningLook,
    answer: str,
    by: User,
    ring: Ring,
    version: int,
    earned: int | None = None,
    currency: str = "",
    today: date | None = None,
) -> None:
    """Record what she earns; refusing is an answer. Raises `BadInput`, `Refused`, `Conflict`."""
    today = today or timezone.localdate()
    check_code("answer", answer, Earns)
    must_be_due(look, today)
    now = check_pay(earned, currency, CODES)
    before = read_pay(look.enrolment.unseal(ring).get("before"))
    result = earning_result(Earns(answer), now, before)
    look.asked_on, look.asked_by, look.coded = today, by, {"result": result}
    # A number beside a refusal would be what somebody else said she earns.
    pay = kept_pay(now) if result not in (EarningResult.NOT_KNOWN, EarningResult.REFUSED) else None
    look.write(ring, {"now": pay}, version)
    facts.code_row(look)
    audit.record(act="prevention.earning", by=by, about=look.enrolment.participant_id)


def must_be_due(look: EarningLook | LookBack, today: date) -> None:
    """Raise `Refused` for a follow-up that has its answer, or is due later."""
    if look.asked_on is not None:
        raise Refused(say("This follow-up has its answer."))
    if look.due > today:
        raise Refused(say("This follow-up is due later."))


def kept_pay(pay: Pay | None) -> dict[str, object] | None:
    return {"amount": pay.amount, "currency": pay.currency} if pay else None


def read_pay(pay: Mapping[str, int | str] | None) -> Pay | None:
    return Pay(int(pay["amount"]), str(pay["currency"])) if pay else None


@transaction.atomic
def leave(*, enrolment: Enrolment, why: str, by: User, ring: Ring, version: int) -> None:
    """Note that she left before the end. Raises `Conflict`; `BadInput`."""
    reason = short_text("why", why, needed=say("say why, or that nobody knows"))
    _end_enrolment(enrolment, timezone.localdate(), None)
    enrolment.state = E.LEFT
    enrolment.write(ring, enrolment.unseal(ring) | {"why": reason}, version)
    audit.record(act="prevention.completed", by=by, about=enrolment.participant_id)


def _end_enrolment(enrolment: Enrolment, on: date, today: date | None) -> None:
    if enrolment.stands is not E.ENROLLED:
        raise Refused(DONE)
    refuse_future("on", on, today or timezone.localdate())
    if on < enrolment.course.begins_on:
        raise BadInput("on", say("this is before the course began"))
