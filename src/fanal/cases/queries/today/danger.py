"""Who is in danger or not heard from: always the first part, with or without a journey."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.cases.queries.ask_whom import to_be_called
from fanal.cases.queries.at_risk import urgent_in
from fanal.cases.queries.closed_in_danger import ClosedInDanger, closed_in_danger, of_hers
from fanal.cases.queries.closed_with_unsafe import closed_with_unsafe, known_unsafe
from fanal.cases.queries.codes import codes_in
from fanal.cases.queries.today.rows import (
    BoardToday,
    TodayPart,
    TodayRow,
    first_of,
    of_closed_case,
)
from fanal.cases.today_access import cases_of_other_teams
from fanal.core.casework.present import WORST_FIRST, DangerState
from fanal.core.roles import Permission
from fanal.keys.ring import Ring
from fanal.web.words import translated


def in_danger(user: User, boards: list[BoardToday], ring: Ring, now: datetime) -> TodayPart:
    """Return who is in danger: of one's own teams as the board says, of all other cases that she
    opens by their code: there she reads that it is so, and whom to call. And whose case is closed,
    once: of a journey that is followed after it the board knows her too."""
    every = [(board, person) for board in boards for person in board.in_danger()]
    # What is red of the journey stands in the row of the board alone: it says that, too.
    with_more = {board.file_of(person) for board, person in every if board.says_more(person)}
    closed = _closed(user, now)
    rows_of_closed = [one for one in closed if one.who - with_more]
    elsewhere = [
        *_elsewhere(user, now, with_teams=not boards),
        *(_closed_row(one) for one in rows_of_closed),
        *_with_unsafe(user, now, {board.file_of(person) for board, person in every}),
    ]
    told = {file for one in rows_of_closed for file in one.who} - with_more
    on_boards = [(board, one) for board, one in every if board.file_of(one) not in told]
    of_closed = {file: one.case.id for one in closed for file in one.who}
    total = len(elsewhere) + len(on_boards)
    shown = first_of([*elsewhere, *on_boards], total)
    rows = [shown_item for shown_item in shown if isinstance(shown_item, TodayRow)]
    for board in boards:
        some = [
            shown_item[1]
            for shown_item in shown
            if isinstance(shown_item, tuple) and shown_item[0] is board
        ]
        rows += board.drawn(some, ring, of_closed) if some else []
    return TodayPart(rows, total, is_cut=total > len(rows))


def not_known_in(user: User, now: datetime) -> int:
    """Return of how many open cases nobody has said whether she is safe, for whoever has no board
    that says so."""
    if user.may(Permission.WORK_CASES):
        return 0
    cases = list(cases_for(user).exclude(closed=True).order_by().values_list("id", flat=True))
    codes = codes_in(cases, now.date()) if cases else {}
    return sum(code is DangerState.UNKNOWN for code in codes.values())


def _elsewhere(user: User, now: datetime, *, with_teams: bool) -> list[TodayRow]:
    near = _not_on_the_board(user, with_teams)
    if not near.exists():
        return []
    codes = urgent_in(near, now.date())
    cases = near.filter(id__in=list(codes)).select_related("assignee", "team")
    urgent = [(codes[case.id], case) for case in cases]
    urgent.sort(key=lambda pair: (WORST_FIRST.index(pair[0]), pair[1].opened_on, pair[1].id))
    unsafe = in_other_hands() if urgent else frozenset()
    return [_row(case, code, unsafe, user) for code, case in urgent]


def _not_on_the_board(user: User, with_teams: bool) -> QuerySet[Case]:
    """Return the open cases that this user opens by grant or in an emergency."""
    # The board has those of her own teams: here only what no board shows her.
    others = not with_teams and user.may(Permission.WORK_CASES)
    cases = cases_of_other_teams(user) if others else cases_for(user)
    return cases.exclude(closed=True).order_by()


def _row(case: Case, code: DangerState, unsafe: frozenset[UUID], user: User) -> TodayRow:
    who = to_be_called(case, unsafe, reader=user)
    return TodayRow(
        reverse("cases:case", args=[case.id]),
        translated(code.sentence()),
        code=case.code_name,
        more=_("Call {who}.").format(who=capfirst(who)),
        tone="danger",
    )


def _closed(user: User, now: datetime) -> list[ClosedInDanger]:
    if not user.may(Permission.WORK_CASES):
        return []
    return list(closed_in_danger(of_hers(user), now.date()))


def _closed_row(found: ClosedInDanger) -> TodayRow:
    row = TodayRow(
        reverse("cases:case", args=[found.case.id]),
        translated(found.code.sentence()),
        code=found.case.code_name,
        tone="danger",
    )
    return of_closed_case(row, found.case.id)


def _with_unsafe(user: User, now: datetime, on_boards: Collection[UUID]) -> Iterator[TodayRow]:
    """Yield a row for each closed case of hers of whose people one was with a partner of which
    danger was found since, and whom no board has."""
    if not user.may(Permission.WORK_CASES):
        return
    found = closed_with_unsafe(of_hers(user), now.date())
    known = known_unsafe(user, found)
    for one in found:
        if one.who - set(on_boards):
            address = reverse("cases:case", args=[one.case.id])
            says = capfirst(translated(one.says(known)))
            row = TodayRow(address, says, code=one.case.code_name, tone="danger")
            yield of_closed_case(row, one.case.id)
