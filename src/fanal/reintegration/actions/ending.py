"""A plan ends by two people who read what speaks against it; never by a machine."""

from dataclasses import asdict, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_still_ask_herself
from fanal.audit import actions as audit
from fanal.cases.models import Case
from fanal.cases.queries.codes import in_danger_of
from fanal.coded_facts import actions as coded_facts
from fanal.core.casework.typed_text import long_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.closing import ClosingAnswers, refused_because, speaks_against
from fanal.core.reintegration.codes import (
    END_CODES,
    PlanEndReason,
    PromiseState,
    Way,
    end_of,
    kept_end,
)
from fanal.core.reintegration.contact_waves import PlanFacts
from fanal.core.reintegration.turning_18 import check_asked_on
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.people.consent_ages import consent_ages
from fanal.people.exclusion import kept_out_of_any
from fanal.reintegration.access import others_that_run
from fanal.reintegration.actions.after_plan_contact import (
    NOT_ASKED_ABOUT_IT,
    LookAnswer,
    asked_for_a_look,
    look_after,
)
from fanal.reintegration.actions.contacts import record_refusal, stop_given
from fanal.reintegration.actions.plans import held, look_again
from fanal.reintegration.actions.records import guardians_promises_end
from fanal.reintegration.models import Plan, PlanRecordKind
from fanal.reintegration.queries.facts import facts_of
from fanal.reintegration.queries.turning_18 import anew_of


@transaction.atomic
def ask_to_end(
    *,
    plan: Plan,
    why: str,
    answers: ClosingAnswers,
    reasons: str,
    by: User,
    ring: Ring,
    look: LookAnswer = NOT_ASKED_ABOUT_IT,
    case: Case | None = None,
    today: date | None = None,
) -> None:
    """Ask a second person to end a plan. What speaks against it needs reasons. `look`: whether she
    wants us to ask after closing how she is, written as her consent in `case`. Raises `BadInput`,
    `Refused`."""
    today = today or timezone.localdate()
    check_code("why", why, PlanEndReason)
    row = held(plan)
    if row.asked_by_id is not None:
        raise Refused(say("somebody has asked to end it already: it waits for a second person"))
    facts, reason = _facts(row), PlanEndReason(why)
    if (never := _refused(plan, facts, reason, today)) is not None:
        raise BadInput("why", never)
    reasons = long_text("reasons", reasons)
    answers = with_promises(plan, answers)
    # Nothing forbids it: two people answer for it in words that are kept.
    if any(speaks_against(facts, reason, answers)) and not reasons:
        raise BadInput(
            "reasons", say("say why it ends all the same: what speaks against it is shown above")
        )
    looked = asked_for_a_look(plan, reason, look, case, by, ring, today)
    codes = asdict(answers) | {"reasons": reasons}
    plan.asked_by, plan.asked_on = by, today
    plan.coded = plan.coded | kept_end(reason) | looked
    plan.write(ring, plan.unseal(ring) | {"ending": codes}, plan.version)
    audit.record(act="reintegration.end_asked", by=by, about=plan.person_id)


def _facts(plan: Plan) -> PlanFacts:
    """Return what is written in the plan, and whether she is in danger by any case of hers."""
    return replace(facts_of(plan), in_danger=bool(in_danger_of([plan.person_id])))


def _refused(plan: Plan, facts: PlanFacts, why: PlanEndReason, today: date) -> Sentence | None:
    # Ended for another that does not run she would be asked by nobody.
    if why is PlanEndReason.PUT_TOGETHER and not others_that_run(plan).exists():
        return say("she has no other plan running")
    return refused_because(facts, why, today)


def with_promises(plan: Plan, answers: ClosingAnswers) -> ClosingAnswers:
    rows = plan.records.filter(over_on=None)
    promises = [row for row in rows if row.kind == PlanRecordKind.PROMISE]
    n = sum(promise.coded["state"] == PromiseState.OPEN for promise in promises)
    return ClosingAnswers(**asdict(answers) | {"promises": n})


@transaction.atomic
def agree_to_end(*, plan: Plan, by: User) -> None:
    """End a plan, as the second person agrees. Raises `Refused`."""
    today = timezone.localdate()
    row = held(plan)
    if row.asked_by is None or row.asked_on is None:
        raise Refused(say("nobody has asked to end this plan"))
    if row.asked_by_id == by.pk:
        raise Refused(say("whoever asked to end it cannot be the second person"))
    # Who no longer asks after her is easier to find: whoever took the telephone may want just that.
    must_still_ask_herself(AskedBy(row.asked_by, row.asked_on), Permission.WORK_CASES)
    if row.asked_by_id in kept_out_of_any(people=[row.person_id]):
        raise Refused(say("whoever asked is now kept out of her file: ask again"))
    reason = end_of(row.coded)
    # Asked again: she may have come back, or another plan of hers ended, since.
    if reason and (never := _refused(row, _facts(row), reason, today)) is not None:
        raise Refused(never)
    plan.ended_by, plan.ended_on = by, today
    plan.save(update_fields=["ended_by", "ended_on"])
    look_again(plan, today)
    if reason is PlanEndReason.PUT_TOGETHER:
        coded_facts.erase_row(plan.person_id, plan)  # she is counted by the plan that goes on
    look_after(plan, by, today)
    audit.record(act="reintegration.ended", by=by, about=plan.person_id)


@transaction.atomic
def do_not_end(*, plan: Plan, by: User) -> None:
    """Let a plan go on: whoever asked takes it back, or the second person says no."""
    row = held(plan)
    if row.asked_by_id is None:
        raise Refused(say("nobody has asked to end this plan"))
    plan.asked_by, plan.asked_on = None, None
    plan.coded = {
        name: code for name, code in row.coded.items() if name not in END_CODES | {"look"}
    }
    plan.save(update_fields=["asked_by", "asked_on", "coded"])
    audit.record(act="reintegration.end_declined", by=by, about=plan.person_id)


# She is 18: she herself is asked whether the plan goes on, and promises to her guardian end.
@transaction.atomic
def asked_as_adult(
    *, plan: Plan, goes_on: bool, way: str, words: str, on: date, by: User, ring: Ring
) -> None:
    """Record her own yes, or her no, which ends all contact the same day. Raises `BadInput` naming
    the question; `Refused` where nothing is asked of her anew."""
    today = timezone.localdate()
    row = held(plan)
    anew = anew_of(row, today)
    if anew is None or not anew.plan:
        raise Refused(say("she was asked as an adult already, or is not known to be one yet"))
    check_code("way", way, Way)
    check_asked_on(on, consent_ages([row.person_id], today)[row.person_id].adult_since, today)
    agreement = {"on": on.isoformat(), "words": long_text("words", words), "by": str(by.pk)}
    plan.coded = row.coded | {"as_adult": on.isoformat()}
    plan.write(ring, plan.unseal(ring) | {"as_adult": agreement}, plan.version)
    # What was promised to her guardian was agreed by somebody who does not answer for her any
    # more.
    guardians_promises_end(plan, on)
    if not goes_on:
        said = {"words": agreement["words"], "at": ""}
        record_refusal(plan, way, said, on=on, by=by, ring=ring, today=today)
        stop_given(plan, by, today)
    look_again(plan, today)
    audit.record(act="reintegration.as_adult", by=by, about=plan.person_id)
