"""Who is where tonight: everybody with an open case, and everybody on a journey.

In a constant number of queries. Codes are read without a key for all; what was said, with its hour,
is opened only for the people of the page that is shown.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.queries.codes import stored_codes_of
from fanal.cases.queries.present import VisibleState, states_of
from fanal.core.casework.past_whereabouts import before_it_ended
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import CaseStatement, Custody
from fanal.core.journeys.board import CALL, NO_SIGN, Colour
from fanal.core.journeys.state import JourneyState
from fanal.core.journeys.tonight import on_a_journey
from fanal.core.words import Sentence, say
from fanal.journeys import access
from fanal.journeys.access.board import worked_on
from fanal.journeys.models import Journey
from fanal.journeys.queries.board import BoardLine, on_journeys, open_journeys
from fanal.journeys.queries.board_numbers import BoardNumbers, named_custody
from fanal.journeys.queries.open_people import (
    OnBoard,
    each_once,
    needs_somebody,
    place_of,
    standing,
    with_open_cases,
)
from fanal.journeys.queries.places import known_to
from fanal.journeys.queries.unsound import emptied
from fanal.keys.ring import Ring
from fanal.people.queries import last_of, merged_of
from fanal.sharing.queries.lost_trust import fallen_referrals
from fanal.web.days_in_words import relative_day
from fanal.web.words import translated


@dataclass
class TonightBoard(BoardNumbers):
    """`people`: all, the worst first; their lines are drawn for a page, and they are counted
    where a page shows the number."""

    user: User
    works: frozenset[UUID]  # files of whom the reader works on a case
    emptied: tuple[Journey, ...] = ()  # journeys from which everybody was deleted by hand

    @cached_property
    def lines(self) -> list[BoardLine]:
        """Of everybody."""
        return self.drawn(self.people)

    def drawn(self, some: Collection[OnBoard]) -> list[BoardLine]:
        """The lines of some, as their cases stand now; not of whoever has none any more."""
        read = access.with_open_cases(self.user, {one.person for one in some if one.case})
        cases = {one.person: one for one in reversed(read)}
        found = (self._drawn(one, cases) for one in some)
        return [line for line in found if line is not None]

    def _drawn(self, one: OnBoard, cases: Mapping[UUID, access.OnTheBoard]) -> BoardLine | None:
        if one.line:
            return replace(one.line, row=one.row, mine=self.is_mine(one))
        if one.person in cases:
            return replace(_of_case(one, cases[one.person]), mine=self.is_mine(one))
        return None

    def is_mine(self, one: OnBoard) -> bool:
        """Whether the reader works on her case or leads her journey."""
        return one.file in self.works or bool(one.line and one.line.mine)

    @cached_property
    def mine(self) -> list[OnBoard]:
        return [one for one in self.people if self.is_mine(one)]

    def number_shown_by(self, which: str) -> int:
        """How many a filter keeps."""
        return {
            "mine": len(self.mine),
            "danger": self.danger,
            "unheld": self.unheld,
            "journey": self.travelling,
            "case": len(self.people) - self.travelling,
        }.get(which, len(self.people))

    def shown_by(self, which: str) -> list[OnBoard]:
        """Whom a filter keeps; all of them for a filter that does not exist."""
        if which == "mine":
            return self.mine
        keeps: Callable[[OnBoard], bool] | None = {
            "danger": lambda one: one.told.code.counts_as_danger,
            "unheld": lambda one: one.is_unheld,
            "journey": lambda one: one.row.stage is not None,
            "case": lambda one: one.row.stage is None,
        }.get(which)
        return [one for one in self.people if keeps(one)] if keeps else self.people


def board(
    user: User, now: datetime, found: list[tuple[Journey, JourneyState]] | None = None
) -> TonightBoard:
    """Everybody whom this user may see on it. `found`: the journeys, where they were read."""
    if found is None:
        found = list(open_journeys(access.journeys_seen_by(user)))
    lines, into = on_journeys(user, now, found), merged_of()
    travelling = each_once(_on_journeys(lines, now, into))
    on_the_way = {one.file for one in travelling}
    people = in_order = with_open_cases(user, now)
    if on_the_way:
        people = [one for one in people if one.file not in on_the_way] + travelling
    people = _with_fallen(people, user, now)
    if people is not in_order:
        people = sorted(people, key=lambda one: one.place)
    works = worked_on(user, whose_work(user))
    files = frozenset(last_of(one, into) for one in works)
    return TonightBoard(people, user, files, tuple(emptied(found)))


def _on_journeys(
    lines: list[BoardLine], now: datetime, into: Mapping[UUID, UUID]
) -> Iterator[OnBoard]:
    """One row a person and journey."""
    people = [UUID(line.row.person) for line in lines]
    told = stored_codes_of(people, now.date(), into)
    for person, line in zip(people, lines, strict=True):
        known = told[person]
        row, alerts = on_a_journey(line.row, standing(known))
        line = replace(
            line,
            row=row,
            alerts=alerts,
            state=known.code,
            since=known.since,
            custody=known.custody,
            custodian=_with_whom(line, known.custody),
        )
        file, place = last_of(person, into), place_of(row, known)
        needs = needs_somebody(known, (sentence for sentence, *_rest in red_of(line)))
        yield OnBoard(place, person, file, None, known, row, alerts, needs, line)


def _with_whom(line: BoardLine, custody: Custody | None) -> str:
    """Never with whoever was chosen for the way while people hold her."""
    return named_custody(custody) if custody is Custody.HOLDER else line.custodian


def _with_fallen(people: list[OnBoard], user: User, now: datetime) -> list[OnBoard]:
    """Whoever was referred to a partner that has fallen in trust since is to be looked at today."""
    found = {
        one.referral.person_id: Sentence(FALLEN.template, {"who": one.referral.partner.name})
        for one in fallen_referrals(user, now)
    }
    if not found:
        return people
    return [_in_amber(one, found[one.person]) if one.person in found else one for one in people]


FALLEN = say("Referred to {who}, who is trusted less than before.")


def _in_amber(one: OnBoard, why: Sentence) -> OnBoard:
    worst = Colour.RED if one.row.colour is Colour.RED else Colour.AMBER
    row = replace(one.row, colour=worst, why=(*one.row.why, why))
    return one._replace(row=row, place=place_of(row, one.told))


def _of_case(one: OnBoard, read: access.OnTheBoard) -> BoardLine:
    return BoardLine(
        row=one.row,
        address=reverse("cases:case", args=[read.case]) if read.opens else "",
        code=read.code_name,
        custodian=named_custody(one.told.custody),
        place="",
        team=read.team,
        offered_to=read.offered_to or "",
        known=one.told.custody is not None,
        custody=one.told.custody,
        alerts=one.alerts,
        state=one.told.code,
        since=one.told.since,
        case=read.case if read.opens else None,
    )


def red_of(line: BoardLine) -> list[tuple[Sentence, Sentence, dict[str, str]]]:
    """What is red, what to do about it, and whom to call for it."""
    nobody: dict[str, str] = {}
    against = [one for one in line.row.custody if one.red]
    # Whoever may not hold her is not called: it is for two of us to decide what comes next.
    holders = [one for one in against if one.custodian]
    phones = {} if holders else dict(line.phones)
    red = [(one.sentence, _to_do(line, one.to_do), phones) for one in line.alerts if one.red]
    for one in line.row.problems:
        if one.red:
            red.append((one.sentence, holders[0].to_do if holders else one.to_do, phones))
    red += [(one.sentence, one.to_do, nobody) for one in holders]
    if NO_SIGN in line.row.why:
        red.append((NO_SIGN, CALL, phones))
    red += [(one.sentence, one.to_do, nobody) for one in against if not one.custodian]
    return red


def _to_do(line: BoardLine, for_who_works: Sentence) -> Sentence:
    """Who may do nothing there calls the team that does: that of the journey, else of the case."""
    team = line.run_by or ("" if line.address else line.team)
    return say("Call the team: {team}.", team=team) if team else for_who_works


# ── Hours ────────────────────────────────────────────────────────────────────
def with_hours(lines: list[BoardLine], user: User, ring: Ring, now: datetime) -> list[BoardLine]:
    """The lines of one page with what was said of these people, where the reader may open it."""
    people = {UUID(line.row.person) for line in lines if _says_more(line)}
    seen = states_of(people, user, ring, now) if people else {}
    lines = [
        _with_hours(line, seen[UUID(line.row.person)], now)
        if UUID(line.row.person) in seen
        else line
        for line in lines
    ]
    asked = known_to({line.case for line in lines if line.case and not line.place}, user)
    return [
        replace(line, known_to=tuple(asked[line.case])) if line.case in asked else line
        for line in lines
    ]


def _says_more(line: BoardLine) -> bool:
    return line.row.stage is None or line.state is not DangerState.UNKNOWN


def _sooner(line: BoardLine, due: datetime | None) -> BoardLine:
    """Who is in danger is to be heard from within hours, whatever the rhythm of her journey is."""
    if due is None or (line.row.due is not None and line.row.due <= due):
        return line
    return replace(line, row=replace(line.row, due=due))


def _with_hours(line: BoardLine, seen: VisibleState, now: datetime) -> BoardLine:
    state = seen.state
    said_by = state.holds.source.sentence() if state.holds and state.since and line.alerts else None
    line = replace(line, since=state.since or line.since, said_by=said_by)
    if line.row.stage is not None:
        return _sooner(line, state.next_due) if line.state.counts_as_danger else line
    places = [one for one in (state.place, *state.or_place) if one]
    place = _any_of([str(one.answer) for one in places], places)
    place = translated(before_it_ended(place)) if place and state.left else place
    custodians = [one for one in (state.custodian, *state.or_custodian) if one]
    row = replace(line.row, due=state.next_due)
    custodian = _any_of([_who(one, now) for one in custodians], custodians) or line.custodian
    return replace(line, row=row, custodian=custodian, place=place, heard=state.last_sign)


def _who(one: CaseStatement, now: datetime) -> str:
    said = str(one.answer)
    if one.left_a_journey:
        return f"{capfirst(said)} ({relative_day(one.said, now.date())})"
    return translated(Custody(said).sentence()) if said in set(Custody) else said


def _any_of(said: list[str], told: list[CaseStatement]) -> str:
    """What was said last; of several that may be, that nobody knows which, or who does."""
    if len(said) < 2:
        return "".join(said)
    words = _("{last}, or {others} (an hour is missing)")
    if any(one.hour_closed for one in told):
        words = _("{last}, or {others} (ask the shelter which was later)")
    return words.format(last=said[0], others=", ".join(said[1:]))
