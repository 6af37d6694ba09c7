"""Who is in danger again and has no open case: no row of the board is hers."""

from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.ask_whom import to_be_called
from fanal.cases.queries.at_risk import urgent_files
from fanal.cases.queries.closed_in_danger import ClosedInDanger, closed_in_danger
from fanal.cases.queries.today.rows import TodayRow, of_closed_case
from fanal.core.roles import Permission
from fanal.journeys.access.board import cases_on_board
from fanal.web.asked_once import once_a_page
from fanal.web.words import labelled, translated


def in_danger_without_a_case(user: User, now: datetime) -> list[TodayRow]:
    """Return rows above the board: of whom, and whom to call, for nobody works on her case."""
    opens = not user.may(Permission.SEE_OVERVIEW)
    return [_row(found, user, opens=opens) for found in _found(user, now.date())]


def files_in_danger_without_a_case(user: User, day: date) -> frozenset[UUID]:
    """Return the files that stand for them."""
    return frozenset(file for found in _found(user, day) for file in found.who)


@once_a_page
def _found(user: User, day: date) -> tuple[ClosedInDanger, ...]:
    # First, whether there is anybody at all: mostly nothing more has to be asked.
    if not urgent_files(day):
        return ()
    closed = cases_on_board(user).filter(closed=True)
    return tuple(closed_in_danger(closed, day))


def _row(found: ClosedInDanger, user: User, *, opens: bool) -> TodayRow:
    address = reverse("cases:case", args=[found.case.id]) if opens else reverse("journeys:board")
    who = to_be_called(found.case, reader=user)
    call = _("{team}: call {who}.").format(team=found.case.team, who=who)
    title = labelled(found.case.code_name, capfirst(translated(found.code.sentence())))
    row = TodayRow(address, title, more=call, tone="danger")
    return of_closed_case(row, found.case.id, opens=opens)
