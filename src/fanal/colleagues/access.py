"""Who supervises whom, and who reads which incident."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from fanal.accounts.models import User
from fanal.cases.access import cases_for, kept_out_of
from fanal.cases.complaints import granted_complaints
from fanal.cases.models import Case
from fanal.colleagues.models import (
    ColleagueComplaint,
    IncidentNotice,
    Qualification,
    SecurityIncident,
    Supervision,
)
from fanal.core.colleagues.incidents import NAMED_ONLY, is_unread
from fanal.core.roles import Permission, roles_that
from fanal.partners import access as partners
from fanal.partners.queries.findings import as_core
from fanal.people.code_names import blind_lookup_key
from fanal.web.lookup import first_or_404, permitted_or_404, row_or_404


# ── Supervision and qualifications ───────────────────────────────────────────
def must_supervise(user: User) -> None:
    """Raise `Http404` for whoever supervises nobody."""
    permitted_or_404(user, Permission.LEAD_CASES, Permission.SEE_OVERVIEW)


def supervised_by(user: User) -> QuerySet[User]:
    """A lead: of her teams, no other lead. A director: the leads, and whoever has no lead."""
    must_supervise(user)
    people = User.objects.filter(is_active=True).exclude(pk=user.pk)
    leads = roles_that(Permission.LEAD_CASES)
    if user.may(Permission.SEE_OVERVIEW):
        # No director supervises another.
        without = ~Q(teams__members__role__in=leads) & ~Q(role=user.role)
        people = people.filter(Q(role__in=leads) | without)
    else:
        people = people.filter(teams__in=user.teams.all()).exclude(role__in=leads)
    return people.distinct().order_by("display_name", "id")


def colleague_for(user: User, user_id: UUID) -> User:
    return row_or_404(supervised_by(user), user_id)


def meeting_for(user: User, meeting_id: UUID) -> Supervision:
    """Return a meeting of somebody whom this user supervises; `Http404` otherwise."""
    people = supervised_by(user).order_by().values("pk")
    rows = Supervision.objects.filter(colleague__in=people).select_related("colleague")
    return row_or_404(rows, meeting_id)


def meetings_of(people: QuerySet[User]) -> QuerySet[Supervision]:
    return Supervision.objects.filter(colleague__in=people.order_by().values("pk"))


def qualifications_of(people: QuerySet[User]) -> QuerySet[Qualification]:
    return Qualification.objects.filter(colleague__in=people.order_by().values("pk"))


def herself(user: User) -> QuerySet[User]:
    return User.objects.filter(pk=user.pk)


def open_cases_of(people: QuerySet[User], reader: User) -> dict[UUID, int]:
    """How many open cases are in whose hands, by the id of the colleague."""
    rows = Case.objects.filter(assignee__in=people.order_by().values("pk"), closed=False)
    # A number one higher than the cases she knows would tell her of another.
    rows = rows.exclude(id__in=kept_out_of(reader)).order_by()
    return dict(rows.values_list("assignee").annotate(n=Count("pk")))


# ── Incidents ────────────────────────────────────────────────────────────────
def incidents_for(user: User, today: date) -> list[SecurityIncident]:
    """Those that she reported, or was told of and may read still; for a director what nobody who
    may has read for a day, too, unless two were named who alone may know. None that another
    reported of herself: her account may be in other hands."""
    her_own = Q(made_by=user) | Q(notices__to=user)
    rows = SecurityIncident.objects.select_related("area", "made_by").prefetch_related(
        "notices__to"
    )
    incidents = list(rows.filter(her_own).distinct())
    leads = _leads_of_each(incidents)
    incidents = [
        incident
        for incident in incidents
        if incident.made_by_id == user.pk or _reads_as_told(user, incident, leads)
    ]
    if user.may(Permission.SEE_OVERVIEW):
        ids = {incident.pk for incident in incidents}
        # A director to whom it happened does not read it, though nobody has.
        unseen = [row for row in _seen_by_nobody(today) if row.colleague_id != user.pk]
        incidents += [incident for incident in unseen if incident.pk not in ids]
    return sorted(incidents, key=lambda one: (one.on, one.made_on, str(one.pk)), reverse=True)


def _reads_as_told(user: User, incident: SecurityIncident, leads: dict[UUID, set[UUID]]) -> bool:
    """Whether who was told may read it today: as a director, or a lead in place of the only one, as
    a lead of whom it happened to, or since she was chosen. Having been told is no right: who lost
    the role may be who it is about."""
    # Never to whom it happened: whoever holds her device or account would read what we know.
    if notice_to(user, incident) is None or not user.is_active or incident.colleague_id == user.pk:
        return False
    # The two whom she chose know of it whatever their role is now.
    if incident.kind in NAMED_ONLY or user.may(Permission.SEE_OVERVIEW):
        return True
    if user.pk in leads.get(incident.colleague_id, ()):
        return True
    return user.may(Permission.LEAD_CASES) and user.pk in in_place_of_leads(incident.colleague_id)


def _leads_of_each(incidents: Iterable[SecurityIncident]) -> dict[UUID, set[UUID]]:
    """Return, by the id of each colleague to whom one of these happened, who leads a team of
    hers."""
    colleagues = {incident.colleague_id for incident in incidents}
    if not colleagues:
        return {}
    leads = defaultdict[UUID, set[UUID]](set)
    rows = User.objects.who_may(Permission.LEAD_CASES).filter(teams__members__in=colleagues)
    for colleague, lead in rows.order_by().values_list("teams__members", "pk"):
        leads[colleague].add(lead)
    return leads


def _seen_by_nobody(today: date) -> list[SecurityIncident]:
    rows = SecurityIncident.objects.select_related("area", "made_by").prefetch_related(
        "notices__to"
    )
    unseen = [
        row for row in rows.filter(ended_on=None, made_on__lt=today) if row.kind not in NAMED_ONLY
    ]
    leads = _leads_of_each(unseen)
    return [row for row in unseen if is_unread(row.made_on, _seen_by_each(row, leads), today)]


def _seen_by_each(incident: SecurityIncident, leads: dict[UUID, set[UUID]]) -> list[bool]:
    """Return of each who was told and may read it still, whether she said that she knows."""
    return [
        notice.seen_on is not None
        for notice in incident.notices.all()
        if _reads_as_told(notice.to, incident, leads)
    ]


def incident_for(user: User, incident_id: UUID, today: date) -> SecurityIncident:
    return first_or_404(
        incident for incident in incidents_for(user, today) if incident.pk == incident_id
    )


def sees_to(user: User, incident: SecurityIncident) -> bool:
    """Who was told of it, a director, or a lead of whom it happened to: not who reported it alone,
    nor herself."""
    if incident.colleague_id == user.pk:
        return False
    notified = notice_to(user, incident) is not None or user.may(Permission.SEE_OVERVIEW)
    return notified or user.pk in leads_of(incident.colleague)


def notice_to(user: User, incident: SecurityIncident) -> IncidentNotice | None:
    """How this user was told of it; None where she reported it, or reads it as a director."""
    return next((notice for notice in incident.notices.all() if notice.to_id == user.pk), None)


def leads_of(user: User) -> list[UUID]:
    """Who leads a team of hers."""
    leads = User.objects.who_may(Permission.LEAD_CASES).filter(teams__in=user.teams.all())
    return list(leads.distinct().values_list("pk", flat=True))


def directors() -> list[UUID]:
    rows = User.objects.who_may(Permission.SEE_OVERVIEW).order_by("display_name", "id")
    return list(rows.values_list("pk", flat=True))


def in_place_of_leads(colleague_id: UUID) -> list[UUID]:
    """The directors beside her; every lead where she is the only one: somebody has to know."""
    beside = [id for id in directors() if id != colleague_id]
    if beside:
        return beside
    leads = User.objects.who_may(Permission.LEAD_CASES).exclude(pk=colleague_id)
    return list(leads.order_by("display_name", "id").values_list("pk", flat=True))


def colleagues_but(user: User) -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("display_name", "id")


# ── A colleague who may tell others ──────────────────────────────────────────
def distrusted_for(user: User, colleague_id: UUID) -> tuple[User, date]:
    """Who it is, and since when, for a lead or a director who may know of the finding; `Http404`
    otherwise."""
    return first_or_404(one for one in distrusted(user) if one[0].pk == colleague_id)


def distrusted(user: User) -> list[tuple[User, date]]:
    """Return the colleagues of whom this lead or director may know it, each with the day since
    when."""
    if not partners.leads(user):
        return []
    # Of findings that this reader may know: nobody reads of one about herself.
    rows = partners.findings_about_colleagues(user).filter(withdrawn_on=None)
    since: dict[User, date] = {}
    for row in rows.select_related("colleague").order_by("said_on", "id"):
        if row.colleague is not None and as_core(row).may_tell_others:
            since.setdefault(row.colleague, row.said_on)
    return list(since.items())


# ── Complaints ───────────────────────────────────────────────────────────────
def complaints_for(user: User) -> QuerySet[ColleagueComplaint]:
    return granted_complaints(ColleagueComplaint.objects.select_related("read_by"), user)


def complaint_for(user: User, complaint_id: UUID) -> ColleagueComplaint:
    return row_or_404(complaints_for(user), complaint_id)


def leads_but(user: User) -> QuerySet[User]:
    """Return the leads whom she may choose to answer one: all but herself."""
    leads = User.objects.who_may(Permission.LEAD_CASES).exclude(pk=user.pk)
    return leads.order_by("display_name", "id")


def case_by_code(user: User, code_name: str) -> Case | None:
    """The case of that code name among those this user may open."""
    # Among those open to her: a code name that is closed to her reads as one that does not exist.
    return cases_for(user).filter(mark=blind_lookup_key(code_name)).first()
