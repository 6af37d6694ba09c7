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
from django.utils import timezone

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.queries.codes import stored_codes_of
from fanal.core.casework.statements import Custody
from fanal.core.journeys.board import CALL, NO_SIGN, followed
from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.core.journeys.tonight import is_said_since, nobody_since, on_a_journey
from fanal.core.roles import Permission
from fanal.core.words import Sentence
from fanal.journeys import access
from fanal.journeys.access.board import of_nobody, worked_on
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.board import BoardLine, on_journeys, open_journeys, rhythm_of
from fanal.journeys.queries.board_notes import with_more
from fanal.journeys.queries.board_numbers import BoardNumbers, named_custody
from fanal.journeys.queries.open_people import (
    OnBoard,
    each_once,
    needs_somebody,
    place_of,
    stored_state,
    with_open_cases,
)
from fanal.journeys.queries.people_in_two_files import once_each, others_of
from fanal.journeys.queries.tonight_hours import to_do_of
from fanal.journeys.queries.unsound import emptied
from fanal.people.queries import code_names, last_of, merged_of
from fanal.sharing.models import Side
from fanal.sharing.queries.other_files import OtherFile, other_files, that_hear

ANSWERS_FOR_ALL = (Permission.LEAD_CASES, Permission.SEE_OVERVIEW)


@dataclass
class TonightBoard(BoardNumbers):
    """The board. `people`: all, the worst first; their lines are drawn for a page, and they are
    counted where a page shows the number."""

    works: frozenset[UUID]  # files of whom the reader works on a case
    emptied: tuple[Journey, ...] = ()  # journeys from which everybody was deleted by hand

    @cached_property
    def elsewhere(self) -> frozenset[UUID]:
        """The people who are on their way by a journey that stands in another file of theirs."""
        return travelling_elsewhere(
            lambda: {one.case for one in self.people if one.case and one.row.stage is None},
            timezone.localtime(),
        )

    def travels(self, one: OnBoard) -> bool:
        """Whether she is on a journey, by whichever file of hers."""
        return one.row.stage is not None or one.person in self.elsewhere

    @cached_property
    def lines(self) -> list[BoardLine]:
        """The lines of everybody."""
        return self.drawn(self.people)

    def drawn(self, some: Collection[OnBoard]) -> list[BoardLine]:
        """Return the lines of some, as their cases stand now; not of whoever has none any more."""
        every = [one for on_board in some for one in (on_board, *on_board.also)]
        read = access.with_open_cases(self.user, {one.person for one in every if one.case})
        cases = {row.person: row for row in reversed(read)}
        drawn = ((on_board, self._drawn(on_board, cases)) for on_board in some)
        return [
            replace(line, others=others_of(on_board, cases)) if on_board.also else line
            for on_board, line in drawn
            if line is not None
        ]

    def of_team(self, team: str, some: list[OnBoard]) -> tuple[str, list[OnBoard]]:
        """Return those of these whose line names this team, as the start page of who sees the whole
        counts them, with its name; all of them, without one, where none does."""
        lines = self.drawn(some) if team else ()
        hers = {line.row.person for line in lines if team in line.of_teams}
        named = [on_board for on_board in some if str(on_board.person) in hers]
        return (team, named) if named else ("", some)

    def _drawn(
        self, on_board: OnBoard, cases: Mapping[UUID, access.OnTheBoard]
    ) -> BoardLine | None:
        # On a journey her row is that of the journey: who holds her there stands nowhere in her
        # case.
        if on_board.line:
            return replace(on_board.line, row=on_board.row, mine=self.is_mine(on_board))
        if on_board.person in cases:
            line = _of_case(on_board, cases[on_board.person])
            elsewhere = on_board.person in self.elsewhere
            return replace(line, mine=self.is_mine(on_board), elsewhere=elsewhere)
        return None

    def is_mine(self, one: OnBoard) -> bool:
        """Whether the reader works on her case or leads her journey."""
        if any(map(self.is_mine, one.also)):
            return True
        return one.file in self.works or bool(one.line and one.line.mine)

    @cached_property
    def urgent(self) -> list[OnBoard]:
        """The people who are urgent, for whom this user answers: all of them for whoever leads;
        else those with whom she works, and those with whom nobody does."""
        people = [one for one in self.people if one.is_urgent]
        if not people or any(map(self.user.may, ANSWERS_FOR_ALL)):
            return people
        # Who is shown no board reads of cases by grant, once (`cases.queries.today.danger`).
        shown = access.may_see_board(self.user)
        nobodys = of_nobody(self.user, {one.person for one in people}) if shown else set()
        return [one for one in people if self.is_mine(one) or one.person in nobodys]

    @cached_property
    def alone(self) -> list[OnBoard]:
        """Those of them of whom nothing else is red: nobody has said who is with them."""
        return [one for one in self.urgent if not one.needs_somebody]

    @cached_property
    def given(self) -> list[OnBoard]:
        """Who was handed over, and nobody has said that she arrived."""
        return [one for one in self.people if one.is_given]

    @cached_property
    def mine(self) -> list[OnBoard]:
        return [person for person in self.people if self.is_mine(person)]

    def number_shown_by(self, which: str) -> int:
        """Return how many a filter keeps, and of all and of those in danger who stands above."""
        # Each goes through thousands of people: of a page that shows one number, one does.
        numbers: dict[str, Callable[[], int]] = {
            "": lambda: len(self.people) + self.above,
            "mine": lambda: len(self.mine),
            "danger": lambda: self.danger + self.above,
            "unheld": lambda: self.unheld,
            "alone": lambda: len(self.alone),
            "given": lambda: len(self.given),
            "journey": lambda: self.travelling + len(self.elsewhere),
            "case": lambda: len(self.people) - self.travelling - len(self.elsewhere),
        }
        return numbers.get(which, lambda: len(self.people))()

    def shown_by(self, which: str) -> list[OnBoard]:
        """Return the people whom a filter keeps; all of them for a filter that does not exist."""
        if which in ("mine", "alone", "given"):
            return list[OnBoard](getattr(self, which))
        keeps: Callable[[OnBoard], bool] | None = {
            "danger": lambda one: one.told.code.counts_as_danger,
            "unheld": lambda one: one.is_unheld,
            "journey": self.travels,
            "case": lambda one: not self.travels(one),
        }.get(which)
        return [person for person in self.people if keeps(person)] if keeps else self.people


