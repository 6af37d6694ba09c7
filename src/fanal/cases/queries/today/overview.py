"""The start page of a director: at most five numbers, each with what changed; offices; no names."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from fanal.accounts.models import Membership, User
from fanal.cases.access import kept_out_of
from fanal.cases.deciding import able
from fanal.cases.models import Closure, Task
from fanal.cases.queries.closed_in_danger import closed_in_danger
from fanal.cases.queries.inactive_cases import went_quiet
from fanal.cases.queries.lists import WORKS, TeamRow, counted_for, overview, unassigned_cases
from fanal.cases.queries.today.closed_cases import with_closed
from fanal.cases.queries.today.months import month_ends, open_at
from fanal.cases.queries.today.rows import BoardToday, HomeCount, TodayRow, WholeBoard
from fanal.web.days_in_words import in_days, lasting, passed


@dataclass(frozen=True)
class OverviewFigure:
    """One number, what changed, and the page that it leads to. `months`: for its line."""

    label: str
    number: str
    change: str
    address: str
    danger: bool = False
    months: tuple[int, ...] = ()


# What is counted of each office: the columns of the table.
COLUMNS = {
    "open": gettext_lazy("Open"),
    "in_danger": gettext_lazy("In danger"),
    "unheard": gettext_lazy("Not heard from"),
    "without_custodian": gettext_lazy("Looked after by nobody we know of"),
    "unheld": gettext_lazy("Nobody responsible"),
    "quiet": gettext_lazy("Quiet"),
    "late": gettext_lazy("Late tasks"),
    "each": gettext_lazy("Cases per worker"),
}


@dataclass(frozen=True)
class OfficeRow:
    """One office: numbers only."""

    team: TeamRow
    quiet: int
    each: int | None  # open cases by worker

    @property
    def numbers(self) -> dict[str, int | None]:
        return {**vars(self.team), "quiet": self.quiet, "each": self.each}


@dataclass(frozen=True)
class OfficeLine:
    """A row of the table of offices: its name, and each number under the words of its column."""

    name: str
    cells: list[tuple[str, int | None]]
    in_danger: bool = False


def _cells(numbers: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """Return each number under the words of its column; None for what is not counted there."""
    return [(str(words), numbers.get(name)) for name, words in COLUMNS.items()]


@dataclass(frozen=True)
class Overview:
    figures: list[OverviewFigure]
    board: WholeBoard
    offices: list[OfficeRow]
    people: dict[str, int]  # of all offices, each counted once

    @property
    def counted_twice(self) -> bool:
        """Whether the rows add up to more people than there are."""
        rows = [office.team for office in self.offices]
        return any(sum(getattr(row, name) for row in rows) > n for name, n in self.people.items())

    @property
    def all_offices(self) -> dict[str, int]:
        """The last row: people once, and of what belongs to one office alone the sum."""
        sums = {
            name: sum(getattr(office.team, name) for office in self.offices)
            for name in ("open", "unheld", "late")
        }
        return sums | self.people | {"quiet": sum(office.quiet for office in self.offices)}

    @property
    def lines(self) -> list[OfficeLine]:
        """The rows of the table: the offices, and all of them together."""
        found = [
            OfficeLine(row.team.team.name, _cells(row.numbers), in_danger=row.team.in_danger > 0)
            for row in self.offices
        ]
        return [*found, OfficeLine(_("All offices"), _cells(self.all_offices))]

    @property
    def home_words(self) -> str:
        return home_words(self.board.home)


def overview_for(user: User, boards: list[BoardToday], now: datetime) -> Overview:
    found = list(closed_in_danger(counted_for(user).filter(closed=True), now.date()))
    closed = frozenset(file for one in found for file in one.who)
    board = boards[0].whole(closed) if boards else WholeBoard()
    board = with_closed(user, board, found, now.date())
    teams, people = overview(user, now.date())
    board = replace(board, red=(*board.red, *_without_lead(user, teams)))
    figures = _figures(user, board, teams, now)
    return Overview(figures, board, _offices(user, teams, now.date()), people)


def _without_lead(user: User, teams: Collection[TeamRow]) -> Iterator[TodayRow]:
    """Yield a row for each team with open cases that nobody works on, and that no lead of it may
    give to anybody: they stand on no other start page."""
    of = {row.team.pk: row.team for row in teams if row.unheld}
    if not of:
        return
    found = list(unassigned_cases(counted_for(user).filter(team__in=of)).order_by("id"))
    asked = able(found)
    for team, n in Counter(case.team_id for case in found if not asked[case.id].leads).items():
        title = ngettext(
            "{team}: {n} open case without a worker, and no lead to give it to one",
            "{team}: {n} open cases without a worker, and no lead to give them to one",
            n,
        )
        yield TodayRow("#offices", title.format(team=of[team], n=n), tone="care")


def _figures(
    user: User, board: WholeBoard, teams: list[TeamRow], now: datetime
) -> list[OverviewFigure]:
    return [
        OverviewFigure(
            _("In danger now"),
            str(board.danger),
            _("{n} since yesterday").format(n=board.danger_is_new)
            if board.danger_is_new
            else _("nobody new since yesterday"),
            board.address + "?show=danger",
            danger=board.danger > 0,
        ),
        OverviewFigure(
            _("Handed over, arrival not confirmed"),
            str(board.given),
            _("the longest for {span}").format(span=lasting(passed(board.given_since, now)))
            if board.given_since
            else _("nobody waits for it"),
            board.address + "?show=given",
            danger=board.given > 0,
        ),
        _open_cases(user, teams, now.date()),
        _at_home(board.home),
        _late_tasks(user, now.date()),
    ]


def _open_cases(user: User, teams: list[TeamRow], today: date) -> OverviewFigure:
    cases, first = counted_for(user), today.replace(day=1)
    opened = cases.filter(opened_on__gte=first).count()
    closed = Closure.objects.filter(
        case__in=cases.filter(closed=True).order_by().values("id"), agreed_on__gte=first
    )
    many = sum(row.open for row in teams)
    return OverviewFigure(
        _("Open cases"),
        str(many),
        _("{opened} opened, {closed} closed this month").format(
            opened=opened, closed=closed.values("case").distinct().count()
        ),
        "#offices",
        months=(*open_at(cases, today), many),
    )


def _at_home(home: HomeCount) -> OverviewFigure:
    return OverviewFigure(
        _("Home for up to a year, seen as agreed"),
        _("{seen} of {total}").format(seen=home.seen, total=home.due) if home.due else "–",
        home_words(home),
        "#home",
    )


def home_words(home: HomeCount) -> str:
    """A rate stands beside those of whom it says nothing."""
    words = _("{late} late · {left} wanted no more contact · {lost} lost · {not_due} not due yet")
    words = words.format(late=home.late, left=home.left, lost=home.lost, not_due=home.not_due)
    if not home.lost_longer:
        return words
    return f"{words} · {_('{n} lost for longer').format(n=home.lost_longer)}"


def _late_tasks(user: User, today: date) -> OverviewFigure:
    open_to = Task.objects.exclude(case__in=kept_out_of(user)).order_by()
    late = open_to.filter(done_on=None, due__lt=today).aggregate(n=Count("id"), oldest=Min("due"))
    ends = month_ends(today)
    before = open_to.aggregate(
        **{f"at{n}": Count("id", filter=_late_on(day)) for n, day in enumerate(ends)}
    )
    oldest = late["oldest"]
    since = (
        _("oldest: {span}").format(span=in_days((today - oldest).days))
        if oldest
        else pgettext("late tasks", "none")
    )
    # What falls due by a clock is no task, and a zero must not speak for it.
    return OverviewFigure(
        _("Late tasks"),
        str(late["n"]),
        f"{since} · {_('not counted here: risk assessments, reviews and time limits')}",
        "#offices",
        months=(*(before[f"at{n}"] for n in range(len(ends))), late["n"]),
    )


def _late_on(day: date) -> Q:
    return Q(due__lt=day, made_on__lte=day) & (Q(done_on=None) | Q(done_on__gt=day))


# ── Offices ──────────────────────────────────────────────────────────────────
def _offices(user: User, teams: list[TeamRow], today: date) -> list[OfficeRow]:
    cases = counted_for(user).exclude(closed=True)
    by_team = went_quiet(cases, today).order_by().values_list("team").annotate(n=Count("id"))
    quiet = Counter(dict(by_team))
    workers = _workers()
    return [
        OfficeRow(row, quiet[row.team.pk], _each(row.open, workers[row.team.pk])) for row in teams
    ]


def _each(cases: int, workers: int) -> int | None:
    return round(cases / workers) if workers else None


def _workers() -> Counter[UUID]:
    rows = Membership.objects.filter(user__is_active=True, user__role__in=WORKS).order_by()
    return Counter(dict(rows.values_list("team").annotate(n=Count("id"))))
