"""A plan ends by two people who read what speaks against it; never by a machine."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions import add_task, finish_task
from fanal.cases.actions.after_closing import SaidOfContact, say_after_closing
from fanal.cases.models import Case, Task
from fanal.core.calendars.months import add_months
from fanal.core.casework.rendering import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.closing import (
    WITHOUT_HER,
    ClosingAnswers,
    refused_because,
    speaks_against,
)
from fanal.core.reintegration.codes import PlanEndReason, PromiseState
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.exclusion import kept_out_of_any
from fanal.people.queries import all_files_of
from fanal.reintegration.actions.plans import held, look_again
from fanal.reintegration.actions.records import CHOOSE
from fanal.reintegration.models import Plan, PlanRecordKind
from fanal.reintegration.queries.consents import may_be_asked_after_closing
from fanal.reintegration.queries.facts import facts_of

LOOK = say("Ask how she is, as she wished")
NO_CONSENT_YET = say("her yes is no consent yet: look at the consents in her case")


@transaction.atomic
def ask_to_end(
    *,
    plan: Plan,
    why: str,
    told: ClosingAnswers,
    reasons: str,
    by: User,
    ring: Ring,
    look: str = "",
    case: Case | None = None,
    today: date | None = None,
) -> None:
    """Asks a second person. What speaks against it needs reasons. `look`: whether she wants us to
    ask after closing how she is ("yes", "no", ""), written as her consent in `case`. Raises
    `BadInput`, `Refused`."""
    today = today or timezone.localdate()
    if why not in set(PlanEndReason):
        raise BadInput("why", CHOOSE)
    row = held(plan)
    if row.asked_by_id is not None:
        raise Refused(say("somebody has asked to end it already: it waits for a second person"))
    facts, reason = facts_of(row), PlanEndReason(why)
    if (never := refused_because(facts, reason, today)) is not None:
        raise BadInput("why", never)
    reasons = long_text("reasons", reasons)
    told = with_promises(plan, told)
    if any(speaks_against(facts, reason, told)) and not reasons:
        raise BadInput(
            "reasons", say("say why it ends all the same: what speaks against it is shown above")
        )
    looked = _next_look(plan, reason, look, case, by, ring, today)
    kept = asdict(told) | {"reasons": reasons}
    plan.asked_by, plan.asked_on = by, today
    plan.coded = plan.coded | {"end": reason.value} | looked
    plan.write(ring, plan.unseal(ring) | {"ending": kept}, plan.version)
    audit.record(act="reintegration.end_asked", by=by, about=plan.person_id)


def _next_look(
    plan: Plan,
    why: PlanEndReason,
    look: str,
    case: Case | None,
    by: User,
    ring: Ring,
    today: date,
) -> dict[str, str]:
    """Her answer, as consent; of a yes the case in which the task will stand. A yes that is no
    consent yet (a child's alone, or after a no of the same day) is refused."""
    if look not in {"yes", "no", ""}:
        raise BadInput("look", CHOOSE)
    if look == "yes" and why in WITHOUT_HER:
        raise BadInput(
            "look",
            say("by the reason you chose nobody has her answer: she cannot have asked for it"),
        )
    if not look:
        return {}
    if case is None:
        raise BadInput(
            "look", say("no case of hers is open in which her answer could stand: open it again")
        )
    said = SaidOfContact(look == "yes")
    state = say_after_closing(case=case, person=plan.person, said=said, by=by, ring=ring, on=today)
    if look == "no":
        return {}
    if not state.allows:
        raise BadInput("look", NO_CONSENT_YET)
    return {"look": str(case.pk)}


def _look_after(plan: Plan, by: User, today: date) -> None:
    """The task of the next look, unless she took her yes back meanwhile."""
    case = (
        Case.objects.filter(pk=UUID(plan.coded["look"])).first() if "look" in plan.coded else None
    )
    if case is None or not may_be_asked_after_closing(plan.person_id, today):
        return
    due = add_months(today, PlanTimer.LOOK_MONTHS.number)
    add_task(case=case, title=LOOK, by=by, assignee=plan.worker, due=due, on=today)


def end_looks(person: UUID, by: User, today: date) -> None:
    """She wants no contact after closing: the tasks to ask how she is are over."""
    rows = Task.objects.filter(case__people__in=all_files_of(person), done_on=None).distinct()
    for one in rows:
        if one.sentence and one.sentence[0] == LOOK.template:
            finish_task(task=one, by=by, version=one.version, on=today)


def with_promises(plan: Plan, told: ClosingAnswers) -> ClosingAnswers:
    rows = plan.records.filter(over_on=None)
    promises = [one for one in rows if one.kind == PlanRecordKind.PROMISE]
    n = sum(one.coded["state"] == PromiseState.OPEN for one in promises)
    return ClosingAnswers(**asdict(told) | {"promises": n})


@transaction.atomic
def agree_to_end(*, plan: Plan, by: User, today: date | None = None) -> None:
    """The second person. Raises `Refused`."""
    today = today or timezone.localdate()
    row = held(plan)
    if row.asked_by_id is None:
        raise Refused(say("nobody has asked to end this plan"))
    if row.asked_by_id == by.pk:
        raise Refused(say("who asked to end it cannot be the second person"))
    if row.asked_by_id in kept_out_of_any(people=[row.person_id]):
        raise Refused(say("who asked is kept out of her file by now: ask anew"))
    never = refused_because(facts_of(row), PlanEndReason(row.coded["end"]), today)
    if never is not None:
        raise Refused(never)
    plan.ended_by, plan.ended_on = by, today
    plan.save(update_fields=["ended_by", "ended_on"])
    look_again(plan, today)
    _look_after(plan, by, today)
    audit.record(act="reintegration.ended", by=by, about=plan.person_id)


@transaction.atomic
def do_not_end(*, plan: Plan, by: User) -> None:
    """It goes on: whoever asked takes it back, or the second person says no."""
    row = held(plan)
    if row.asked_by_id is None:
        raise Refused(say("nobody has asked to end this plan"))
    plan.asked_by, plan.asked_on = None, None
    plan.coded = {name: one for name, one in plan.coded.items() if name not in {"end", "look"}}
    plan.save(update_fields=["asked_by", "asked_on", "coded"])
    audit.record(act="reintegration.end_declined", by=by, about=plan.person_id)
