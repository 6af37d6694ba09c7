"""Dated records in the calendar, and the reviews that are late for the lead who holds them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.models import Case, CaseEntry, Closure
from fanal.cases.queries.agenda_after_closing import FOLLOW_UP
from fanal.cases.queries.agenda_asked import Asked, open_cases, opened_last
from fanal.cases.queries.agenda_items import REVIEW, AgendaItem
from fanal.cases.queries.hearings import days_by_case
from fanal.cases.queries.reopenings import moves_after_closing, reopened_on
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.due import DueStep, ProtectionStep, next_review
from fanal.core.protection.facts import CaseFacts, Recorded
from fanal.core.protection.follow_up import WINDOW
from fanal.core.protection.kinds import RecordKind
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY, LEGAL, NARRATIVE
from fanal.database.sql import these
from fanal.identification.case_countries import countries_by_case
from fanal.people.models import Person
from fanal.protection.access import cases_led_by
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.facts import ReadBeside, due_by_case
from fanal.protection.queries.may_be_late import that_may_be_late
from fanal.protection.queries.releases import released_in
from fanal.web.words import translated

FOR_THE_LEAD = (
    ProtectionStep.REVIEW,
    ProtectionStep.DETERMINATION,
    ProtectionStep.REOPEN,
    ProtectionStep.FOLLOW_UP,
)
HER_SAFETY = (ProtectionStep.RISK, ProtectionStep.SAFETY_PLAN)


def due_on_days(asked: Asked) -> Iterator[AgendaItem]:
    """What is due in one's own open cases and those that one sees to for a colleague, or in all of
    the team. Where nothing was ever recorded, only what cannot wait: of one's own the risk and the
    safety plan that nobody has begun by their day, and what a day in court asks. The case itself
    and the list of the lead say the rest: here every case would say the same."""
    if not asked.user.may(Permission.WORK_CASES):
        return
    recorded = ProtectionRecord.objects.order_by().values("case")
    found = open_cases(asked, NARRATIVE)
    if asked.team:  # which may have thousands without a record
        heard = {hearing.case.id for hearing in asked.hearings}
        found = found.filter(Q(id__in=recorded) | Q(id__in=these(heard)))
    cases = {one.id: one for one in opened_last(asked, REVIEW, _with_office(found))}
    if not cases:
        return
    begun = set(recorded.filter(case__in=these(cases)).values_list("case", flat=True))
    beside = read_related(asked, cases)
    due = due_by_case(list(cases.values()), asked.today, beside)
    named = codes_of_several(due.values())
    for id, steps in due.items():
        for step in (one for one in steps if _stands_here(asked, one, id in begun)):
            held = asked.why_hers(cases[id].assignee_id)
            yield replace(item_of(cases[id], step, named), stands_in=held)


def _stands_here(asked: Asked, step: DueStep, begun: bool) -> bool:
    """Whether the calendar shows a step: not what is due after the last day that is asked for."""
    if asked.until is not None and step.by > asked.until:
        return False
    return begun or _cannot_wait(asked, step)


def _cannot_wait(asked: Asked, step: DueStep) -> bool:
    """Return whether a step in a case of which nothing is recorded yet cannot wait."""
    begins = step.first and step.step in HER_SAFETY and step.by <= asked.today
    return bool(step.event) or (begins and not asked.team)


def read_related(asked: Asked, cases: Collection[UUID]) -> ReadBeside:
    """What a list of these cases reads besides: ages, hearings, releases, where it happened."""
    of_law = [one for one in asked.of_law if one in cases]
    return ReadBeside(
        _aged(asked, cases),
        days_by_case(asked.hearings),
        countries_by_case(of_law, asked.ring),
        released_in(of_law),
    )


def _aged(asked: Asked, cases: Collection[UUID]) -> set[UUID]:
    """Return those of these cases in which the reader may know how old somebody is."""
    if not asked.team:
        return set(asked.own[IDENTITY])
    rows = cases_with(asked.user, IDENTITY).filter(id__in=these(cases)).order_by()
    return set(rows.values_list("id", flat=True))


def codes_of_several(due: Iterable[Sequence[DueStep]]) -> Mapping[UUID, str]:
    """Return the code names in cases in which something is due of more than one: two lines that say
    the same are one.

    Always asked: a page takes as many queries for one person as for two.
    """
    people = [{step.person for step in steps if step.person} for steps in due]
    several = {one for some in people if len(some) > 1 for one in some}
    return {one.pk: one.code_name for one in Person.objects.filter(id__in=these(several))}


def item_of(case: Case, step: DueStep, named: Mapping[UUID, str]) -> AgendaItem:
    whom = named.get(step.person, "") if step.person else ""
    return AgendaItem(
        REVIEW,
        capfirst(translated(step.sentence())),
        reverse("protection:case", args=[case.id]),
        step.by,
        code=case.code_name,
        more=" · ".join(filter(None, [whom, capfirst(translated(step.why))])),
    )


def _with_office(cases: QuerySet[Case]) -> QuerySet[Case]:
    # Many cases of one team: it is read once, and not with each of them.
    return cases.prefetch_related("team__office")


# ── For the lead ─────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class LateStep:
    """A step that is late, in which case, and whose."""

    case: Case
    step: DueStep
    days: int


def late_for(asked: Asked) -> list[LateStep]:
    """What is late in the teams that this user leads: of open cases everything, of closed ones
    whom nobody has asked and who is not to be asked on a day that was agreed; reviews first, then
    the latest."""
    today = asked.today
    led = that_may_be_late(cases_led_by(asked.user), today)
    # Of thousands of cases a few dozen people are assignees: each is read once.
    cases = _with_office(led).prefetch_related("assignee")
    by_id = {case.id: case for case in cases.order_by("-opened_on", "id")}
    over = [id for id, one in by_id.items() if one.closed]
    due = due_by_case(list(by_id.values()), today, _with_closed(asked, by_id, over))
    agreed = agreed_in(over)
    found = [
        LateStep(by_id[id], step, late)
        for id, steps in due.items()
        for step in steps
        if (late := step.days_late(today)) and not is_in_time(step, agreed.get(id, ()), today)
    ]
    return sorted(found, key=lambda one: (_rank(one), -one.days, str(one.case.id)))


def _with_closed(asked: Asked, cases: Collection[UUID], over: Collection[UUID]) -> ReadBeside:
    """Return what is read beside these cases, of the closed ones too who was released since."""
    beside = read_related(asked, cases)
    of_law = cases_with(asked.user, LEGAL).filter(id__in=these(over)).order_by()
    freed = released_in(list(of_law.values_list("id", flat=True)))
    return replace(beside, released={**beside.released, **freed})


def _rank(one: LateStep) -> int:
    return FOR_THE_LEAD.index(one.step.step) if one.step.step in FOR_THE_LEAD else len(FOR_THE_LEAD)


def reviews_late(user: User, today: date) -> int:
    """How many reviews are late in these teams, counted by the database: as
    `fanal.core.protection.due.next_review` says of each of them."""
    ran_out = clock(ClockStep.REVIEW).ran_out_by(today)
    held = ProtectionRecord.objects.filter(case=OuterRef("pk"), person=None)
    last = held.order_by("-on", "-number")
    cases = cases_led_by(user).exclude(closed=True).order_by()
    cases = cases.annotate(
        due=Subquery(last.values("due")[:1]), held=Subquery(last.values("on")[:1])
    )
    never = Q(opened_on__lte=ran_out) & ~Exists(held)  # asked first: most cases end there
    no_day = Q(due=None, held__lte=ran_out)
    late = cases.filter(never | Q(due__lt=today) | no_day)
    # From the few that were ever closed: among all that are late it would look for each of them.
    closed = Closure.objects.exclude(agreed_on=None).filter(case__closed=False).order_by()
    ever = set(closed.values_list("case", flat=True))
    back = late.filter(id__in=these(ever)).values_list("id", "opened_on", "held", "due")
    # A case that was opened again begins anew: nothing in it is late on that day.
    return late.count() - (_begun_anew(list(back), today) if ever else 0)


def _begun_anew(
    ever_closed: Collection[tuple[UUID, date, date | None, date | None]], today: date
) -> int:
    """How many of these, each with its days, are not late since they were opened again: they are
    few, and the stages by which it is known are sealed."""
    again = reopened_on(moves_after_closing([row[0] for row in ever_closed])) if ever_closed else {}
    facts = (
        CaseFacts(
            opened,
            "",
            (),
            (Recorded(RecordKind.REVIEW, held, due),) if held else (),
            reopened_on=again.get(id),
        )
        for id, opened, held, due in ever_closed
    )
    return sum(next_review(fact).by >= today for fact in facts)


def safety_late(user: User, today: date) -> int:
    """How many risk assessments and safety plans are late in these teams, at least: those that
    nobody has begun where nothing is recorded at all, and those whose day has passed. Counted by
    the database, which does not know of what kind a record is: the late ones alone are opened. The
    list reads the rest: what has no day of its own, and cases that were opened again."""
    closed = Closure.objects.filter(case=OuterRef("pk")).exclude(agreed_on=None)
    cases = cases_led_by(user).exclude(closed=True).filter(~Exists(closed)).order_by()
    recorded = ProtectionRecord.objects.filter(case=OuterRef("pk"))
    first = cases.filter(opened_on__lte=clock(ClockStep.FIRST).ran_out_by(today))
    of_hers = {one: OuterRef(one) for one in ("case", "person", "kind")}
    later = ProtectionRecord.objects.filter(**of_hers, number__gt=OuterRef("number"))
    theirs = Exists(cases.filter(id=OuterRef("case_id")))  # from what is late to its case
    passed = ProtectionRecord.objects.filter(theirs, due__lt=today)
    passed = passed.exclude(person=None).filter(~Exists(later)).order_by().defer("sealed")
    # The kind is sealed, so it is asked of the late ones alone.
    late = sum(one.record_kind in (RecordKind.RISK, RecordKind.SAFETY_PLAN) for one in passed)
    return late + first.filter(~Exists(recorded)).count()


def late_in_teams_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Rows of the start page of a lead; none where nothing is late."""
    if not user.may(Permission.LEAD_CASES):
        return []
    found = []
    if n := reviews_late(user, now.date()):
        says = ngettext("%(n)d case review is late", "%(n)d case reviews are late", n)
        found.append(says % {"n": n})
    if n := safety_late(user, now.date()):
        says = ngettext(
            "At least %(n)d risk assessment or safety plan is late",
            "At least %(n)d risk assessments and safety plans are late",
            n,
        )
        found.append(says % {"n": n})
    address = reverse("protection:late")
    return [TodayRow(address, one, icon="hour", tone="care") for one in found]


