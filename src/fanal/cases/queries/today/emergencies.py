"""Emergency openings on the start page: of whoever works on the case that it was opened, of whoever
opened it that it was found right. That it was not right she reads as any no (`refused`)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.authority import reading
from fanal.cases.access import cases_for, kept_out_of, may_hold_cases
from fanal.cases.models import BreakGlass
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.codes import EmergencyGround
from fanal.web.words import translated

TOLD_FOR = timedelta(days=7)


def emergencies_today(user: User, now: datetime) -> list[TodayRow]:
    """Return a row for each opening of a week in a case that this user or whom she stands in for
    works on, and for each opening of her own that was found right within a week."""
    if not may_hold_cases(user):
        return []
    since, own = now - TOLD_FOR, set(whose_work(user))
    of_hers = Q(at__gt=since, case__assignee__in=own) & ~Q(user=user)
    reviewed = Q(reviewed_on__gt=timezone.localdate(since), user=user, justified=True)
    rows = BreakGlass.objects.filter(of_hers | reviewed).exclude(case__in=kept_out_of(user))
    rows = rows.select_related("case", "user", "reviewed_by").order_by("-at", "id")
    sound = reading.rows_that_count(rows)
    ids = [row.case_id for row in sound]
    opens = set(cases_for(user).filter(id__in=ids).values_list("id", flat=True)) if ids else set()
    return [
        _reviewed(row, opens) if row.user_id == user.pk else _opened(row)
        for row in sound
        if row.user_id == user.pk or row.case_id in opens
    ]


def _opened(row: BreakGlass) -> TodayRow:
    # The ground and not the words: they may be about whoever works on the case.
    ground = translated(EmergencyGround(row.ground).sentence()) if row.ground else ""
    return TodayRow(
        reverse("cases:case", args=[row.case_id]),
        _("{who} opened the case in an emergency").format(who=row.user),
        code=row.case.code_name,
        more=ground,
        icon="lock",
        tone="care",
    )


def _reviewed(row: BreakGlass, opens: set[UUID]) -> TodayRow:
    by = _("by {who}").format(who=row.reviewed_by)
    return TodayRow(
        reverse("cases:case", args=[row.case_id]) if row.case_id in opens else "",
        _("Your emergency opening was found right"),
        about=row.case.code_name,
        more=" · ".join(filter(None, [row.remark, by])),
        icon="lock",
    )
