"""Complaints as their page lists them: until when each is to be answered."""

from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import User
from fanal.core.shelters.timers import ShelterTimer
from fanal.shelters import access
from fanal.shelters.models import Complaint


@dataclass(frozen=True)
class DatedComplaint:
    """A complaint. `due`: the day of its answer, in working days of the shelter's country."""

    row: Complaint
    due: date
    late: bool


def due_of(row: Complaint) -> date:
    country = row.shelter.team.office.country
    return ShelterTimer.COMPLAINT_ANSWERED.after(row.on, country)


def shown_complaints(user: User, today: date) -> list[DatedComplaint]:
    """Return the complaints for this user, in a constant number of queries."""
    rows = access.complaints_for(user).select_related("shelter__team__office")
    return [
        DatedComplaint(row, due := due_of(row), row.answered_on is None and due < today)
        for row in rows
    ]
