"""The scholarships of the demonstration, with their first term: all of it invented."""

from datetime import date, timedelta

from fanal.accounts.models import User
from fanal.core.calendars.months import add_months
from fanal.core.prevention.courses import Yes
from fanal.keys.ring import Ring
from fanal.prevention.actions import scholarships
from fanal.prevention.models import PreventionParticipant, Scholarship

DAY = timedelta(days=1)


def play_scholarships(
    people: list[PreventionParticipant], yes: Yes, by: User, ring: Ring, today: date
) -> None:
    """Play scholarships: eight run, one is suspended, one ended, and it is time to ask what became
    of her."""
    begun = add_months(today, -10)
    answers = {
        "school": "Nam Sai secondary school",
        "grade": "M3",
        "pays": "fees and ferry, school",
        "rules": ["poverty", "distance"],
        "second": "the head of the school",
    }
    rows = [
        scholarships.begin_scholarship(
            participant=who, begun_on=begun, answers=answers, yes=yes, by=by, ring=ring, today=today
        )
        for who in people
    ]
    for row, present in zip(rows, (88, 90, 71, 84, 89, 62, 90, 80, 55, 86), strict=True):
        _term(row, present, by, ring, today)
    scholarships.suspend(scholarship=rows[8], by=by, ring=ring, version=rows[8].version)
    scholarships.end_scholarship(
        scholarship=rows[4],
        why="moved",
        on=add_months(today, -7),
        by=by,
        ring=ring,
        version=rows[4].version,
        today=today,
    )


def _term(row: Scholarship, present: int, by: User, ring: Ring, today: date) -> None:
    scholarships.pay(
        scholarship=row,
        on=row.begun_on + 5 * DAY,
        amount=450_000,
        currency="LAK",
        by=by,
        to="the school",
        receipt="in the folder of the school, with finance",
        ring=ring,
        today=today,
    )
    scholarships.add_term(
        scholarship=row,
        first=row.begun_on,
        last=row.begun_on + 130 * DAY,
        days_open=92,
        present=present,
        excused=2,
        result="goes_on",
        by=by,
        ring=ring,
        today=today,
        sure=True,
    )