# Follow-ups that were planned with her, beside the waves after closing: she is asked once.
@dataclass(frozen=True)
class Agreed:
    """A follow-up that was planned: about whom, None for everybody, by which day it is made or was,
    and whether it was."""

    about: UUID | None
    day: date
    made: bool


def agreed_in(cases: Collection[UUID]) -> dict[UUID, list[Agreed]]:
    """Return the follow-ups that are still to be made by their day, and those that were made by
    when that was."""
    found: dict[UUID, list[Agreed]] = defaultdict(list)
    rows = CaseEntry.objects.of_kinds(cases, FOLLOW_UP).exclude(due=None).order_by()
    for case, about, due, done in rows.values_list("case", "about", "due", "done_on"):
        if day := done or due:
            found[case].append(Agreed(about, day, done is not None))
    return found


def stands_already(step: DueStep, agreed: Collection[Agreed]) -> bool:
    """Whether it was planned, or made, in the time in which this wave asks for it."""
    if step.step is not ProtectionStep.FOLLOW_UP:
        return False
    # Of nobody in particular a follow-up is for everybody in the case.
    near = [one.day for one in agreed if one.about in (None, step.person)]
    return any(abs(day - step.by) <= WINDOW for day in near)


def is_in_time(step: DueStep, agreed: Collection[Agreed], today: date) -> bool:
    """The same of what was made, or has its day before it: who let that day pass is late."""
    return stands_already(step, [one for one in agreed if one.made or one.day >= today])
