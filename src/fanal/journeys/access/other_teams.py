"""Journeys that another team runs: hand-overs to ours, and what ours is told. A part of access."""

from uuid import UUID

from fanal.absences.queries import leading_now
from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.audit.refusals import refuse
from fanal.authority import reading
from fanal.core.journeys.events import EventKind
from fanal.core.roles import Permission
from fanal.journeys.access.journeys import closed_to, may_write, must_write
from fanal.journeys.models import Journey, JourneyCustodian, JourneyEvent, TeamNotice
from fanal.sealed.columns import opens


# A hand-over to a team of ours, on a journey that another team runs. A part of `access`.
# The journey stays closed to whoever takes them over: she says of this one hand-over who is there.
def handed_journey_for(
    user: User, journey_id: UUID, handover: UUID
) -> tuple[Journey, JourneyCustodian]:
    """The journey and the custodian to whom this hand-over goes, for whoever is of them; or
    `Http404`, which is written down."""
    must_write(user)
    open_to = Journey.objects.exclude(id__in=closed_to(user)).select_related("team", "lead")
    journey = open_to.filter(id=journey_id).first()
    # Asked whether or not there is such a journey: otherwise the time it takes would tell.
    custodian, teams = _receiving(journey_id, str(handover)), own_team_ids(user)
    if journey is None or custodian is None or custodian.team_id not in teams:
        refuse("journey.refused", user, journey_id)
    return journey, custodian


def _receiving(journey_id: UUID, handover: str) -> JourneyCustodian | None:
    custodians = {str(row.id): row for row in JourneyCustodian.objects.filter(journey=journey_id)}
    # As everywhere: what was changed in the database hands nobody over.
    rows = reading.rows_that_count(JourneyEvent.objects.filter(journey=journey_id))
    events = (row.event() for row in rows if opens(row, "sealed"))
    given_events = [
        event for event in events if event.kind is EventKind.GIVEN and event.handover == handover
    ]
    # A hand-over can be told in parts; to whom it goes was said by the first of them.
    first = min(given_events, key=lambda event: event.order, default=None)
    return custodians.get(str(first.to)) if first else None


# What a team of ours is told of a journey of another team. A part of `access`.
# The journey stays closed: of it is shown what the team read before, how many, when and whom to
# call.
def answering_in(team: UUID) -> set[UUID]:
    """Return who leads this team, and who stands in for one of these; where nobody leads it, all
    who work in it."""
    works = User.objects.who_may(Permission.WORK_CASES).filter(teams=team)
    ids = set(works.values_list("pk", flat=True))
    return (leading_now(team) & ids) or ids


def open_notices(user: User) -> list[TeamNotice]:
    """Return what the teams of this user were told and nobody has understood yet; whoever works
    there reads it."""
    if not may_write(user):
        return []
    rows = TeamNotice.objects.filter(understood_on=None).exclude(journey__in=closed_to(user))
    notices = list(rows.select_related("journey__team", "journey__lead"))
    teams = own_team_ids(user) if notices else ()
    return [row for row in notices if row.team_id in teams]


def notice_for(user: User, notice_id: UUID) -> TeamNotice:
    """The notice, understood or not, for whoever answers for its team; or `Http404`, which is
    written down."""
    must_write(user)
    rows = TeamNotice.objects.exclude(journey__in=closed_to(user))
    rows = rows.select_related("journey__team", "journey__lead", "understood_by")
    # Asked of nothing too. Of another team's it is not asked who answers for it: the time tells.
    notice, teams = rows.filter(id=notice_id).first(), own_team_ids(user)
    if notice is None or notice.team_id not in teams:
        refuse("journey.refused", user, notice_id)
    # Who works there reads it and ends nothing: the one who answers for the team has to have read
    # it.
    if user.pk not in answering_in(notice.team_id):
        refuse("journey.refused", user, notice_id)
    return notice
