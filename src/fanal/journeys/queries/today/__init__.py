"""Tonight's board on the start page: the board itself is read once for all of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow, WholeBoard
from fanal.core.journeys.state import JourneyState
from fanal.journeys import access
from fanal.journeys.models import Journey
from fanal.journeys.queries.board import open_journeys
from fanal.journeys.queries.open_people import OnBoard
from fanal.journeys.queries.today.arrivals import arrivals_to_confirm, given_at, leaving_said_by_one
from fanal.journeys.queries.today.danger import rows_of_danger
from fanal.journeys.queries.today.departures_without_go import left_without_a_go
from fanal.journeys.queries.today.director_numbers import is_red, whole_board
from fanal.journeys.queries.today.incoming import coming_to
from fanal.journeys.queries.today.unplanned_handover import taken_by_another
from fanal.journeys.queries.tonight import TonightBoard, board
from fanal.keys.ring import Ring

EMPTIED = _("Everybody on this journey, and all that happened, was deleted from outside")


class BoardOfUser:
    """The board of one user at one moment (`fanal.cases.queries.today.rows.BoardToday`)."""

    def __init__(self, user: User, now: datetime) -> None:
        self.user, self.now = user, now

    @cached_property
    def journeys(self) -> list[tuple[Journey, JourneyState]]:
        return list(open_journeys(access.journeys_seen_by(self.user)))

    @cached_property
    def board(self) -> TonightBoard:
        return board(self.user, self.now, self.journeys)

    @cached_property
    def given(self) -> dict[str, datetime]:
        return given_at(self.journeys)

    def in_danger(self) -> Sequence[OnBoard]:
        return [on_board for on_board in self.board.urgent if on_board.needs_somebody]

    def file_of(self, one: object) -> UUID:
        assert isinstance(one, OnBoard)
        return one.file

    def unheld(self) -> int:
        return self.board.number_shown_by("alone")

    def says_more(self, one: object) -> bool:
        assert isinstance(one, OnBoard)
        of_danger = {alert.sentence for alert in one.alerts}
        return any(why not in of_danger for why in one.row.why)

    def drawn(
        self, some: Sequence[object], ring: Ring, closed: Mapping[UUID, UUID]
    ) -> list[TodayRow]:
        people = [on_board for on_board in some if isinstance(on_board, OnBoard)]
        closed_cases = {one.person: closed[one.file] for one in people if one.file in closed}
        lines = self.board.drawn(people)
        return rows_of_danger(lines, self.given, self.user, ring, self.now, closed_cases)

    def asked(self) -> Iterable[TodayRow]:
        for journey in self.board.emptied:
            page = reverse("journeys:journey", args=[journey.id])
            yield TodayRow(
                page, str(EMPTIED), code=journey.code_name, icon="journey", tone="danger"
            )
        yield from arrivals_to_confirm(self.user, self.journeys, self.now)
        yield from leaving_said_by_one(self.user, self.journeys)
        yield from taken_by_another(self.user, self.journeys, self.board.people)
        yield from left_without_a_go(self.user, self.journeys, self.board.people)
        yield from coming_to(self.user, self.now)

    def whole(self, closed: Collection[UUID]) -> WholeBoard:
        red = [person for person in self.board.people if is_red(person)]
        lines = self.board.drawn(red)
        danger = {one.person: one.file for one in red if one.told.code.counts_as_danger}
        in_rows = [line for line in lines if danger.get(UUID(line.row.person)) not in closed]
        waits = {str(one.person) for one in self.board.given}
        return whole_board(self.user, lines, in_rows, waits, self.journeys, self.given, self.now)
