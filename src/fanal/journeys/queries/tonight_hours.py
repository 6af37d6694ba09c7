"""What was said of the people of one page of the board, where the reader may open it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.queries.present import VisibleState, states_of
from fanal.core.casework.past_whereabouts import before_it_ended
from fanal.core.casework.present import PresentState
from fanal.core.casework.statements import Custody, WrittenBy
from fanal.core.journeys.tonight import NOBODY, NOT_KNOWN_TO_ALL
from fanal.core.words import say
from fanal.journeys.queries.board import BoardLine
from fanal.journeys.queries.days_heard import with_days
from fanal.journeys.queries.places import known_to
from fanal.journeys.queries.said_last import any_of, custodian_words
from fanal.journeys.queries.whom_to_call import with_leads
from fanal.keys.ring import Ring
from fanal.web.words import translated

CLOSED = say("Who is with her is not part of your access.")


def with_hours(lines: list[BoardLine], user: User, ring: Ring, now: datetime) -> list[BoardLine]:
    """Return the lines of one page with what was said of these people, where the
    reader may open it."""
    people = {UUID(line.row.person) for line in lines}
    seen = states_of(people, user, ring, now) if people else {}
    lines = [
        _with_hours(line, seen[UUID(line.row.person)], now)
        if UUID(line.row.person) in seen
        else line
        for line in with_leads(lines, user)
    ]
    lines = with_days(lines)
    # Only where nothing is shown: a colleague who may say it is better than an empty cell.
    known = known_to({line.case for line in lines if line.case and not line.place}, user)
    return [
        replace(line, known_to=tuple(known[line.case])) if line.case in known else line
        for line in lines
    ]


def _sooner(line: BoardLine, due: datetime | None) -> BoardLine:
    """Return the line; who is in danger is to be heard from within hours, whatever the rhythm of
    her journey is."""
    if due is None or (line.row.due is not None and line.row.due <= due):
        return line
    return replace(line, row=replace(line.row, due=due))


def _with_hours(line: BoardLine, seen: VisibleState, now: datetime) -> BoardLine:
    state = seen.state
    said_by = state.holds.source.sentence() if state.holds and state.since and line.alerts else None
    line = replace(line, since=state.since or line.since, said_by=said_by)
    if line.row.stage is not None:
        # Said since in her case or by a shelter: the page of her case says nothing else.
        if state.place and state.place.form is not WrittenBy.JOURNEY:
            line = replace(line, place=_place(state))
        return _sooner(line, state.next_due) if line.state.counts_as_danger else line
    # That nothing is stored says nothing of what the reader cannot open.
    unsure = line.custody is None and line.case in {*seen.unread, *seen.unplaced}
    line = _as_read(line, state.custody) if unsure else line
    closed = unsure and line.custody is None
    custodians = [statement for statement in (state.custodian, *state.or_custodian) if statement]
    row = replace(line.row, due=state.next_due)
    custodian = (
        translated(CLOSED)
        if closed
        else (
            any_of([custodian_words(statement, now) for statement in custodians], custodians)
            or line.custodian
        )
    )
    return replace(
        line,
        row=row,
        custodian=custodian,
        place=_place(state),
        heard=state.last_sign,
        custody_closed=closed,
        signs_closed=line.case in seen.unread,
    )


def _place(state: PresentState) -> str:
    """Return where she is, as was said; or all places that it may be."""
    places = [statement for statement in (state.place, *state.or_place) if statement]
    place = any_of([str(place.answer) for place in places], places)
    return translated(before_it_ended(place)) if place and state.left else place


def _as_read(line: BoardLine, custody: Custody | None) -> BoardLine:
    """Return the line with the custody that the reader reads, where none is stored: that nobody of
    ours is with her is claimed only where she reads so."""
    line = replace(line, custody=custody, known=custody is not None)
    if custody is not None and not custody.answers_for_her:
        return line
    # Her row stays where it was counted: what makes it red is said in other words.
    alerts = tuple(NOT_KNOWN_TO_ALL if alert is NOBODY else alert for alert in line.alerts)
    why = tuple(
        NOT_KNOWN_TO_ALL.sentence if reason is NOBODY.sentence else reason
        for reason in line.row.why
    )
    return replace(line, alerts=alerts, row=replace(line.row, why=why))
