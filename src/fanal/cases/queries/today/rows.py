"""A row of the start page, a part of it, and what the apps above add when the server starts."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.keys.ring import Ring
from fanal.web.days_in_words import relative_day

MOST, FIRST = 7, 5  # of more than `MOST` rows the `FIRST` are shown, and how many there are


@dataclass(frozen=True)
class RowAction:
    """The one thing to do about a row."""

    label: str
    address: str
    icon: str


@dataclass(frozen=True)
class TodayRow:
    """A line about somebody: what, by when. `code`: of whom, before the title; `about`: in the line
    below it. `tone`: danger or care, whose sign stands in the row; else an `icon` does. `pressing`:
    it stands first, though nobody says that somebody is in danger. `hears`: from whom the reader is
    to hear, where that is all of it: once on a page."""

    address: str
    title: str
    code: str = ""
    age: str = ""
    about: str = ""
    more: str = ""
    when: str = ""
    below: str = ""
    icon: str = ""
    tone: str = ""
    act: RowAction | None = None
    pressing: bool = False
    hears: UUID | None = None

    @property
    def picture(self) -> str:
        """The icon of the kind, unless a tone has a sign, which says more."""
        return "" if self.tone else self.icon

    @property
    def cannot_wait(self) -> bool:
        return self.pressing or self.tone == "danger"


def of_closed_case(row: TodayRow, case: UUID, *, opens: bool = True) -> TodayRow:
    """Return a row of somebody in danger with what her closed case asks: nobody works on it until
    it is opened again. `opens`: whether the reader has a way to it."""
    more = " ".join(filter(None, [row.more, _("Her case is closed: open it again.")]))
    address = reverse("cases:case", args=[case])
    act = RowAction(_("To the case"), address, "case") if opens else None
    return replace(row, more=more, act=act)


def due_first(what: str, code: str, day: date, today: date) -> str:
    """What does not wait until everything was read. `code`: in which case, if there are several."""
    return _("due first: {what}{code}, {day}").format(
        what=what, code=f" ({code})" if code else "", day=relative_day(day, today)
    )


@dataclass(frozen=True)
class TodayPart:
    """The rows that are shown, and of how many. `listed`: how many of them stand on the page that
    the link beside the title leads to, where that is not all."""

    rows: list[TodayRow]
    total: int
    is_cut: bool = False
    listed: int | None = None

    @property
    def behind_link(self) -> int:
        return self.total if self.listed is None else self.listed

    @property
    def cannot_wait(self) -> bool:
        """Whether one of the rows shown does not wait for what is to do."""
        return any(row.cannot_wait for row in self.rows)

    @property
    def pressing(self) -> "TodayPart":
        """The rows that do not wait for what is to do."""
        rows = [row for row in self.rows if row.cannot_wait]
        return TodayPart(rows, len(rows))

    @property
    def others(self) -> "TodayPart":
        """The rows that do."""
        rows = [row for row in self.rows if not row.cannot_wait]
        return replace(self, rows=rows, total=self.total - len(self.rows) + len(rows))

    @property
    def open_rows(self) -> list[TodayRow]:
        """Those that are seen at once: the first of too many, and all that cannot wait."""
        pressing = sum(row.cannot_wait for row in self.rows)
        return self.rows[: max(pressing, len(first_of(self.rows, len(self.rows))))]

    @property
    def folded_rows(self) -> list[TodayRow]:
        """The rest, one tap away: they stand on no other page, so that none is left out."""
        return self.rows[len(self.open_rows) :]


def part_of(rows: Iterable[TodayRow], total: int | None = None) -> TodayPart:
    """Return the part of these rows. `total`: of how many, where `FirstRows` read `MOST` alone."""
    all_rows = list(rows)
    many = len(all_rows) if total is None else total
    shown = first_of(all_rows, many)
    return TodayPart(shown, many, is_cut=many > len(shown))


def first_of[One](rows: Sequence[One], many: int) -> list[One]:
    """Return as many of the rows as a part shows that is about so many."""
    return list(rows[: FIRST if many > MOST else MOST])


@dataclass(frozen=True)
class HomeCount:
    """People who came back within a year, by what is known of them. `lost_longer`: who came back
    before, was lost, and of whom nobody has said what became of her."""

    seen: int = 0
    not_due: int = 0
    late: int = 0
    left: int = 0
    lost: int = 0
    lost_longer: int = 0

    @property
    def total(self) -> int:
        return self.due + self.not_due

    @property
    def due(self) -> int:
        """The number of those of whom something should be known by now."""
        return self.seen + self.late + self.left + self.lost


@dataclass(frozen=True)
class WholeBoard:
    """What a director reads of the board: numbers, and what is red without a name."""

    danger: int = 0
    in_danger: frozenset[UUID] = frozenset()  # the same, by the files that stand for them
    danger_is_new: int = 0  # since yesterday
    given: int = 0
    given_since: datetime | None = None
    home: HomeCount = field(default_factory=HomeCount)
    red: tuple[TodayRow, ...] = ()
    address: str = ""  # of the board


class BoardToday(Protocol):
    """Tonight's board as the start page reads it for one user: journeys are of an app above."""

    def in_danger(self) -> Sequence[object]:
        """Who is in danger, not heard from, or red on a journey; the worst first. All of whom a
        lead answers for, else those whom this user works with and those nobody does."""

    def file_of(self, one: object) -> UUID:
        """Return the file that stands for one of these."""

    def unheld(self) -> int:
        """Return how many of the same people the board counts as urgent for this alone: nobody has
        said who is with them. One line for all: a large team has many."""

    def says_more(self, one: object) -> bool:
        """Whether her row says more of her than that she is in danger: what her journey asks."""

    def drawn(
        self, some: Sequence[object], ring: Ring, closed: Mapping[UUID, UUID]
    ) -> list[TodayRow]:
        """Return the rows of some of these: what was said is opened for those who are shown.
        `closed`: by file, the case of those who have none that is open; their rows say so."""

    def asked(self) -> Iterable[TodayRow]: ...

    def whole(self, closed: Collection[UUID]) -> WholeBoard:
        """`closed`: the files of those in danger whose case is closed. They are counted, and have a
        row elsewhere, which says so."""


# Filled when the server starts, by the apps that know.
BOARDS: list[Callable[[User, datetime], BoardToday]] = []
CALLS: list[Callable[[User, datetime], Sequence[TodayRow]]] = []
# With each the SQL that finds something wherever it has a row for anybody, whoever reads it; "" for
# what is asked in any case: mostly there is nothing, and each would be a question of its own.
ASKED: dict[Callable[[User, datetime], Sequence[TodayRow]], str] = {}


def boards_for(user: User, now: datetime) -> list[BoardToday]:
    """Return the boards of this user, read once for all parts of a page."""
    return [read(user, now) for read in BOARDS]
