"""Rows of shelter registers whose period is over: counts, visits, complaints, meetings, and
incidents that concerned nobody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Model, Q, QuerySet
from django.utils import timezone

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.core.casework.retention import RegisterKind, RetentionPeriod, over_before
from fanal.core.roles import Permission
from fanal.retention.models import RegisterErasure
from fanal.retention.policy import policy
from fanal.retention.queries import holding
from fanal.retention.queries.deciding import lapsed
from fanal.shelters.models import Complaint, HouseMeeting, Incident, NightCount, Shelter, Visit

MODELS: dict[RegisterKind, tuple[type[Model], str]] = {
    RegisterKind.NIGHT_COUNTS: (NightCount, "evening"),
    RegisterKind.VISITS: (Visit, "on"),
    RegisterKind.INCIDENTS: (Incident, "on"),
    RegisterKind.COMPLAINTS: (Complaint, "answered_on"),
    RegisterKind.MEETINGS: (HouseMeeting, "on"),
}  # by which day each is over


@dataclass(frozen=True)
class RegisterOver:
    """Rows of one register of a shelter that are over: `n` of them, the oldest of `oldest`.
    `asked`: it waits already."""

    shelter: Shelter
    kind: RegisterKind
    period: RetentionPeriod
    before: date
    n: int
    oldest: date
    asked: RegisterErasure | None


def rows_over(shelter: Shelter, kind: RegisterKind, before: date) -> QuerySet[Model]:
    """Return the rows of days before that one; nothing that is about somebody on whom there is a
    legal hold."""
    model, day = MODELS[kind]
    path = "stay__shelter" if model is Visit else "shelter"
    rows = model._default_manager.filter(**{path: shelter, f"{day}__lt": before}).order_by()
    if kind is RegisterKind.INCIDENTS:
        return rows.filter(stay=None).exclude(read_on=None)
    if kind is RegisterKind.MEETINGS:
        return rows.filter(Q(due=None) | ~Q(answered_on=None))
    if kind is RegisterKind.COMPLAINTS:
        return rows
    stay = "stay" if model is Visit else "answers__stay"
    cases = holding.in_force().order_by().exclude(case=None).values("case")
    rows = rows.exclude(**{f"{stay}__case__in": cases})
    return rows.exclude(**{f"{stay}__person__in": holding.files_held()})


def shelters_led_by(user: User) -> QuerySet[Shelter]:
    """Return the shelters of her teams, those that were closed too."""
    if not user.may(Permission.LEAD_CASES):
        return Shelter.objects.none()
    return Shelter.objects.filter(team__in=user.teams.all())


def registers_over(user: User) -> list[RegisterOver]:
    """Return what is over for the lead of the team of a shelter; of complaints no more than how
    many, and how old."""
    rows = RegisterErasure.objects.exclude(lapsed()).select_related("by")
    asked = {(row.shelter_id, row.of): row for row in rows}
    found = [
        register_over(shelter, kind, asked.get((shelter.pk, kind)))
        for shelter in shelters_led_by(user)
        for kind in RegisterKind
    ]
    return [one for one in found if one is not None]


def register_over(
    shelter: Shelter, kind: RegisterKind, asked: RegisterErasure | None = None
) -> RegisterOver | None:
    period = policy().registers[kind]
    before = over_before(period, timezone.localdate())
    rows = rows_over(shelter, kind, before)
    day = MODELS[kind][1]
    span = rows.aggregate(oldest=Min(day), newest=Max(day))
    if span["oldest"] is None:
        return None
    n = rows.values("pk").distinct().count()
    return RegisterOver(shelter, kind, period, before, n, span["oldest"], asked)


def waiting_registers() -> QuerySet[RegisterErasure]:
    rows = RegisterErasure.objects.filter(~lapsed(), agreed_on=None)
    return rows.select_related("by", "shelter")


def agreed_registers() -> QuerySet[RegisterErasure]:
    """Return those that are under way, the oldest first."""
    return RegisterErasure.objects.exclude(agreed_on=None).order_by("agreed_on", "id")


def may_decide_register(user: User, row: RegisterErasure) -> bool:
    """A director, or the lead of another team than that of the shelter; never who asked."""
    if user.pk == row.by_id or not user.is_active:
        return False
    if user.may(Permission.SEE_OVERVIEW):
        return True
    return user.may(Permission.LEAD_CASES) and not _of_her_team(user, row)


def _of_her_team(user: User, row: RegisterErasure) -> bool:
    own = own_team_ids(user)
    return not own or row.shelter.team_id in own or bool(own & own_team_ids(row.by))


def registers_for(user: User) -> list[RegisterErasure]:
    return [register for register in waiting_registers() if may_decide_register(user, register)]
