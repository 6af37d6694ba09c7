"""What a prevention officer looks at in the morning, nearest first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from fanal.accounts.models import User
from fanal.core.calendars.months import add_months
from fanal.core.prevention.courses import prepare_eighteen_on
from fanal.core.prevention.timers import PreventionTimer
from fanal.keys.paged_grants import GrantedRows
from fanal.prevention import access
from fanal.prevention.models import (
    AreaObservation,
    EarningLook,
    Enrolment,
    LookBack,
    PreventionParticipant,
    PreventionSession,
    Scholarship,
    Volunteer,
)
from fanal.prevention.queries.due import MOST, DueList, due_lists
from fanal.web.first_rows import FirstRows

AHEAD = timedelta(days=14)
SOON = timedelta(days=30)


@dataclass(frozen=True)
class PreventionToday:
    """The work of today. `to_write_up`: planned for a day that is over, or for today. `turning_18`:
    a year ahead. `time_over`: what is kept of them is to be deleted."""

    to_write_up: FirstRows[PreventionSession]
    coming: FirstRows[PreventionSession]
    due: list[DueList]
    turning_18: FirstRows[PreventionParticipant]
    fading: FirstRows[AreaObservation]
    vetting_ends: FirstRows[Volunteer]
    time_over: FirstRows[PreventionParticipant]

    @property
    def nothing(self) -> bool:
        return not any(vars(self).values())


def today_for(user: User, today: date) -> PreventionToday:
    sessions = access.sessions_for(user).filter(state="planned").order_by("on", "id")
    fading = access.observations_for(user).filter(
        withdrawn_on=None, until__gt=today, until__lte=today + SOON
    )
    ends = access.volunteers_for(user).filter(state="active", vetted_until__lte=today + SOON)
    return PreventionToday(
        FirstRows.of(sessions.filter(on__lte=today), MOST),
        FirstRows.of(sessions.filter(on__gt=today, on__lte=today + AHEAD), MOST),
        due_lists(user, today),
        _turning_18(user, today),
        FirstRows.of(fading.order_by("until", "id"), MOST),
        FirstRows.of(ends.order_by("vetted_until", "number"), MOST),
        FirstRows.of(_time_over(user, today), MOST),
    )


def _time_over(user: User, today: date) -> GrantedRows[PreventionParticipant]:
    """Participants for whom nothing runs, is to be asked, or happened within three years."""
    cutoff = PreventionTimer.KEPT.before(today)
    scholarships = Scholarship.objects.filter(Q(ended_on=None) | Q(ended_on__gt=cutoff))
    to_ask = LookBack.objects.filter(Q(asked_on=None) | Q(asked_on__gt=cutoff))
    enrolled = Enrolment.objects.filter(
        Q(state="enrolled") | Q(made_on__gt=cutoff) | Q(completed_on__gt=cutoff)
    )
    earning = EarningLook.objects.filter(Q(asked_on=None) | Q(asked_on__gt=cutoff))
    rows = access.participants_for(user).filter(made_on__lte=cutoff)
    # Each row that still runs, or is younger than three years, keeps all of her.
    rows = rows.exclude(id__in=earning.values("enrolment__participant"))
    rows = rows.exclude(id__in=scholarships.values("participant"))
    rows = rows.exclude(id__in=to_ask.values("scholarship__participant"))
    rows = rows.exclude(id__in=enrolled.values("participant"))
    return rows.order_by("made_on", "number")


def _turning_18(user: User, today: date) -> FirstRows[PreventionParticipant]:
    """Scholars of whom the day is less than a year away, or over, and nobody has asked herself."""
    next_year = add_months(today.replace(day=1), 12)
    runs = Scholarship.objects.filter(participant=OuterRef("pk"), ended_on=None)
    rows = access.participants_for(user).filter(
        Exists(runs.order_by()), eighteen__lte=next_year, asked_herself_on=None
    )
    near = rows.order_by("eighteen", "number")
    # The column holds a month; the day itself is opened here, of those near it alone.
    turning = [row for row in near if row.born and prepare_eighteen_on(row.born) <= today]
    return FirstRows(turning[:MOST], len(turning))
