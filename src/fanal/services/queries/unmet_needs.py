"""Needs without a service: rows for the lead of a team and for who works on the case, numbers by
team for who sees the whole.
Read without a key, so that nobody has to have looked into the case first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import ngettext

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.cases.queries.today.rows import FIRST, TodayRow
from fanal.core.casework.choices import DOMAINS, URGENCY
from fanal.core.roles import Permission
from fanal.core.words import Sentence
from fanal.database.sql import YES, ids_as_text
from fanal.services import access
from fanal.services.actions.needs import need_said
from fanal.services.models import CaseService, CodedNeed
from fanal.services.queries.urgent import in_order, urgent_among


@dataclass(frozen=True)
class NeedRow:
    """A need that waits: of which case, since when, how soon."""

    row: CodedNeed
    domain: Sentence
    urgency: str
    days: int

    @property
    def case(self) -> Case:
        return self.row.case

    @property
    def how_soon(self) -> Sentence:
        return dict(URGENCY)[self.urgency]


def needs_waiting(user: User) -> list[str]:
    """The entries, of the cases that this user sees to: the most urgent first, then the oldest. The
    database knows only of the days: how soon each is needed is sealed."""
    rows = _waiting(access.cases_seen_to(user))
    rows = rows.order_by(*(f"coded_needs__{column}" for column in ("said_on", "entry_id")))
    return in_order(ids_as_text(rows.values_list("coded_needs__entry_id", flat=True)))


def need_rows(entries: Iterable[str], today: date) -> list[NeedRow]:
    """Return the rows of these, in this order: read for a page of them alone."""
    asked = [UUID(entry) for entry in entries]
    rows = CodedNeed.objects.select_related("entry", "case__assignee").defer("entry__sealed")
    by_id = rows.in_bulk(asked)
    return [_need(by_id[row_id], today) for row_id in asked]


def _need(row: CodedNeed, today: date) -> NeedRow:
    need = need_said(row)
    domain = dict(DOMAINS).get(need.domain, dict(DOMAINS)["other"])
    return NeedRow(row, domain, need.urgency, (today - need.said_on).days)


def _waiting(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return each of these cases once for each need of it that waits: joined, since a list of
    twenty thousand ids costs the database more than the join."""
    return cases.order_by().filter(coded_needs__waits=YES)


def visits_late(user: User, today: date) -> QuerySet[Case, UUID]:
    """Return the services of which somebody was asked, and nobody has said that the first visit
    happened: the latest first."""
    rows = _with_late_visit(access.cases_seen_to(user), today).order_by(
        "services__due", "services__id"
    )
    return rows.values_list("services__id", flat=True)


def visit_rows(services: Iterable[UUID]) -> list[CaseService]:
    """Return the rows of these, in this order: read for a page of them alone."""
    asked = list(services)
    rows = CaseService.objects.defer("sealed").select_related("case__assignee", "partner", "team")
    by_id = rows.in_bulk(asked)
    return [by_id[service] for service in asked]


def _with_late_visit(cases: QuerySet[Case], today: date) -> QuerySet[Case]:
    """Return each of these cases once for each first visit that is late."""
    return cases.order_by().filter(services__over_on=None, services__due__lt=today)


@dataclass(frozen=True)
class TeamCount:
    team: Team
    waiting: int
    late: int


def by_team(user: User, today: date) -> list[TeamCount]:
    """Return numbers only, of every team in which there is any."""
    cases = access.cases_counted_for(user)
    waiting = _counted_by_team(_waiting(cases))
    late = _counted_by_team(_with_late_visit(cases, today))
    teams = Team.objects.filter(pk__in={*waiting, *late}).order_by("name")
    return [TeamCount(team, waiting[team.pk], late[team.pk]) for team in teams]


def _counted_by_team(rows: QuerySet[Case]) -> Counter[object]:
    columns = rows.order_by().values_list("team").annotate(n=Count("pk"))
    return Counter(dict(columns))


def waiting_today(user: User, _now: datetime) -> Sequence[TodayRow]:
    """Return one row of the start page; none where every need has its service. Whoever neither
    leads nor sees the whole reads of her own cases, and of what cannot wait."""
    if user.may(Permission.LEAD_CASES):
        cases = access.cases_led_by(user)
    elif user.may(Permission.SEE_OVERVIEW):
        cases = access.cases_counted_for(user)
    else:
        return _own_urgent(user)
    n = _waiting(cases).count()
    return [_all_of_them(n)] if n else []


def _all_of_them(n: int) -> TodayRow:
    return TodayRow(reverse("services:without"), _how_many(n), icon="find", tone="care")


def _own_urgent(user: User) -> list[TodayRow]:
    """A row for each case with needs of today or of this week; of many cases, one for all."""
    own = _waiting(access.cases_worked_by(user))
    waits = list(own.values_list("id", "coded_needs__entry_id"))
    soon = urgent_among({entry for _case, entry in waits})
    count = Counter(case for case, entry in waits if entry in soon)
    # A start page of forty rows of one kind hides what is beside them.
    if len(count) > FIRST:
        return [_all_of_them(count.total())]
    cases = Case.objects.filter(id__in=count).order_by("opened_on", "id") if count else ()
    return [_own_row(case, count[case.id]) for case in cases]


def _own_row(case: Case, n: int) -> TodayRow:
    address = reverse("services:case", args=[case.id])
    return TodayRow(address, _how_many(n), code=case.code_name, icon="find", tone="care")


def _how_many(n: int) -> str:
    words = ngettext("%(n)s need has no service", "%(n)s needs have no service", n)
    return words % {"n": number_format(n)}