def board(
    user: User, now: datetime, followed_journeys: list[tuple[Journey, JourneyState]] | None = None
) -> TonightBoard:
    """Return everybody whom this user may see on it. `followed_journeys`: where they
    were read already."""
    if followed_journeys is None:
        followed_journeys = list(open_journeys(access.journeys_seen_by(user)))
    lines, into = on_journeys(user, now, followed_journeys), merged_of()
    travelling = each_once(_on_journeys(lines, now, into))
    on_the_way = {traveller.file for traveller in travelling}
    people = in_order = with_open_cases(user, now)
    if on_the_way:
        # Nobody twice: a journey says more of tonight than her case does.
        people = [person for person in people if person.file not in on_the_way] + travelling
    people = once_each(with_more(people, user, now), user)
    # Kept in order between two looks: sorting twenty thousand again is for those who need it.
    if people is not in_order:
        people = sorted(people, key=lambda one: one.place)
    works = worked_on(user, whose_work(user))
    files = frozenset(last_of(file, into) for file in works)
    return TonightBoard(people, user, now.date(), files, tuple(emptied(followed_journeys)))


def _on_journeys(
    lines: list[BoardLine], now: datetime, into: Mapping[UUID, UUID]
) -> Iterator[OnBoard]:
    """Yield one row a person and journey."""
    people = [UUID(line.row.person) for line in lines]
    codes = stored_codes_of(people, now.date(), into)
    # Of a file for which another stands she has the code name by which she is known since.
    names = code_names({last_of(person, into) for person in people if person in into})
    for person, line in zip(people, lines, strict=True):
        code, file = codes[person], last_of(person, into)
        row, alerts = on_a_journey(line.row, stored_state(code))
        line = replace(
            line,
            row=row,
            code=names.get(file, line.code),
            alerts=alerts,
            state=code.code,
            since=code.since,
            custody=code.custody,
        )
        line = _said_in_cases(line)
        if line.came_back:
            row = nobody_since(row)
            line = replace(line, row=row)
        place = place_of(row, code)
        needs = needs_somebody(code.code, (sentence for sentence, *_rest in red_of(line)))
        yield OnBoard(place, person, file, None, code, row, alerts, needs, line)


