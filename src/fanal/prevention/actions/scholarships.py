"""Scholarships: begun, paid by term, ended, and looked back on."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.amounts import CODES
from fanal.core.casework.typed_text import short_text, short_texts
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.courses import Yes, check_taking_part
from fanal.core.prevention.scholarships import (
    LookBackAnswer,
    ScholarshipState,
    TermResult,
    WhyChosen,
    WhyEnded,
    check_end,
    check_payment,
    check_term,
    look_backs,
)
from fanal.core.prevention.school_years import SchoolYear, check_in_year, school_years
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.prevention.access import holders_with
from fanal.prevention.actions.courses import must_be_due
from fanal.prevention.models import (
    LookBack,
    PreventionParticipant,
    Scholarship,
    ScholarshipPayment,
    SchoolTerm,
)

S = ScholarshipState
TEXTS = ("school", "grade", "pays", "second")


@transaction.atomic
def begin_scholarship(
    *,
    participant: PreventionParticipant,
    begun_on: date,
    answers: Mapping[str, object],
    yes: Yes,
    by: User,
    ring: Ring,
    today: date | None = None,
) -> Scholarship:
    """Begin a scholarship. Raises `BadInput` for a child without a caregiver's yes, and where it
    is not said who signs as the second."""
    today = today or timezone.localdate()
    check_taking_part(participant.is_child(begun_on), yes, today)
    if Scholarship.objects.filter(participant=participant, ended_on=None).exists():
        raise Refused(say("A scholarship runs for her already."))
    content = _checked_answers(answers) | {"yes": yes.as_kept()}
    row = Scholarship(
        participant=participant,
        folder=participant.folder,
        state=S.RUNNING,
        begun_on=begun_on,
        made_by=by,
        made_on=today,
    )
    row.seal(ring, content)
    row.save(force_insert=True)
    facts.code_row(row)
    audit.record(act="prevention.scholarship", by=by, about=participant.id)
    return row


def _checked_answers(answers: Mapping[str, object]) -> Content:
    texts = short_texts(TEXTS, answers)
    rules = answers.get("rules") or ()
    chosen = [rule.value for rule in WhyChosen if isinstance(rules, list | tuple) and rule in rules]
    for field, answer, why in (
        ("school", texts["school"], say("which school?")),
        ("rules", chosen, say("say by which rule she was chosen")),
        ("second", texts["second"], say("who signed besides you? The function, no name")),
    ):
        if not answer:
            raise BadInput(field, why)
    return texts | {"rules": chosen}


@transaction.atomic
def sign(*, scholarship: Scholarship, by: User) -> None:
    """Sign, as another officer, that she was chosen by the rule. Raises `Refused`."""
    locked = Scholarship.objects.select_for_update().get(pk=scholarship.pk)
    if locked.signed_on is not None:
        raise Refused(say("Another officer signed this already."))
    if locked.made_by_id == by.pk:
        raise Refused(say("You wrote it: it takes another person."))
    locked.signed_by, locked.signed_on = by, timezone.localdate()
    locked.save(update_fields=["signed_by", "signed_on"])
    audit.record(act="prevention.signed", by=by, about=locked.participant_id)


def waits_for_signature(scholarship: Scholarship) -> bool:
    """Return whether it waits for a signature: another officer works in the office and has not
    signed."""
    # An office with one officer has nobody to sign: there the payment would wait for ever.
    if scholarship.signed_on is not None:
        return False
    return any(user.pk != scholarship.made_by_id for user in holders_with(scholarship.made_by))


@transaction.atomic
def suspend(*, scholarship: Scholarship, by: User, version: int, ring: Ring) -> None:
    """Suspend a scholarship: nothing is paid until it goes on; said again, it goes on. Raises
    `Conflict`, `Refused`."""
    if scholarship.stands is S.ENDED:
        raise Refused(say("This scholarship has ended."))
    scholarship.state = S.RUNNING if scholarship.stands is S.SUSPENDED else S.SUSPENDED
    scholarship.write(ring, scholarship.unseal(ring), version)
    facts.code_row(scholarship)
    audit.record(act="prevention.scholarship", by=by, about=scholarship.participant_id)


def school_year_of(user: User) -> SchoolYear | None:
    """Return the school year of the country of her office; None where our table has none."""
    return school_years().get(user.office.country) if user.office else None


@transaction.atomic
def add_term(
    *,
    scholarship: Scholarship,
    first: date,
    last: date,
    days_open: int,
    present: int,
    excused: int,
    result: str,
    by: User,
    ring: Ring,
    sure: bool = False,
    today: date | None = None,
) -> SchoolTerm:
    """Add a term: attendance alone is a condition, never marks. `sure`: the officer confirmed days
    outside of the school year. Raises `BadInput` naming the question."""
    check_term(first, last, days_open, present, excused)
    check_in_year(first, last, school_year_of(by), sure)
    check_code("result", result, TermResult)
    if scholarship.ended_on is not None and first > scholarship.ended_on:
        raise BadInput("first", say("the scholarship had ended before"))
    row = SchoolTerm(
        scholarship=scholarship,
        folder=scholarship.folder,
        first=first,
        last=last,
        made_by=by,
        made_on=today or timezone.localdate(),
    )
    answers = {"days_open": days_open, "present": present, "excused": excused, "result": result}
    row.seal(ring, answers)
    row.save(force_insert=True)
    facts.code_row(row, answers)
    audit.record(act="prevention.scholarship", by=by, about=scholarship.participant_id)
    return row


@transaction.atomic
def pay(
    *,
    scholarship: Scholarship,
    on: date,
    amount: int,
    currency: str,
    to: str,
    receipt: str,
    by: User,
    ring: Ring,
    today: date | None = None,
) -> ScholarshipPayment:
    """Record a payment. Raises `Refused` after the end or while suspended; `BadInput`."""
    today = today or timezone.localdate()
    locked = Scholarship.objects.select_for_update().get(pk=scholarship.pk)
    refuse_future("on", on, today)
    check_payment(locked.stands, locked.begun_on, locked.ended_on, on, amount)
    if waits_for_signature(locked):
        raise Refused(say("Nothing is paid before another officer of the office has signed."))
    check_code("currency", currency, CODES)
    content = {
        "amount": amount,
        "currency": currency,
        "to": short_text("to", to, needed=say("to whom?")),
        "receipt": short_text("receipt", receipt, needed=say("which receipt, and where is it?")),
    }
    row = ScholarshipPayment(
        scholarship=locked, folder=locked.folder, on=on, made_by=by, made_on=today
    )
    row.seal(ring, content)
    row.save(force_insert=True)
    audit.record(act="prevention.paid", by=by, about=locked.participant_id)
    return row


@transaction.atomic
def end_scholarship(
    *,
    scholarship: Scholarship,
    why: str,
    on: date,
    by: User,
    ring: Ring,
    version: int,
    today: date | None = None,
) -> None:
    """End a scholarship; three looks back are to come. Raises `Conflict`; `BadInput`; `Refused`."""
    today = today or timezone.localdate()
    if scholarship.stands is S.ENDED:
        raise Refused(say("This scholarship has ended."))
    check_code("why", why, WhyEnded)
    # An end before the last payment would say that money was paid for nothing.
    last = scholarship.scholarshippayment.aggregate(last=Max("on"))["last"]
    check_end(scholarship.begun_on, on, last, today)
    scholarship.state, scholarship.ended_on, scholarship.ended = S.ENDED, on, {"why": str(why)}
    scholarship.write(ring, scholarship.unseal(ring), version)
    # Nobody is sent to ask a family about a child who died.
    if why != WhyEnded.DIED:
        LookBack.objects.bulk_create(
            LookBack(scholarship=scholarship, months=months, due=due)
            for months, due in look_backs(on)
        )
    facts.code_row(scholarship)
    audit.record(act="prevention.scholarship", by=by, about=scholarship.participant_id)


@transaction.atomic
def call_taken(*, scholarship: Scholarship, by: User) -> None:
    """Note that the team was told of who is gone, and looks for her. Raises `Refused`."""
    locked = Scholarship.objects.select_for_update().get(pk=scholarship.pk)
    if not locked.to_be_looked_for:
        raise Refused(say("It is not asked any more whether somebody looks for her."))
    # Nothing of the call: what joined the two would lead from a scholar to a case.
    locked.ended = locked.ended | {"told": True}
    locked.save(update_fields=["ended"])
    audit.record(act="prevention.scholarship", by=by, about=locked.participant_id)


@transaction.atomic
def look_back(
    *, look: LookBack, answer: str, by: User, herself: bool = False, today: date | None = None
) -> None:
    """Record what became of her, as said by `herself` or by others. Lost and refused are answers.
    Raises `BadInput`, `Refused`."""
    today = today or timezone.localdate()
    check_code("answer", answer, LookBackAnswer)
    look = LookBack.objects.select_for_update().get(pk=look.pk)
    must_be_due(look, today)
    look.asked_on, look.asked_by = today, by
    look.told = {"answer": str(answer)} | ({"herself": True} if herself else {})
    look.save()
    facts.code_row(look)
    audit.record(act="prevention.look_back", by=by, about=look.scholarship.participant_id)
