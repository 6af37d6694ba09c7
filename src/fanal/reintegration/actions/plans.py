"""Beginning a plan with her: from which day, what was agreed, how she may be contacted; and who
asks how she is, since it runs for three years, and colleagues come and go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case
from fanal.coded_facts import actions as facts
from fanal.core.calendars.months import add_months
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import NOT_IN_LIST, check_code
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.reintegration.codes import DOMAINS, StartKind, Way
from fanal.core.reintegration.family import recheck_on
from fanal.core.reintegration.hours import DAYS, ContactHours
from fanal.core.reintegration.lost_to_follow_up import PlanStep, next_step
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.people.queries import files_of
from fanal.reintegration.models import FamilyAssessment, Plan
from fanal.reintegration.queries.facts import facts_of
from fanal.reintegration.queries.plan_counts import tally_of
from fanal.reintegration.queries.turning_18 import adult_on, anew_of
from fanal.reintegration.queries.workers import who_may_ask
from fanal.sharing.queries.never_told import names_somebody_never_told

TEXTS = ("pretext", "safe_person", "partner", "code_word", "begin", "end")
WHO_IS_ASKED = ("partner", "safe_person")  # where she is, when nobody reaches her
EARLIEST = 12 * 20  # months: an earlier start is a mistake in the year


@dataclass(frozen=True)
class ContactRules:
    """How and when she may be reached, as she said it. `pretext`: what is said when somebody else
    answers; `code_word`: by which she comes back to us, which stays after a refusal."""

    ways: Collection[str] = ()
    days: Collection[str] = ()
    begin: time | None = None
    end: time | None = None
    never_call: bool = False
    pretext: str = ""
    safe_person: str = ""
    partner: str = ""
    code_word: str = ""

    def kept(self) -> Content:
        """Return the rules as they are sealed. Raises `BadInput` naming the question."""
        if self.begin and self.end and self.end < self.begin:
            raise BadInput("end", say("the last hour comes before the first"))
        if not set(self.ways) <= set(Way) or not set(self.days) <= {day for day, _say in DAYS}:
            raise BadInput("ways", NOT_IN_LIST)
        if self.never_call and Way.CALL in self.ways:
            raise BadInput("ways", say("she must never be called: take the call away"))
        texts = ("pretext", "safe_person", "partner", "code_word")
        return {name: short_text(name, getattr(self, name)) for name in texts} | {
            "ways": sorted(self.ways),
            "days": sorted(self.days),
            "never_call": self.never_call,
            "begin": self.begin.isoformat("minutes") if self.begin else "",
            "end": self.end.isoformat("minutes") if self.end else "",
        }


def hours_of(kept: Content) -> ContactHours:
    """Return what is sealed of her rules, as the rules of the core read it."""
    begin, end = (
        time.fromisoformat(kept[end_of_day]) if kept.get(end_of_day) else None
        for end_of_day in ("begin", "end")
    )
    ways = [Way(way) for way in kept.get("ways", [])]
    return ContactHours(tuple(kept.get("days", [])), begin, end, ways, bool(kept.get("never_call")))


@transaction.atomic
def begin(
    *,
    person: Person,
    start: date | None,
    start_kind: str,
    domains: Collection[str],
    words: str,
    rules: ContactRules,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> Plan:
    """Begin a plan. Raises `Refused` where one runs already; `BadInput` naming the question."""
    today = on or timezone.localdate()
    # Her row is held: of two colleagues who begin a plan at once the second is refused.
    Person.objects.select_for_update().get(pk=person.pk)
    if Plan.objects.filter(person__in=files_of(person), ended_on=None).exists():
        raise Refused(say("she has a plan running already"))
    _check_start(start, start_kind, today)
    if not set(domains) <= set(dict(DOMAINS)):
        raise BadInput("domains", NOT_IN_LIST)
    plan = Plan(
        person=person,
        folder=person.id,
        worker=by,
        start=start,
        made_by=by,
        made_on=today,
        coded={"start": start_kind},
    )
    text, rules_kept = long_text("words", words), rules.kept()
    plan.seal(ring, {"domains": sorted(domains), "words": text, "rules": rules_kept})
    _know_whom_to_ask(plan, rules_kept)
    plan.save(force_insert=True)
    _look_at_her_family_again(plan)
    look_again(plan, today)
    audit.record(act="reintegration.begun", by=by, about=person.id)
    return plan


def _check_start(start: date | None, kind: str, today: date) -> None:
    check_code("start_kind", kind, StartKind)
    if start and start > today:
        raise BadInput("start", say("this day is still to come: begin the plan when she is there"))
    if start and add_months(start, EARLIEST) < today:
        raise BadInput("start", say("this day is too far away: check the year"))


def _ask_nobody_who_must_not_know(person: Person, rules_kept: Content, ring: Ring) -> None:
    """Raise `BadInput` where somebody who must never know would be asked, and so learn of her."""
    for name in WHO_IS_ASKED:
        if names_somebody_never_told(rules_kept[name], person, ring):
            raise BadInput(
                name,
                say(
                    "this may be somebody who must never hear of her: name "
                    "somebody else, or ask a lead"
                ),
            )


def _know_whom_to_ask(plan: Plan, rules: Content) -> None:
    """Note whether there is somebody to ask when she is not reached: not who."""
    known = {name: bool(rules[name]) for name in WHO_IS_ASKED}
    plan.coded = plan.coded | known


@transaction.atomic
def set_start(*, plan: Plan, start: date, start_kind: str, by: User) -> None:
    """Set the day from which the waves are counted: known at last, or corrected."""
    today = timezone.localdate()
    _check_start(start, start_kind, today)
    plan.start, plan.coded = start, plan.coded | {"start": start_kind}
    plan.save(update_fields=["start", "coded"])
    _look_at_her_family_again(plan)
    look_again(plan, today)
    audit.record(act="reintegration.changed", by=by, about=plan.person_id)


def _look_at_her_family_again(plan: Plan) -> None:
    """Have her family looked at again thirty days after she went there."""
    if plan.start is None or plan.coded["start"] != StartKind.RETURNED:
        return
    # One made after she went has its own day; this one spoke of how it would be.
    rows = FamilyAssessment.objects.filter(person=plan.person_id, on__lte=plan.start)
    newest = rows.order_by("-on", "-number").first()
    if newest is not None:
        newest.due = recheck_on(plan.start)
        newest.save(update_fields=["due"])


@transaction.atomic
def change_rules(
    *,
    plan: Plan,
    rules: ContactRules,
    version: int,
    by: User,
    ring: Ring,
    today: date | None = None,
) -> None:
    """Change how she wants to be reached. Raises `Conflict`; `BadInput` naming the question."""
    rules_kept = rules.kept()
    _ask_nobody_who_must_not_know(plan.person, rules_kept, ring)
    today = today or timezone.localdate()
    plan.coded = held(plan).coded | {"rules_on": today.isoformat()}
    data = plan.unseal(ring) | {"rules": rules_kept}
    _know_whom_to_ask(plan, rules_kept)
    try:
        plan.write(ring, data, version)
    except Conflict as met:
        yours, theirs = _texts(met.yours), _texts(met.theirs)
        # The page of a conflict shows two texts side by side; equal ones would be a riddle.
        if yours == theirs:  # what differs is chosen from lists, which no page sets side by side
            raise Refused(
                say("somebody changed these rules meanwhile: look at them again")
            ) from None
        raise Conflict(yours, theirs, met.version) from None
    look_again(plan, today)
    audit.record(act="reintegration.changed", by=by, about=plan.person_id)


def _texts(sealed: Mapping[str, object]) -> dict[str, object]:
    rules = sealed["rules"]
    return {name: rules[name] for name in TEXTS} if isinstance(rules, dict) else {}


def look_again(plan: Plan, today: date | None = None) -> None:
    """Store what is next, and by when, after whatever was written."""
    plan.refresh_from_db(fields=["coded", "start", "ended_on"])
    today = today or timezone.localdate()
    step = next_step(facts_of(plan), today)
    plan.due = step.by if step.step is PlanStep.NOTHING else _first_day(plan, step.by, today)
    plan.coded = plan.coded | {"step": step.step.value}
    plan.save(update_fields=["due", "coded"])
    facts.code_row(plan)
    count_again(plan)


def _first_day(plan: Plan, by: date | None, today: date) -> date | None:
    """Return the next day: she may turn 18 before the next step, and is asked then."""
    anew = anew_of(plan, today)
    days = [by, anew.since if anew else adult_on(plan, today)]
    return min((day for day in days if day), default=None)


def count_again(plan: Plan) -> None:
    """Store what the rates of all plans read of this one, after whatever was written in it."""
    plan.refresh_from_db(fields=["coded", "start", "ended_on"])
    rows = list(plan.records.defer("sealed").order_by("number"))
    plan.tally = tally_of(plan, rows)
    plan.save(update_fields=["tally"])


def held(plan: Plan) -> Plan:
    """Return the plan, held until the transaction ends. Raises `Refused` where it has ended."""
    row: Plan = Plan.objects.select_for_update().select_related("person").get(pk=plan.pk)
    if row.ended_on is not None:
        raise Refused(say("this plan has ended"))
    return row


@transaction.atomic
def give_plan(*, plan: Plan, to: User, by: User) -> None:
    """Give a plan to a colleague of the team that has her file; no conflict keeps her out of it."""
    if not who_may_ask(plan).filter(pk=to.pk).exists():
        raise BadInput("to", say("this colleague does not work on her cases"))
    _give_plan(plan, to, by)


def go_along(case: Case, of: UUID | None, to: User, by: User) -> None:
    """Give the plans of a case to the colleague who gets it, where she may ask. Without `of`
    another team has the case: those are given whose worker is of the team before."""
    plans = Plan.objects.filter(person__in=case.people.all(), ended_on=None)
    for plan in plans.select_related("person"):
        may = set(who_may_ask(plan).values_list("pk", flat=True))
        goes = plan.worker_id == of if of else plan.worker_id not in may
        if goes and to.pk in may:
            _give_plan(plan, to, by)


def _give_plan(plan: Plan, to: User, by: User) -> None:
    plan.worker = to
    plan.save(update_fields=["worker"])
    detail = {"to": str(to.pk)}
    audit.record(act="reintegration.changed", by=by, about=plan.person_id, detail=detail)
