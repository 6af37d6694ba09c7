"""What this colleague had asked a second person for, and was refused. And emergency openings: of
whoever works on the case that it was opened, of whoever opened it that it was found right."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.queries import said_of, standing_in_for, travelling, whose_work
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import Refusal, User
from fanal.accounts.refusals import NEWS, called, read_at_once, refused_to, unread_of
from fanal.authority import reading
from fanal.cases.access import cases_for, kept_out_of, may_hold_cases
from fanal.cases.models import BreakGlass, Case
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.codes import EmergencyGround
from fanal.core.roles import Permission
from fanal.people.access import people_among
from fanal.people.exclusion import files_with_a_conflict
from fanal.people.models import Person
from fanal.web.days_in_words import past_day
from fanal.web.decisions import kinds
from fanal.web.words import translated


def refused_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return a row for each, one for what was told at once, until she has read it; and of the files
    that she opens what was refused to colleagues for whom she stands in, who read it themselves
    when they are back."""
    own = [
        replace(_row(rows[0], user, now), about=_of_all(rows))
        for rows in read_at_once(refused_to(user))
    ]
    return own + _while_away(user, now) if standing_in_for(user) else own


def _of_all(rows: Sequence[Refusal]) -> str:
    code: str = rows[0].told["code"]
    if len(rows) == 1:
        return code
    n = len(rows) - 1
    return ngettext("{code} and {n} more", "{code} and {n} more", n).format(code=code, n=n)


def _while_away(user: User, now: datetime) -> list[TodayRow]:
    """Return what was refused to colleagues who are away, of the files that this user opens. Not
    what a review says of them: it asks nobody for work, and is for them alone."""
    away, asks = said_of(user), {code for code, kind in kinds().items() if kind.asks}
    unread = [row for row in unread_of(list(away)) if row.kind in asks and row.told["of"]]
    rows = {row.pk: (row, UUID(row.told["of"])) for row in unread}
    of = {id for _row, id in rows.values()}
    pages = {file.id: reverse("people:person", args=[file.id]) for file in people_among(user, of)}
    cases = cases_for(user).filter(id__in=of).order_by().values_list("id", flat=True)
    pages |= {id: reverse("cases:case", args=[id]) for id in cases}
    return [
        replace(_row(row, user, now, away[row.asked_by_id]), address=pages[id])
        for row, id in rows.values()
        if id in pages
    ]


def closed_to(user: User, these: Collection[UUID]) -> list[UUID]:
    """Return of which of these cases and files a conflict keeps this user out; all of them, where
    her role opens none any more."""
    if not may_hold_cases(user):
        return list(these)
    closed = files_with_a_conflict(user, and_cases=True)
    return [id for id in these if id in closed]


def opened_no_more(user: User, these: Collection[UUID]) -> set[UUID]:
    """Return the cases and files among these that she does not open: she asked while she did, and
    has left the team. Who sees the whole asks for what she opens none of."""
    if user.may(Permission.SEE_OVERVIEW):
        return set()
    elsewhere = _not_of_her_teams(user, these)
    if not elsewhere:
        return set()
    opens = set(cases_for(user).filter(id__in=elsewhere).order_by().values_list("id", flat=True))
    return elsewhere - opens - {person.pk for person in people_among(user, elsewhere)}


def _not_of_her_teams(user: User, these: Collection[UUID]) -> set[UUID]:
    """Return the cases and files among these of which her team does not say already that she opens
    them, in one question; at a border it says so of none."""
    kinds_of = [rows.order_by().filter(id__in=these) for rows in (Case.objects, Person.objects)]
    if user.may(Permission.WORK_CASES) and travelling(user.pk) is None:
        kinds_of = [rows.exclude(team__in=team_ids_of(user)) for rows in kinds_of]
    cases, people = (rows.values_list("id", flat=True) for rows in kinds_of)
    return set(cases.union(people).order_by())


def _row(row: Refusal, user: User, now: datetime, asked_for: str = "") -> TodayRow:
    # On the page of a director stands no name: she reads who and why behind the link.
    says = "" if user.may(Permission.SEE_OVERVIEW) else _says(row)
    whom = row.told["whom"]
    if row.kind in NEWS:  # whom a case was given; of what was refused it is whom it is about
        whom = _("to {who}").format(who=whom)
    return TodayRow(
        reverse("accounts:refused", args=[row.pk]),
        called(row),
        about=row.told["code"],
        more=" · ".join(filter(None, [whom, asked_for, says])),
        when=past_day(row.on, now.date()),
        icon="consent",
        tone="care",
    )


def _says(row: Refusal) -> str:
    why: str = row.told["why"]
    return f"{row.by}{_(':')} {why}" if why else _("by {who}").format(who=row.by)


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
