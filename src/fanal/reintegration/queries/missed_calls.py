"""Contacts of plans that nobody makes: who is called of them, and what the direction reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.queries import leading_now, stand_ins_of
from fanal.absences.reachable import leads_to_call, who_can_be_reached
from fanal.accounts.models import Team, User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.journeys.checkins import Rung
from fanal.core.reintegration.calls import reached, rung_of, to_call
from fanal.core.roles import Permission
from fanal.people.access import kept_out_of
from fanal.people.exclusion import kept_out_of_any
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.lists import PlanRow, plan_rows


def called_since(since: date, today: date, offices: Collection[UUID]) -> set[User]:
    """Return whom a contact that nobody made calls today and did not by the day `since`, in these
    offices: the worker, then the leads, then the direction."""
    late = _late(today, Rung.WORKER).filter(person__team__office__in=offices)
    rows = [row for row in _rows(late, today) if row.by]
    return {
        user
        for row in rows
        for rung in to_call(row.by or today, since, today)
        for user in _on(rung, row.plan)
    }


def left_to_the_direction(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return a row by team for the direction: how many were not asked by worker nor lead, and whom
    to call. Who they are, the team reads."""
    if not user.may(Permission.SEE_OVERVIEW):
        return []
    today = timezone.localdate(now)
    late = _late(today, Rung.DIRECTOR).exclude(person__in=kept_out_of(user))
    by_team: dict[Team, set[UUID]] = defaultdict(set)
    for row in _rows(late, today):
        if row.by and rung_of(row.by, today) is Rung.DIRECTOR:
            by_team[row.plan.person.team].add(row.plan.person_id)
    leads = leads_to_call([team.pk for team in by_team], reader=user) if by_team else {}
    return [
        _row(team, len(people), leads.get(team, []))
        for team, people in sorted(by_team.items(), key=lambda one: one[0].name)
    ]


def _row(team: Team, n: int, leads: Sequence[str]) -> TodayRow:
    title = ngettext(
        "Nobody has asked {n} person how she is, long after the day agreed with her",
        "Nobody has asked {n} people how they are, long after the day agreed with them",
        n,
    )
    call = _("{team}: call {who}.").format(team=team, who=", ".join(leads))
    page = reverse("reintegration:rates")
    return TodayRow(page, title.format(n=n), more=call if leads else str(team), tone="care")


def _late(today: date, rung: Rung) -> QuerySet[Plan]:
    rows = Plan.objects.filter(ended_on=None, due__lte=reached(rung, today)).defer("sealed")
    return rows.select_related("person__team", "worker").order_by("due", "id")


def _rows(plans: Iterable[Plan], today: date) -> list[PlanRow]:
    """Return those of whom somebody is still to be asked: she may have been heard from since."""
    return [row for row in plan_rows(plans, today) if row.late and row.is_asked]


def _on(rung: Rung, plan: Plan) -> set[User]:
    """Return who stands on this rung; in place of one who cannot be reached, the next."""
    kept_out = set(kept_out_of_any(people=[plan.person_id]))
    if rung is Rung.WORKER:
        # Who left the team, or works on cases no more, opens the plan no more.
        workers = User.objects.who_may(Permission.WORK_CASES).filter(teams=plan.person.team_id)
        works = workers.filter(pk=plan.worker_id).exists()
        ids = {plan.worker_id} | stand_ins_of({plan.worker_id}) if works else ()
        found = _reached(User.objects.filter(pk__in=ids), kept_out)
        return found or _on(Rung.LEAD, plan)
    if rung is Rung.LEAD:
        leads = User.objects.filter(pk__in=leading_now(plan.person.team_id))
        return _reached(leads, kept_out) or _on(Rung.DIRECTOR, plan)
    direction = User.objects.who_may(Permission.SEE_OVERVIEW)
    return {one for one in direction if one.pk not in kept_out}


def _reached(people: QuerySet[User], kept_out: Collection[UUID]) -> set[User]:
    return {one for one in who_can_be_reached(people) if one.pk not in kept_out}
