"""The only way to get anything of prevention. It asks for nothing but the role, and for folders a
grant by name: no team opens them, and no case."""

from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.access import case_teams
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.audit.refusals import found_or_refused
from fanal.core.errors import Refused
from fanal.core.roles import READS_NUMBERS, Permission
from fanal.core.sealing.compartments import FINANCE, IDENTITY, NARRATIVE
from fanal.core.words import say
from fanal.keys.models import UserKeys
from fanal.keys.paged_grants import GrantedRows
from fanal.keys.queries import is_held_by
from fanal.prevention.models import (
    AdviceCallBack,
    AreaObservation,
    Community,
    Course,
    EarningLook,
    Enrolment,
    LookBack,
    PreventionParticipant,
    PreventionSession,
    Scholarship,
    Volunteer,
    VolunteerHours,
)
from fanal.web.lookup import first_or_404, permitted_or_404, row_or_404

HELD = (IDENTITY, NARRATIVE, FINANCE)  # what a folder of prevention has


def must_work_here(user: User) -> None:
    """Raise `Http404` for whoever does not work with communities."""
    permitted_or_404(user, Permission.WORK_PREVENTION)


def must_see_hours(user: User) -> None:
    """Raise `Http404` for whoever neither does the work nor sees the overview: whoever reads counts
    alone countersigns nothing."""
    permitted_or_404(user, Permission.WORK_PREVENTION, Permission.SEE_OVERVIEW)


def must_see_report(user: User) -> None:
    """Raise `Http404` for whoever neither does the work nor reads counts of the organisation."""
    permitted_or_404(user, *READS_NUMBERS, Permission.WORK_PREVENTION)


# ── Of places: nobody in them is named ───────────────────────────────────────
def communities_for(user: User) -> QuerySet[Community]:
    must_work_here(user)
    return Community.objects.select_related("area", "made_by")


def community_for(user: User, community_id: UUID) -> Community:
    return row_or_404(communities_for(user), community_id)


def sessions_for(user: User) -> QuerySet[PreventionSession]:
    must_work_here(user)
    return PreventionSession.objects.select_related("community", "community__area", "volunteer")


def session_for(user: User, session_id: UUID) -> PreventionSession:
    return row_or_404(sessions_for(user), session_id)


def observations_for(user: User) -> QuerySet[AreaObservation]:
    must_work_here(user)
    return AreaObservation.objects.select_related("area", "made_by")


def observation_for(user: User, observation_id: UUID) -> AreaObservation:
    return row_or_404(observations_for(user), observation_id)


def courses_for(user: User) -> QuerySet[Course]:
    must_work_here(user)
    return Course.objects.select_related("community", "community__area")


def course_for(user: User, course_id: UUID) -> Course:
    return row_or_404(courses_for(user), course_id)


# ── Of people, in folders of their own ───────────────────────────────────────
def participants_for(user: User) -> GrantedRows[PreventionParticipant]:
    """Return the participants whose folder was granted to this user by name."""
    must_work_here(user)
    return GrantedRows(PreventionParticipant.objects.all(), user, IDENTITY)


def participant_for(user: User, participant_id: UUID) -> PreventionParticipant:
    """The participant, or `Http404`. Each refusal is written down, whether she exists or not."""
    participant = participants_for(user).filter(pk=participant_id).first()
    return found_or_refused(participant, "prevention.refused", user, participant_id)


def enrolments_for(user: User) -> GrantedRows[Enrolment]:
    must_work_here(user)
    rows = Enrolment.objects.select_related("participant", "course", "course__community")
    return GrantedRows(rows, user, IDENTITY)


def enrolment_for(user: User, enrolment_id: UUID) -> Enrolment:
    return row_or_404(enrolments_for(user), enrolment_id)


def scholarships_for(user: User) -> GrantedRows[Scholarship]:
    must_work_here(user)
    rows = Scholarship.objects.select_related("participant", "made_by", "signed_by")
    return GrantedRows(rows, user, NARRATIVE)


def scholarship_for(user: User, scholarship_id: UUID) -> Scholarship:
    return row_or_404(scholarships_for(user), scholarship_id)


