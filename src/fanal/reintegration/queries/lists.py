"""Plans in lists: whom somebody has to ask next, on Today, in the calendar, and for a lead."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.queries import said_of, whose_work
from fanal.accounts.models import User
from fanal.cases.queries.agenda_asked import Asked, first_due
from fanal.cases.queries.agenda_items import SIGN, AgendaItem
from fanal.cases.queries.codes import in_danger_of
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.reintegration.lost_to_follow_up import (
    PlanStep,
    Standing,
    left_alone,
    next_step,
    plan_standing,
)
from fanal.core.reintegration.turning_18 import ASK_HER, AskedAnew
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say
from fanal.database.sql import these
from fanal.reintegration import access
from fanal.reintegration.models import Plan, PlanRecord
from fanal.reintegration.queries.facts import facts_of_each
from fanal.reintegration.queries.turning_18 import turning_adult
from fanal.reintegration.queries.workers import left_lying, of_others
from fanal.sealed.columns import Sealed, ServerSealedJSONField
from fanal.web.days_in_words import relative_day
from fanal.web.first_rows import FirstRows
from fanal.web.words import translated

REMEMBERED = 65_536  # next steps that a process remembers opened
TODAY = 20  # plans that the start page opens; it says how many more are due
FOR_A_LEAD = {PlanStep.LEAD, PlanStep.REPORT}
NOT_REPORTED = say("the partner has not reported back")


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list: what is next and how late it is. `promises`: of ours that are late.
    `anew`: what is asked of her as an adult; `adult_on`: the day from which, where it is still to
    come."""

    plan: Plan
    step: PlanStep
    standing: Standing
    late: int
    promises: int = 0
    anew: AskedAnew | None = None
    by: date | None = None
    in_danger: bool = False
    adult_on: date | None = None

    @property
    def says(self) -> Sentence:
        """The sentence of what is to be done."""
        if self.step is PlanStep.REPORT and self.late:
            return NOT_REPORTED
        return self.step.sentence()

    @property
    def on_its_day(self) -> Sentence:
        """What stands in the calendar: she may turn 18 before the next step."""
        if self.anew is not None and self.anew.since == self.plan.due:
            return self.anew.sentence()
        return ASK_HER if self.adult_on and self.adult_on == self.plan.due else self.says

    @property
    def is_asked(self) -> bool:
        """Whether she is asked, and not left alone by what was written in another plan of hers."""
        return self.step is not PlanStep.NOTHING or self.promises > 0

    def is_due(self, today: date) -> bool:
        """Whether it is due; not where she was heard from in a case: then the next contact
        comes."""
        asked = self.by is None or self.by <= today or self.promises or self.anew
        return self.is_asked and bool(asked)

    def stands_on(self, today: date) -> bool:
        """Whether it stands among what is to do today, and needs no other line."""
        return self.plan.due == self.by == today and not self.tone

    @property
    def only_asks_her(self) -> bool:
        """Whether nothing is to do but to hear from her."""
        return self.step is PlanStep.WAVE and not (self.promises or self.anew)

    @property
    def for_a_lead(self) -> bool:
        """Whether a lead sees to it: nobody else waits for a partner who does not report back."""
        return self.step is PlanStep.LEAD or (self.step is PlanStep.REPORT and self.late > 0)

    @property
    def tone(self) -> str:
        if self.in_danger:
            return "danger"
        return "care" if self.late or self.promises or self.anew or self.for_a_lead else ""

    @property
    def icon(self) -> str:
        return "" if self.tone else "hour"


def plan_rows(plans: Iterable[Plan], today: date) -> list[PlanRow]:
    """Return the rows: who is in danger first, then the latest, then by day; whom nobody has to ask
    last. In a constant number of queries."""
    listed = list(plans)
    facts, danger = facts_of_each(listed), in_danger_of({plan.person_id for plan in listed})
    late, adults = promises_late([plan.id for plan in listed], today), turning_adult(listed, today)
    rows = []
    for plan in listed:
        known = replace(facts[plan.id], in_danger=plan.person_id in danger)
        next = next_step(known, today)
        row = PlanRow(
            plan,
            next.step,
            plan_standing(known, today),
            late=days_late(next.by, today),
            promises=late.get(plan.id, 0),
            anew=None if left_alone(known) else adults.anew.get(plan.id),
            by=next.by,
            in_danger=known.in_danger,
            adult_on=adults.adult_on.get(plan.id),
        )
        rows.append(row)
    return sorted(
        rows,
        key=lambda row: (not row.in_danger, -row.late, row.plan.due or date.max, str(row.plan.id)),
    )


def days_late(by: date | None, today: date) -> int:
    return max(0, (today - by).days) if by else 0


def promises_late(plans: Collection[UUID], today: date) -> dict[UUID, int]:
    """Return how many promises of ours are open after their day, by plan."""
    rows = PlanRecord.objects.filter(plan__in=plans, over_on=None, due__lt=today).defer("sealed")
    late: dict[UUID, int] = {}
    for row in rows:
        if row.kind == "promise":
            late[row.plan_id] = late.get(row.plan_id, 0) + 1
    return late


def mine_or_waiting(user: User, today: date) -> QuerySet[Plan]:
    """Return the plans of this user, and of those she stands in for, that are due or have a late
    promise."""
    own = whose_work(user)
    promised = PlanRecord.objects.filter(over_on=None, due__lt=today, plan__worker__in=own)
    hers = Q(worker__in=own) & (Q(due__lte=today) | Q(id__in=promised.order_by().values("plan")))
    return access.plans_for(user).filter(hers).order_by("due", "id")


