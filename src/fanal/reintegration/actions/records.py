"""Records of a plan: signs, promises, money and training, her child. Rows are added; a promise is
settled, and a sign is seen again."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Task
from fanal.coded_facts import actions as facts
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.codes import (
    DERIVED,
    SETTLED,
    PapersWith,
    PromiseState,
    SupportKind,
    WarningSign,
)
from fanal.core.reintegration.timers import fades_on
from fanal.core.reintegration.turning_18 import PromisedTo
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.reintegration.actions.plans import count_again, held
from fanal.reintegration.models import Plan, PlanGoal, PlanRecord, PlanRecordKind
from fanal.sharing.models import Referral


class BesideRecord(TypedDict, total=False):
    """What some kinds of records hold, and others do not."""

    due: date | None
    goal: PlanGoal | None
    referral: Referral | None
    task: Task | None
    words_mark: str


def add(
    plan: Plan,
    kind: PlanRecordKind,
    coded: Content,
    sealed: Content,
    *,
    on: date,
    by: User,
    ring: Ring,
    today: date | None = None,
    **beside: Unpack[BesideRecord],
) -> PlanRecord:
    """Add a record; the plan is held while its number is drawn. Raises `Refused`, `BadInput`."""
    today = today or timezone.localdate()
    refuse_future("on", on, today)
    row = held(plan)
    # Not a count: after an erased row that would be a number that is taken.
    last = PlanRecord.objects.filter(plan=row).aggregate(last=Max("number"))["last"]
    record = PlanRecord(
        plan=plan,
        folder=plan.folder,
        kind=kind,
        coded=coded,
        on=on,
        number=(last or 0) + 1,
        made_by=by,
        made_on=today,
        **beside,
    )
    record.write(ring, sealed, 0)
    facts.code_row(record)
    count_again(plan)
    audit.record(act="reintegration.recorded", by=by, about=plan.person_id)
    return record


# ── Signs ────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_sign(
    *,
    plan: Plan,
    sign: str,
    said_by: str,
    her_view: str,
    words: str,
    on: date,
    by: User,
    ring: Ring,
    today: date | None = None,
) -> PlanRecord:
    """Add a sign: a fact with its day, its source and her view. Raises `BadInput`."""
    check_code("sign", sign, set(WarningSign) - DERIVED)
    sealed = {
        "said_by": short_text("said_by", said_by),
        "her_view": long_text("her_view", her_view),
        "words": long_text("words", words),
    }
    return add(
        plan,
        PlanRecordKind.SIGN,
        {"sign": str(sign), "first": on.isoformat()},
        sealed,
        on=on,
        due=fades_on(on),
        by=by,
        ring=ring,
        today=today,
    )


@transaction.atomic
def see_again(*, record: PlanRecord, on: date, by: User, today: date | None = None) -> None:
    """Record that it was seen again: it stands for another six months."""
    refuse_future("on", on, today or timezone.localdate())
    held(record.plan)
    # Seen again on an earlier day than known it is true, and makes nothing younger.
    if on > record.on:
        record.on, record.due = on, fades_on(on)
        record.save(update_fields=["on", "due"])
    _note_written(record, by)


# ── Promises ─────────────────────────────────────────────────────────────────
@transaction.atomic
def promise(
    *,
    plan: Plan,
    words: str,
    due: date,
    by: User,
    ring: Ring,
    on: date | None = None,
    today: date | None = None,
    to: str = PromisedTo.HERSELF,
) -> PlanRecord:
    """Add a promise of ours, to herself or to whoever answers for a child. Raises `BadInput` naming
    the question."""
    on = on or today or timezone.localdate()
    words = long_text("words", words, needed=say("say what was promised to her"))
    if due < on:
        raise BadInput("due", say("the day comes before the promise"))
    check_code("to", to, PromisedTo)
    whom = {"to": str(to)} if to == PromisedTo.GUARDIAN else {}
    return add(
        plan,
        PlanRecordKind.PROMISE,
        {"state": PromiseState.OPEN.value, "told": ""} | whom,
        {"words": words},
        on=on,
        due=due,
        by=by,
        ring=ring,
        today=today,
    )


@transaction.atomic
def settle_promise(
    *,
    record: PlanRecord,
    state: str,
    told_her: bool,
    words: str,
    by: User,
    ring: Ring,
    version: int,
    on: date | None = None,
) -> None:
    """Settle a promise: kept, not kept, or withdrawn with an apology; and whether she was told."""
    check_code("state", state, SETTLED)
    # Written again with another state it is corrected; with the same one, that she was told is
    # added.
    if record.over_on is not None and record.coded["state"] == state and not told_her:
        raise Refused(say("this promise was settled already"))
    words = long_text("words", words)
    # She is told why, so the reason stands here.
    if state != PromiseState.KEPT and not words:
        raise BadInput("words", say("say why"))
    held(record.plan)
    record.over_on = on or timezone.localdate()
    record.coded = record.coded | {"state": str(state), "told": "yes" if told_her else "no"}
    record.write(ring, record.unseal(ring) | {"settled": words}, version)
    _note_written(record, by)


def guardians_promises_end(plan: Plan, on: date) -> int:
    """End what was promised to whoever answered for her: she is an adult, and it is promised to
    nobody any more. Return how many; each may be promised anew to herself."""
    promises = [
        record
        for record in plan.records.filter(over_on=None)
        if record.kind == PlanRecordKind.PROMISE and record.coded.get("to") == PromisedTo.GUARDIAN
    ]
    for promise in promises:
        promise.coded, promise.over_on = promise.coded | {"state": PromiseState.LAPSED.value}, on
        promise.save(update_fields=["coded", "over_on"])
        facts.code_row(promise)
    return len(promises)


# ── Money, training, her child ───────────────────────────────────────────────
@transaction.atomic
def note_support(
    *,
    plan: Plan,
    support: str,
    words: str,
    amount: str,
    useful: str,
    on: date,
    by: User,
    ring: Ring,
    vetted: str = "",
    contract: str = "",
    papers: str = "",
    today: date | None = None,
) -> PlanRecord:
    """Record money, training or work for her, and what she says of it. Of work: whether the
    employer was vetted and we read the contract ("yes", "no", ""), and who holds her papers."""
    check_code("support", support, SupportKind)
    of_work = _of_work(support, {"vetted": vetted, "contract": contract, "papers": papers})
    sealed = {
        "words": long_text("words", words),
        "amount": short_text("amount", amount),
        "useful": long_text("useful", useful),
    }
    return add(
        plan,
        PlanRecordKind.SUPPORT,
        {"support": str(support)} | of_work,
        sealed,
        on=on,
        by=by,
        ring=ring,
        today=today,
    )


def _of_work(support: str, answers: dict[str, str]) -> dict[str, str]:
    """What was answered of a place of work. Raises `BadInput`."""
    answered = {name: answer for name, answer in answers.items() if answer}
    if answered and support != SupportKind.WORK:
        raise BadInput(
            "support", say("employer, contract and papers are asked of work: choose work")
        )
    for name, answer in answered.items():
        check_code(name, answer, set(PapersWith) if name == "papers" else {"yes", "no"})
    return answered


@transaction.atomic
def note_child(
    *,
    plan: Plan,
    answers: Content,
    words: str,
    on: date,
    by: User,
    ring: Ring,
    parents: Mapping[str, str] | None = None,
    today: date | None = None,
) -> PlanRecord:
    """Record how her child is: facts, each yes, no or not asked. `parents`: of a child born in a
    surrogacy, who each of the four is, in words, by whom it is said and in which country."""
    texts = {name: short_text(name, text) for name, text in (parents or {}).items() if text.strip()}
    sealed = {"answers": dict(answers), "words": long_text("words", words), "parents": texts}
    if not words and not texts and not any(answers.values()):
        raise BadInput("words", say("nothing is answered yet"))
    return add(plan, PlanRecordKind.CHILD, {}, sealed, on=on, by=by, ring=ring, today=today)


def _note_written(record: PlanRecord, by: User) -> None:
    facts.code_row(record)
    count_again(record.plan)
    audit.record(act="reintegration.recorded", by=by, about=record.plan.person_id)