def _said_in_cases(line: BoardLine) -> BoardLine:
    """Return the line with who she is with by her cases where no journey says it: while people hold
    her nobody who was chosen for the way, and once she is back nobody who had her on it."""
    since = line.came_back and is_said_since(line.kept, line.custody)
    if line.custody is not Custody.HOLDER and not since:
        return line
    name = named_custody(line.custody)
    return replace(line, custodian=name, known=True, came_back=False, held_since=None)


def _of_case(on_board: OnBoard, read: access.OnTheBoard) -> BoardLine:
    return BoardLine(
        row=on_board.row,
        address=reverse("cases:case", args=[read.case]) if read.opens else "",
        code=read.code_name,
        custodian=named_custody(on_board.told.custody),
        place="",
        team=read.team,
        offered_to=read.offered_to or "",
        known=on_board.told.custody is not None,
        custody=on_board.told.custody,
        alerts=on_board.alerts,
        state=on_board.told.code,
        since=on_board.told.since,
        case=read.case if read.opens else None,
    )


def red_of(line: BoardLine) -> list[tuple[Sentence, Sentence, dict[str, str]]]:
    """Return what is red, what to do about it, and whom to call for it."""
    nobody: dict[str, str] = {}
    against = [trouble for trouble in line.row.custody if trouble.red]
    # Whoever may not hold her is not called: it is for two of us to decide what comes next.
    holders = [trouble for trouble in against if trouble.custodian]
    phones = {} if holders else dict(line.phones)
    red = [
        (alert.sentence, to_do_of(line, alert.to_do), phones) for alert in line.alerts if alert.red
    ]
    for problem in line.row.problems:
        if problem.red:
            red.append((problem.sentence, holders[0].to_do if holders else problem.to_do, phones))
    red += [(trouble.sentence, trouble.to_do, nobody) for trouble in holders]
    if NO_SIGN in line.row.why:
        red.append((NO_SIGN, CALL, phones))
    red += [
        (trouble.sentence, trouble.to_do, nobody) for trouble in against if not trouble.custodian
    ]
    return red


# Who of the board is on her way by a journey of her other file: the case that another team has of
# her, by a two-country file. That she travels is told, and no place, no name and no hour.


def travelling_elsewhere(cases: Callable[[], set[UUID]], now: datetime) -> frozenset[UUID]:
    """Return those people of these cases who have left on a journey of their other file and are not
    back."""
    # From the files, which are few, and not from the cases of a board, which may be thousands.
    open_ones = Side.objects.filter(shared__state="open").exclude(case=None).order_by()
    shared = set(open_ones.values_list("case", flat=True))
    ours = shared & cases() if shared else shared
    return _who_travels(that_hear(other_files(ours)), now)


def _who_travels(files: Collection[OtherFile], now: datetime) -> frozenset[UUID]:
    others = {(file.other_case, str(file.other)): file.person for file in files}
    rows = Traveller.objects.filter(case__in={file.other_case for file in files})
    travel = {
        (row.journey_id, str(row.person_id)): others[row.case_id, str(row.person_id)]
        for row in rows.order_by()
        if (row.case_id, str(row.person_id)) in others
    }
    journeys = Journey.objects.filter(pk__in={journey for journey, _person in travel})
    return frozenset(
        travel[journey.pk, one.person]
        for journey, state in (open_journeys(journeys) if travel else ())
        for one in followed(state, now, rhythm_of(journey))
        # Who has not left yet is told no more of than who has her.
        if one.stage is JourneyStage.ON_THE_WAY and (journey.pk, one.person) in travel
    )