def waves_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return rows of the start page: the waiting plans of this user and of those she stands in for;
    for a lead also what she decides."""
    if not user.may(Permission.WORK_CASES):
        return []
    today = timezone.localdate(now)
    first = FirstRows.of(mine_or_waiting(user, today), TODAY)
    away = said_of(user)
    rows = [
        replace(_today_row(row), more=capfirst(away.get(row.plan.worker_id, "")))
        for row in plan_rows(first.rows, today)
        if row.is_due(today) and not row.stands_on(today)
    ]
    if first.left:
        rows.append(_row_of_more(first.left))
    return rows + _for_a_lead(user, today) if user.may(Permission.LEAD_CASES) else rows


def _for_a_lead(user: User, today: date) -> list[TodayRow]:
    """Return what a lead decides, and whom a colleague has not asked in time or asks no more. Of
    the plans of others that are due no record is read but of these."""
    others = of_others(user, today)
    coded = others.select_related(None).annotate(lies=left_lying(today)).order_by("due", "id")
    columns = list(coded.values_list("id", "person_id", "coded", "lies"))
    lying = [id for id, _person, _held, lies in columns if lies]
    waiting = [id for id, person, codes, _lies in columns if _waits_for_a_lead(id, person, codes)]
    # Codes first and records of these alone: a lead may have thousands of plans.
    ids = {*waiting, *lying[:TODAY]}
    rows = plan_rows(others.filter(pk__in=ids), today) if ids else []
    shown = [
        _today_row(row) if row.for_a_lead else _by_whom(row) for row in rows if row.is_due(today)
    ]
    left = len(lying) - TODAY
    return [*shown, _row_of_more(left)] if left > 0 else shown


def _by_whom(row: PlanRow) -> TodayRow:
    says = _("{who} has not asked her") if row.plan.worker.is_active else _("{who} has left")
    return replace(
        _today_row(row), tone="care", icon="", hears=None, more=says.format(who=row.plan.worker)
    )


def _waits_for_a_lead(id: UUID, person: UUID, codes: object) -> bool:
    assert isinstance(codes, Sealed), codes  # it was read without its row
    return _step(id, person, codes.blob) in FOR_A_LEAD


@lru_cache(REMEMBERED)
def _step(id: UUID, person: UUID, blob: bytes) -> str:
    """Return the step in a stored value. What it says never changes: as of stored states
    (`fanal.cases.models.state`)."""
    field: ServerSealedJSONField = Plan._meta.get_field("coded")
    return str(field.opened(blob, field.context(id, {"person_id": person})).get("step", ""))


def _row_of_more(n: int) -> TodayRow:
    title = ngettext("%(n)d more plan is due", "%(n)d more plans are due", n) % {"n": n}
    return TodayRow(reverse("reintegration:list"), title, tone="care")


def _today_row(row: PlanRow) -> TodayRow:
    person = row.plan.person
    return TodayRow(
        reverse("reintegration:person", args=[person.id]),
        capfirst(_what_is_due(row)),
        code=person.code_name,
        icon=row.icon,
        tone=row.tone,
        when=relative_day(row.by) if row.by and row.late else "",
        hears=person.id if row.only_asks_her else None,
    )


def _what_is_due(row: PlanRow) -> str:
    if row.late or not (row.promises or row.anew):
        return translated(row.says)
    return translated(row.anew.sentence()) if row.anew else _("one of our promises to her is late")


def due_in_calendar(asked: Asked) -> Iterator[AgendaItem]:
    """Yield the next step of each plan on its day."""
    if not asked.user.may(Permission.WORK_CASES):
        return
    plans = access.plans_for(asked.user).exclude(due=None)
    if not asked.team:
        plans = plans.filter(worker__in=whose_work(asked.user))
    for row in plan_rows(first_due(asked, SIGN, plans), asked.today):
        if not row.is_asked:
            continue
        yield AgendaItem(
            SIGN,
            capfirst(translated(row.on_its_day)),
            reverse("reintegration:person", args=[row.plan.person_id]),
            row.plan.due,
            code=row.plan.person.code_name,
            who=str(row.plan.worker),
            stands_in=asked.stands_in(row.plan.worker_id),
            hears=row.plan.person_id if row.step is PlanStep.WAVE else None,
        )


def other_plans(plan: Plan, user: User) -> list[tuple[Plan, bool]]:
    """Return the plans that run in other files of hers, each with whether this user opens it."""
    rows = list(access.others_that_run(plan)) if plan.ended_on is None else []
    opened = access.open_to(user, [row.person_id for row in rows]) if rows else set()
    return [(row, row.person_id in opened) for row in rows]


def rules_in_a_plan(people: Collection[UUID]) -> set[UUID]:
    """Return the people whose plan says how they may be reached: also once it has ended, as they
    may still be called."""
    rows = Plan.objects.filter(person__in=these(people)).defer("sealed")
    return {plan.person_id for plan in rows.order_by() if plan.coded.get("rules_on")}


def followed_by_a_plan(people: Collection[UUID]) -> set[UUID]:
    """Return the people with a running plan: the clock of a closed case is silent for them."""
    rows = Plan.objects.filter(person__in=these(people), ended_on=None).order_by()
    return set(rows.values_list("person", flat=True))