def look_back_for(user: User, look_id: UUID) -> LookBack:
    return row_or_404(look_backs_for(user), look_id)


def look_backs_for(user: User) -> GrantedRows[LookBack]:
    must_work_here(user)
    rows = LookBack.objects.select_related("scholarship", "scholarship__participant")
    return GrantedRows(rows, user, NARRATIVE, "scholarship__folder")


def earning_look_for(user: User, look_id: UUID) -> EarningLook:
    return row_or_404(earning_looks_for(user), look_id)


def earning_looks_for(user: User) -> GrantedRows[EarningLook]:
    must_work_here(user)
    rows = EarningLook.objects.select_related("enrolment__participant", "enrolment__course")
    return GrantedRows(rows, user, NARRATIVE)


def call_backs_for(user: User) -> GrantedRows[AdviceCallBack]:
    """Return the calls back that are still to be made."""
    must_work_here(user)
    rows = AdviceCallBack.objects.filter(ended_on=None).select_related("advice__area")
    return GrantedRows(rows, user, IDENTITY)


def call_back_for(user: User, call_back_id: UUID) -> AdviceCallBack:
    return row_or_404(call_backs_for(user), call_back_id)


def hours_to_countersign(user: User) -> QuerySet[VolunteerHours]:
    """Return the hours that somebody else wrote: by number, so that whoever sees no names can
    countersign them too."""
    must_see_hours(user)
    rows = VolunteerHours.objects.filter(countersigned_on=None).exclude(made_by=user)
    return rows.select_related("volunteer", "made_by").order_by("on", "id")


def hours_for(user: User, hours_id: UUID) -> VolunteerHours:
    return row_or_404(hours_to_countersign(user), hours_id)


def volunteers_for(user: User) -> GrantedRows[Volunteer]:
    must_work_here(user)
    rows = Volunteer.objects.select_related("community", "made_by")
    return GrantedRows(rows, user, IDENTITY)


def volunteer_for(user: User, volunteer_id: UUID) -> Volunteer:
    return row_or_404(volunteers_for(user), volunteer_id)


def opened(user: User, folder: UUID) -> None:
    """Write down that a folder of prevention was read."""
    audit.record(act="prevention.opened", by=user, about=folder)


# ── Who holds a folder ───────────────────────────────────────────────────────
def colleagues_of(user: User) -> list[User]:
    """Return the other officers of the office who have keys: earlier folders can go to them."""
    must_work_here(user)
    return [holder for holder in holders_with(user) if holder.pk != user.pk]


def colleague_for(user: User, colleague_id: UUID) -> User:
    """Return one of the colleagues, or `Http404`."""
    return first_or_404(
        colleague for colleague in colleagues_of(user) if colleague.pk == colleague_id
    )


def folders_to_give(user: User, colleague: User) -> list[UUID]:
    """Return the folders that this user opens and the colleague does not, oldest first."""
    theirs = is_held_by("folder", colleague, IDENTITY)
    of_people = participants_for(user).exclude(theirs).order_by("made_on", "number")
    of_helpers = volunteers_for(user).exclude(theirs).order_by("made_on", "number")
    calls = call_backs_for(user).exclude(theirs).order_by("made_on", "number")
    return [*of_people.folders(), *of_helpers.folders(), *calls.folders()]


# ── Who holds a new folder ───────────────────────────────────────────────────
def team_of_office(user: User) -> Team:
    """Return a team of her office: a folder is filed with it, and its key opens nothing.

    Raises Refused.
    """
    team = case_teams().filter(office=user.office).first() if user.office_id else None
    if team is None:
        raise Refused(say("No team works in your office yet: ask the administrator."))
    return team


def holders_with(user: User) -> list[User]:
    """Return who works with communities in the same office and has keys, this user first."""
    with_keys = UserKeys.objects.filter(retired=None).values("user")
    officers = User.objects.who_may(Permission.WORK_PREVENTION)
    # A whole office, so that no folder is left with one person who falls ill.
    rows = officers.filter(office=user.office, id__in=with_keys)
    return sorted(rows, key=lambda row: row.pk != user.pk)
