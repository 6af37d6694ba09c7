"""What was said of the people of one page of the board, where the reader may open it. Whoever may
not read the hour reads the day on which somebody was heard from last; whoever does nothing for her
herself, whom to call at night."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.reachable import other_leads
from fanal.accounts.models import Team, User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases.queries.last_contact import heard_in_cases
from fanal.cases.queries.present import VisibleState, states_of
from fanal.core.casework.past_whereabouts import before_it_ended
from fanal.core.casework.present import PresentState
from fanal.core.casework.statements import CaseStatement, Custody, WrittenBy
from fanal.core.journeys.events import LifeSign
from fanal.core.journeys.state import JourneyStage
from fanal.core.journeys.tonight import NOBODY, NOT_KNOWN_TO_ALL
from fanal.core.words import Sentence, say
from fanal.journeys.queries.board import BoardLine, is_later
from fanal.journeys.queries.custodian_names import last_with
from fanal.journeys.queries.places import known_to
from fanal.journeys.queries.signs_from_cases import signs_of
from fanal.keys.ring import Ring
from fanal.people.exclusion import listed_users
from fanal.web.days_in_words import relative_day
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
    # On the way the journey asks for signs of its own, and her case may still know a later one.
    line = replace(line, heard=state.last_sign, signs_closed=_signs_closed(line, seen))
    if line.row.stage is not None:
        # Said since in her case or by a shelter: the page of her case says nothing else. Where the
        # reader does not read what the journey says, nobody can tell what was said since.
        ahead = line.row.stage is JourneyStage.IN_PREPARATION
        said = state.place and state.place.form is not WrittenBy.JOURNEY
        if said and (ahead or seen.by_journey or not line.place):
            line = replace(line, place=_place(state))
        line = _with_whom_since(line, state, now)
        return _sooner(line, state.next_due) if line.state.counts_as_danger else line
    # That nothing is stored says nothing of what the reader cannot open.
    unsure = line.custody is None and line.case in {*seen.unread, *seen.unplaced}
    line = _as_read(line, state.custody) if unsure else line
    closed = unsure and line.custody is None
    row = replace(line.row, due=state.next_due)
    custodian = translated(CLOSED) if closed else (_with_whom(state, now) or line.custodian)
    return replace(
        line,
        row=row,
        custodian=custodian,
        place=_place(state),
        custody_closed=closed,
    )


def _signs_closed(line: BoardLine, seen: VisibleState) -> bool:
    """Whether she may have been heard from where this reader opens nothing: a message proves
    nothing, so that only whoever opens her case reads it."""
    without_case = line.row.stage is None and line.case is None
    elsewhere = any(one.case.pk in seen.unread for one in seen.unopened)
    return without_case or elsewhere or line.case in seen.unread


def _with_whom_since(line: BoardLine, state: PresentState, now: datetime) -> BoardLine:
    """Return the line; once she is back, with whoever has her since by what was said in her
    case."""
    back = line.row.stage is JourneyStage.RETURNED
    # Who had her before she left, by a word of then, has her no more.
    if line.came_back and line.kept is False:
        return line
    if not back or state.custodian is None or state.custodian.form is WrittenBy.JOURNEY:
        return line
    return replace(
        line,
        custodian=_with_whom(state, now),
        custody=state.custody,
        came_back=False,
        held_since=None,
    )


def _with_whom(state: PresentState, now: datetime) -> str:
    """Return who she is with, as was said; or all with whom she may be."""
    custodians = [statement for statement in (state.custodian, *state.or_custodian) if statement]
    return any_of([custodian_words(statement, now) for statement in custodians], custodians)


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


def custodian_words(statement: CaseStatement, now: datetime) -> str:
    """Return who she is with, as it was said."""
    name = str(statement.answer)
    if statement.left_a_journey:
        return f"{capfirst(name)} ({relative_day(statement.said, now.date())})"
    name = translated(Custody(name).sentence()) if name in set(Custody) else name
    return last_with(name) if statement.came_back else name


def any_of(texts: list[str], statements: list[CaseStatement]) -> str:
    """Return what was said last; of several that may be, that nobody knows which, or who does."""
    if len(texts) < 2:
        return "".join(texts)
    words = _("{last}, or {others} (an hour is missing)")
    if any(statement.hour_closed for statement in statements):
        words = _("{last}, or {others} (ask the shelter which was later)")
    return words.format(last=texts[0], others=", ".join(texts[1:]))


def with_days(lines: list[BoardLine]) -> list[BoardLine]:
    """Return the lines, each with the day of the last sign of life where its hour stays closed:
    that there was none would be wrong."""
    closed = {
        UUID(line.row.person)
        for line in lines
        if line.row.stage in (None, JourneyStage.ON_THE_WAY)
        and (line.signs_closed or not line.heard)
    }
    signs = _days_heard(closed) if closed else {}
    return [
        _with_later_day(line, signs[UUID(line.row.person)])
        if UUID(line.row.person) in signs
        else line
        for line in lines
    ]


def _with_later_day(line: BoardLine, sign: LifeSign) -> BoardLine:
    ours = line.row.sign
    if line.row.stage and ours and not is_later(sign, ours.said):
        return line
    return replace(line, row=replace(line.row, sign=sign))


def _days_heard(people: Collection[UUID]) -> dict[UUID, LifeSign]:
    found = {person: signs_of(heard) for person, heard in heard_in_cases(people).items()}
    return {
        person: max(signs, key=lambda sign: sign.at) for person, signs in found.items() if signs
    }


def with_leads(lines: list[BoardLine], user: User) -> list[BoardLine]:
    """Return the lines of one page with whom the reader calls where she does nothing herself.
    Nobody who is kept out of any case: she would hear of this one from whoever reads her name."""
    names = {line.answers for line in lines if line.answers}
    if not names:
        return lines
    unsafe = in_other_hands() | listed_users()
    teams = Team.objects.filter(name__in=names).order_by()
    leads = {team.name: other_leads(team, reader=user, unsafe=unsafe) for team in teams}
    return [replace(line, leads_to_call=leads.get(line.answers, "")) for line in lines]


def to_do_of(line: BoardLine, for_who_works: Sentence) -> Sentence:
    """Return what to do: who may do nothing there calls the team that does, by name
    where the page says whom."""
    team = line.answers
    if line.leads_to_call:
        return say("Call {who} ({team}).", who=line.leads_to_call, team=team)
    return say("Call the team: {team}.", team=team) if team else for_who_works
