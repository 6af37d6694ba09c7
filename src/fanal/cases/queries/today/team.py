"""What a lead sees besides: who carries what, what nobody is responsible for, what went quiet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case, Consent, Task
from fanal.cases.queries.lists import unassigned_cases
from fanal.cases.queries.quiet import CaseWithDays, ending_consents, went_quiet
from fanal.cases.queries.today.rows import RowAction, TodayPart, TodayRow, part_of
from fanal.cases.queries.watched import urgent_in
from fanal.core.roles import Permission
from fanal.people.access import teams_of
from fanal.sql import these
from fanal.web.days_in_words import in_days

MONTHS = 6
NO_CASE = [0] * (MONTHS - 1)
NAMED = 3  # code names in a row about several


@dataclass(frozen=True)
class Workload:
    """What one colleague carries in the teams of the lead; `months`: open cases, oldest first."""

    worker: User
    open: int
    months: list[int]
    in_danger: int
    late: int
    quiet: int


def team_cases(user: User) -> QuerySet[Case]:
    """The open cases of the teams of this user."""
    return cases_for(user).filter(team__in=team_ids_of(user)).exclude(closed=True).order_by()


def workloads(user: User, today: date) -> list[Workload]:
    """Everybody who works in these teams, the most cases first."""
    cases = team_cases(user)
    urgent = urgent_in(cases, today)
    endangered = [id for id, code in urgent.items() if code.counts_as_danger]
    danger = _by_worker(cases.filter(id__in=these(endangered)))
    quiet, carried = _by_worker(went_quiet(cases, today)), _by_worker(cases)
    late = _late(cases, today)
    months = months_by_worker(user, today)
    found = [
        Workload(
            one,
            carried[one.pk],
            [*months.get(one.pk, NO_CASE), carried[one.pk]],
            danger[one.pk],
            late[one.pk],
            quiet[one.pk],
        )
        for one in _colleagues(user)
    ]
    return sorted(found, key=lambda one: (-one.open, str(one.worker)))


def _colleagues(user: User) -> QuerySet[User]:
    people = User.objects.who_may(Permission.WORK_CASES)
    own = people.filter(teams__in=teams_of(user).order_by())
    return own.distinct().order_by("display_name")


def _by_worker(cases: QuerySet[Case]) -> Counter[UUID | None]:
    return Counter(dict(cases.order_by().values_list("assignee").annotate(n=Count("id"))))


def _late(cases: QuerySet[Case], today: date) -> Counter[UUID]:
    rows = Task.objects.filter(case__in=cases.values("id"), done_on=None, due__lt=today).order_by()
    return Counter(dict(rows.values_list("assignee").annotate(n=Count("id"))))


# ── Six months ───────────────────────────────────────────────────────────────
def months_by_worker(user: User, today: date) -> dict[UUID, list[int]]:
    """How many cases were open at the end of each month before this one, by who has them now: who
    had one before it was handed over is not kept."""
    rows = cases_for(user).filter(team__in=team_ids_of(user))
    found: dict[UUID, list[int]] = defaultdict(lambda: [*NO_CASE])
    for worker, number, many in _open_at(rows, month_ends(today)):
        found[worker][number] += many
    return found


def open_at(cases: QuerySet[Case], today: date) -> list[int]:
    """How many of these were open at the end of each of these months."""
    counted = [*NO_CASE]
    for _worker, number, many in _open_at(cases, month_ends(today)):
        counted[number] += many
    return counted


def month_ends(today: date) -> list[date]:
    """The last days of the months before this one, the oldest first."""
    ends, first = [], today.replace(day=1)
    for _number in range(MONTHS - 1):
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return ends[::-1]


def _open_at(cases: QuerySet[Case], ends: list[date]) -> Iterable[tuple[UUID, int, int]]:
    """Of each worker how many were open on each of these days. Of the cases that are open still the
    database counts them; read one by one are those alone that were closed since the first day."""
    at = {f"at{n}": Count("id", filter=Q(opened_on__lte=day)) for n, day in enumerate(ends)}
    now = cases.order_by().filter(closed=False).values_list("assignee")
    for who, *numbers in now.annotate(**at):
        for number, many in enumerate(numbers):
            yield who, number, many
    rows = cases.order_by().filter(closed=True).annotate(closed_on=Max("closures__agreed_on"))
    recent = rows.filter(closed_on__gt=ends[0])
    for who, opened, on in recent.values_list("assignee", "opened_on", "closed_on"):
        for number, day in enumerate(ends):
            if opened <= day < on:
                yield who, number, 1


# ── Quiet, nobody responsible ────────────────────────────────────────────────
def team_quiet(user: User, today: date) -> TodayPart:
    """One row for all that went quiet and one for the consents that end: each leads to its list."""
    cases = team_cases(user)
    quiet, ending = went_quiet(cases, today), ending_consents(cases.values("id"), today)
    many = quiet.count()
    rows = [_quiet(quiet, many, today)] if many else []
    rows += [_ending(ending)] if ending else []
    return TodayPart(rows, many + len(ending))


def _quiet(found: QuerySet[CaseWithDays], many: int, today: date) -> TodayRow:
    case = found.select_related("assignee").order_by("written", "id")[0]
    said = ngettext(
        "{n} case: nothing was saved for a month", "{n} cases: nothing was saved for a month", many
    )
    who = f" ({case.assignee})" if case.assignee else ""
    longest = _("Longest: {case}, {span}").format(
        case=case.code_name, span=in_days((today - case.written).days)
    )
    return TodayRow(
        reverse("cases:list") + "?show=quiet", said.format(n=many), more=longest + who, tone="care"
    )


def _ending(found: list[Consent]) -> TodayRow:
    many = ngettext("{n} consent ends this month", "{n} consents end this month", len(found))
    names = list(dict.fromkeys(row.case.code_name for row in found))
    more = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return TodayRow(
        reverse("cases:list") + "?show=consent", many.format(n=len(found)), more=more, tone="care"
    )


def nobody_responsible(user: User) -> TodayPart:
    """The open cases of these teams without a worker who may open them."""
    cases = unassigned_cases().filter(id__in=team_cases(user).values("id"))
    rows = cases.select_related("assignee").order_by(F("opened_on"), "id")
    return part_of([_nobody(case) for case in rows])


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
