"""What other apps learn of plans: at a closing, reports of partners, where tasks are answered."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.models import User
from fanal.cases.models import Case, CasePerson, Task
from fanal.cases.queries.before_calling import RuleToRead
from fanal.cases.queries.closing_facts import GoalAtClosing, PlanAtClosing
from fanal.cases.queries.story_entries import ContactRule
from fanal.cases.queries.today.assigned_cases import DueInCase
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.closure import ClosureReason, OpenEnd, StillOpen
from fanal.core.reintegration.codes import GoalLevel, PlanEndReason
from fanal.core.reintegration.copied_reports import AlikeReports, PartnerReport, alike_reports
from fanal.core.reintegration.lost_to_follow_up import Standing, plan_standing
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.words import say
from fanal.database.sql import db_value, rows
from fanal.keys.ring import Ring
from fanal.partners import access as partners
from fanal.partners.models import Partner
from fanal.partners.queries.signals import PartnerSignal
from fanal.people.models import Person
from fanal.people.queries import last_of, merged_of
from fanal.reintegration import access
from fanal.reintegration.models import Plan, PlanGoal, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.facts import facts_of_each
from fanal.reintegration.queries.pages import PlanPage, ShownRules, plan_page, shown_rules
from fanal.reintegration.queries.record_pages import ShownGoal
from fanal.sharing.queries.days_ahead import DayKind, OfferedDay
from fanal.web.words import translated


# Where the task of a contact that a partner makes is answered: did they report back?
def reported_at(tasks: Collection[Task]) -> dict[UUID, str]:
    rows = PlanRecord.objects.filter(task__in=tasks, over_on=None).order_by()
    return {
        task: reverse("reintegration:report", args=[person, record])
        for task, person, record in rows.values_list("task", "plan__person", "id")
    }


# What does not wait for a case to change hands.
def contacts_ahead(case: Case) -> Iterator[OfferedDay]:
    plans = Plan.objects.filter(person__in=case.people.all(), ended_on=None).exclude(due=None)
    for plan in plans.defer("sealed").order_by("due"):
        if plan.due:
            yield OfferedDay(DayKind.CONTACT, plan.due)


def contacts_in(cases: Collection[UUID]) -> Iterator[DueInCase]:
    """Yield what is due first in cases that somebody was given."""
    links = CasePerson.objects.filter(case__in=cases).order_by("id")
    case_of = dict(links.values_list("person", "case"))
    plans = Plan.objects.filter(person__in=case_of, ended_on=None).exclude(due=None)
    for plan in plans.defer("sealed").order_by("due"):
        if plan.due:
            what = translated(DayKind.CONTACT.sentence())
            yield DueInCase(plan.due, what, case_of[plan.person_id])


# What the plan of a person says when a case of hers is to be closed.
R, E = ClosureReason, PlanEndReason
BY_STANDING = {
    Standing.DIED: R.DIED,
    Standing.REFUSED: R.HER_WISH,
    Standing.OUT_OF_CONTACT: R.CONTACT_LOST,
}
BY_END = {
    E.BY_HER_WORD: R.SAFE_AND_INDEPENDENT,
    E.GOALS_REACHED: R.GOALS_REACHED,
    E.OTHERS_GO_ON: R.TRANSFERRED,
    E.REFUSED: R.HER_WISH,
    E.OUT_OF_CONTACT: R.CONTACT_LOST,
    E.DIED: R.DIED,
}

ANY_PLAN = """SELECT 1 FROM reintegration_plan
    WHERE person_id IN (SELECT person_id FROM cases_caseperson WHERE case_id = %s) LIMIT 1"""


def plans_at_closing(case: Case, user: User, ring: Ring) -> Iterator[PlanAtClosing]:
    """Yield each of her plans that this user reads, opened, which is written down."""
    for person in _concerned(case, user):
        plan = access.plan_of(person)
        if plan is not None and plan.try_unseal(ring) is not None:
            access.opened(user, person, ring=ring)
            yield _at_closing(person, plan_page(plan, ring))


def _concerned(case: Case, user: User) -> list[Person]:
    ids = case.concerned.values_list("person", flat=True)
    open_to = access.open_to(user, ids)
    return [person for person in case.people.all() if person.id in open_to]


def _at_closing(person: Person, page: PlanPage) -> PlanAtClosing:
    reached = (contact for contact in page.contacts if contact.row.coded.get("result") == "reached")
    last = next(reached, None)
    ended = page.plan.ended_on is not None
    said_at_the_end = page.asked_end.her_words if ended else ""
    return PlanAtClosing(
        code=person.code_name,
        address=reverse("reintegration:person", args=[person.id]),
        standing=page.standing.sentence(),
        last=last.row.on if last else None,
        safe={"yes": True, "no": False}.get(last.row.coded.get("safe", "")) if last else None,
        her_words=said_at_the_end or (last.content.get("words", "") if last else ""),
        goals=[_goal_at_closing(goal) for goal in page.goals],
        reason=BY_END.get(page.end) if ended and page.end else BY_STANDING.get(page.standing),
    )


def _goal_at_closing(goal: ShownGoal) -> GoalAtClosing:
    level = goal.hers.level.sentence() if goal.hers else None
    return GoalAtClosing(goal.content.get("words", ""), level)


def goals_still_open(case: Case, user: User, _now: datetime) -> Iterator[StillOpen]:
    """Yield goals of her plan that are not as she hopes, by her own word: no key is needed."""
    if not rows(ANY_PLAN, [db_value(case.id)]):
        return  # of most cases: one small question in place of seven
    plans = Plan.objects.filter(person__in=[person.id for person in _concerned(case, user)])
    kept = PlanGoal.objects.filter(plan__in=plans.values("id"), dropped_on=None).defer("sealed")
    goals = {goal.id: goal for goal in kept}
    last: dict[object, int] = {}
    records = PlanRecord.objects.filter(goal__in=goals).defer("sealed")
    for row in records.order_by("on", "number"):
        codes = row.coded
        goal = goals[row.goal_id] if row.goal_id else None
        is_hers = row.kind == PlanRecordKind.REVIEW and codes["rater"] == "hers"
        if goal and is_hers and codes["edition"] == goal.edition:
            last[goal.id] = codes["level"]
    if n := sum(last.get(goal, GoalLevel.AS_NOW) < GoalLevel.HOPED for goal in goals):
        says = say("goals of her plan that are not yet as she hopes: {n}", n=n)
        yield StillOpen(OpenEnd.GOALS, says, at="reintegration:of_case")


# As the condition of the index says it: of `<>` SQLite does not use it.
REPORTED = "SELECT 1 FROM reintegration_planrecord WHERE NOT words_mark = ''"


# A partner reported the same words of many people: on their page, and on the start page of whoever
# leads until somebody writes down what was found out about them.
def alike_of_each() -> dict[UUID, list[AlikeReports]]:
    """Return reports that are alike, by the id of each partner. No key is needed; one query where
    there is nothing."""
    marks = PlanRecord.objects.exclude(words_mark="").order_by().values("words_mark")
    many = marks.annotate(n=Count("id")).filter(n__gte=PlanTimer.ALIKE_PEOPLE.number)
    rows = PlanRecord.objects.filter(words_mark__in=many.values("words_mark")).defer("sealed")
    reports = list(rows.select_related("plan"))
    into = merged_of() if reports else {}
    whose = {row.words_mark: UUID(row.coded["partner"]) for row in reports}
    alike = alike_reports(
        PartnerReport(row.words_mark, last_of(row.plan.person_id, into), row.made_on)
        for row in reports
    )
    of_each: dict[UUID, list[AlikeReports]] = defaultdict(list)
    for report in alike:
        of_each[whose[report.mark]].append(report)
    return of_each


def alike_signals(user: User, partner: Partner) -> Iterator[PartnerSignal]:
    """Yield signals for the page of a partner whose reports are alike."""
    for reports in alike_of_each().get(partner.id, ()):
        when = _("Reported from {first} to {last}.")
        if reports.first == reports.last:
            when = _("Reported on {last}.")
        days = when.format(first=date_format(reports.first), last=date_format(reports.last))
        words = f"{days} {_('Find out whether they saw each of them.')}"
        yield PartnerSignal(_title(reports), words, _open_to(user, reports.people))


def _title(reports: AlikeReports) -> str:
    title = ngettext(
        "The same words about {n} person", "The same words about {n} people", len(reports.people)
    )
    return title.format(n=len(reports.people))


def _open_to(user: User, people: Collection[UUID]) -> list[tuple[str, str]]:
    rows = Person.objects.filter(id__in=access.open_to(user, people))
    return sorted((row.code_name, reverse("reintegration:person", args=[row.id])) for row in rows)


def alike_today(user: User, _now: datetime) -> Sequence[TodayRow]:
    """Return a row of the start page for each such partner of whom nothing was found since."""
    if not partners.leads(user):
        return []
    by_partner = alike_of_each()
    if not by_partner:
        return []
    looked = _looked_at(user, by_partner)
    rows = {partner.id: partner for partner in Partner.objects.filter(id__in=by_partner)}
    newest = sorted(by_partner.items(), key=lambda one: one[1][0].last, reverse=True)
    return [
        _row(alike[0], rows[id]) for id, alike in newest if looked.get(id, date.min) < alike[0].last
    ]


def _looked_at(user: User, ids: Collection[UUID]) -> dict[UUID, date]:
    """Return the day of the last finding about each that this user may know of."""
    rows = partners.findings_for(user).filter(about__in=ids).order_by()
    return dict(rows.values_list("about").annotate(last=Max("said_on")))


def _row(newest: AlikeReports, partner: Partner) -> TodayRow:
    return TodayRow(
        reverse("partners:partner", args=[partner.id]),
        f"{partner.name} · {_title(newest)}",
        icon="find",
        tone="care",
    )


def rules_of_plans(case: Case, user: User, ring: Ring) -> Iterator[RuleToRead]:
    """Yield what the plans of her people say, also of one that has ended: she is called all the
    same, after her case is closed or after a journey."""
    people = case.people.all()
    open_to = access.open_to(user, [person.id for person in people])
    plans = access.plans_of([person for person in people if person.id in open_to])
    facts, today = facts_of_each(plans.values()), timezone.localdate()
    for person in people:
        plan = plans.get(person.id)
        content = plan.try_unseal(ring) if plan else None
        if plan is None or content is None:
            continue
        rule = _in_words(shown_rules(plan, content, ring), plan_standing(facts[plan.id], today))
        if rule.known:
            access.opened(user, person, ring=ring)
            address = reverse("reintegration:person", args=[person.id])
            said_on = date.fromisoformat(plan.coded.get("rules_on") or plan.made_on.isoformat())
            yield RuleToRead(person.code_name, address, rule, said_on)


def _in_words(rules: ShownRules, now: Standing) -> ContactRule:
    answers = rules.answers
    # Her no, or her death, comes before every way in which she might be reached.
    no = now if now in (Standing.REFUSED, Standing.DIED) else None
    never = [translated(no.sentence())] if no else []
    never += [_("never call")] if answers.get("never_call") else []
    ways = ", ".join(translated(way) for way in rules.ways)
    when = [ways, ", ".join(rules.when)] if rules.is_asked else [ways]
    return ContactRule(
        never=capfirst(", ".join(never)),
        when=" · ".join(filter(None, when)),
        may_answer="" if "safe_person" in rules.feared else str(answers.get("safe_person") or ""),
        code_word="",  # of a plan it is hers, to come back to us
        cover=str(answers.get("pretext") or ""),
    )
