"""What a lead sees besides: what nobody is responsible for, what went quiet."""

from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.models import User
from fanal.cases.models import Case, Consent
from fanal.cases.queries.ask_whom import worker_of
from fanal.cases.queries.inactive_cases import CaseWithDays, ending_consents, with_days
from fanal.cases.queries.lists import unassigned_cases
from fanal.cases.queries.today.rows import MOST, RowAction, TodayPart, TodayRow, part_of
from fanal.cases.queries.today.workload import CarriedBy, team_cases
from fanal.core.roles import Permission
from fanal.people.exclusion import cases_held_by_who_is_kept_out
from fanal.web.days_in_words import in_days
from fanal.web.first_rows import FirstRows

NAMED = 3  # code names in a row about several


def team_quiet(user: User, loads: CarriedBy, today: date) -> TodayPart:
    """One row for all that went quiet and one for the consents that end: each leads to its list."""
    ending = ending_consents(team_cases(user).values("id"), today)
    many = sum(load.quiet for load in loads.values())
    rows = [_quiet(_longest_quiet(team_cases(user), loads), many, today)] if many else []
    rows += [_ending(ending)] if ending else []
    return TodayPart(rows, many + len(ending))


def _longest_quiet(cases: QuerySet[Case], loads: CarriedBy) -> CaseWithDays:
    """Looked for among the cases of those alone who have one that is quiet as long."""
    since = min(load.longest for load in loads.values() if load.longest)
    who = [worker for worker, load in loads.items() if load.longest == since]
    theirs = Q(assignee__in=[worker_id for worker_id in who if worker_id])
    theirs |= Q(assignee=None) if None in who else Q()
    rows = with_days(cases.filter(theirs)).filter(written=since).select_related("assignee")
    # There is one: `loads` counted it, in the same request, among these cases.
    return rows.order_by("id")[0]


def _quiet(case: CaseWithDays, many: int, today: date) -> TodayRow:
    title = ngettext(
        "{n} case: nothing was saved for a month", "{n} cases: nothing was saved for a month", many
    )
    worker = worker_of(case)
    who = f" ({worker})" if worker else ""
    longest = _("Longest: {case}, {span}").format(
        case=case.code_name, span=in_days((today - case.written).days)
    )
    return TodayRow(
        reverse("cases:list") + "?show=quiet", title.format(n=many), more=longest + who, tone="care"
    )


def _ending(consents: list[Consent]) -> TodayRow:
    many = ngettext("{n} consent ends this month", "{n} consents end this month", len(consents))
    names = list(dict.fromkeys(row.case.code_name for row in consents))
    more = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return TodayRow(
        reverse("cases:list") + "?show=consent",
        many.format(n=len(consents)),
        more=more,
        tone="care",
    )


def nobody_responsible(user: User, loads: CarriedBy) -> TodayPart:
    """The open cases of these teams without a worker who may open them; looked for among those of
    whom that can be said, and not among all."""
    near = Q(assignee=None) | Q(assignee__in=_may_be_away(user, loads))
    near |= Q(id__in=cases_held_by_who_is_kept_out())
    cases = unassigned_cases(team_cases(user).filter(near))
    in_order = cases.select_related("assignee").order_by(F("opened_on"), "id")
    first = FirstRows.of(in_order, MOST)
    return part_of([_nobody(case) for case in first.rows], first.count)


def _may_be_away(user: User, loads: CarriedBy) -> list[UUID]:
    """Those who have cases here and are not at work in each of these teams."""
    teams = list(user.teams.order_by().values_list("pk", flat=True))
    there = User.objects.who_may(Permission.WORK_CASES).filter(teams__in=teams).order_by()
    in_each = there.annotate(many=Count("teams")).filter(many=len(teams))
    sure = set(in_each.values_list("pk", flat=True))
    return [worker for worker in loads if worker and worker not in sure]


def _nobody(case: Case) -> TodayRow:
    before = _("{who} was responsible").format(who=case.assignee) if case.assignee else ""
    give = RowAction(_("Hand over"), reverse("cases:assign", args=[case.id]), "hands")
    return TodayRow(
        reverse("cases:case", args=[case.id]),
        "",
        code=case.code_name,
        more=before,
        tone="care",
        act=give,
    )
