"""What is to be done: late with how late, today by hour, then the days of the week that comes. And
calls that nobody has looked at yet, of those who take them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.agenda import agenda
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.agenda_items import ICONS, LAW, LIMIT, SIGN, AgendaItem
from fanal.cases.queries.today.rows import CALLS, FIRST, MOST, TodayPart, TodayRow, part_of
from fanal.keys.ring import Ring
from fanal.sealed.substitutes import unless_broken
from fanal.web.days_in_words import in_days, lasting, relative_day

AHEAD = timedelta(days=7)
HERE = ICONS.keys() - {LIMIT}  # what ends for good stands above, a month before its day


@dataclass(frozen=True)
class ToDo:
    """The tasks by day: the words of the day and its rows. `next_due`: the first that has still to
    come, in `next_words`. `hearings`: how many days of hearings are among them. `items`: all of it,
    with the signs of life that stand above, by day and hour."""

    days: list[tuple[str, list[TodayRow]]]
    total: int
    next_due: AgendaItem | None
    next_words: str
    hearings: int
    items: list[AgendaItem]

    @property
    def is_cut(self) -> bool:
        return self.total > sum(len(rows) for _day, rows in self.days)


def to_do(user: User, ring: Ring, now: datetime, above: Collection[UUID] = ()) -> ToDo:
    """Return what stands in one's own calendar, up to a week ahead. Who is late with a sign of
    life, or in danger, stands in the part above. `above`: who the board says does."""
    until = now.date() + AHEAD
    items = [
        item
        for item in agenda(Asked(user, ring, now, until=until), HERE)
        if item.day and item.day <= until
    ]
    shown = [item for item in items if not (item.kind == SIGN and _is_above(item, above, now))]
    first = next((item for item in shown if _at(item, now) >= now), None)
    return ToDo(
        _by_day(shown_of(shown, now.date()), now),
        len(shown),
        first,
        relative_day(_at(first, now) if first.hour else _at(first, now).date(), now.date())
        if first
        else "",
        sum(item.kind == LAW for item in shown),
        items,
    )


def _is_above(sign: AgendaItem, above: Collection[UUID], now: datetime) -> bool:
    # The part above knows the day and no hour of who is on no journey: until that day is over she
    # would stand nowhere.
    if sign.day == now.date() and _is_late(sign, now):
        return sign.hears in above
    return sign.danger or _is_late(sign, now)


def _is_late(item: AgendaItem, now: datetime) -> bool:
    return _at(item, now) < now


def _at(item: AgendaItem, now: datetime) -> datetime:
    """Return the hour of an item; of a day alone, the end of it."""
    return datetime.combine(item.day or date.max, item.hour or time.max, now.tzinfo)


def shown_of(items: list[AgendaItem], today: date) -> list[AgendaItem]:
    """Return the first of too many, so that late ones never push away what has its hour today."""
    if len(items) <= MOST:
        return items
    late = [item for item in items if item.days_late(today)]
    rest = [item for item in items if not item.days_late(today)]
    # At least two late ones stay in sight, however full today is.
    few = late[: max(2, FIRST - len(rest))]
    return few + rest[: FIRST - len(few)]


def _by_day(items: Iterable[AgendaItem], now: datetime) -> list[tuple[str, list[TodayRow]]]:
    late = now.date() - timedelta(days=1)
    groups = groupby(items, key=lambda item: max(item.day or late, late))
    return [(_head(day, now.date()), [_row(item, now) for item in some]) for day, some in groups]


def _head(day: date, today: date) -> str:
    if day < today:
        return _("Late")
    if (day - today).days <= 1:
        return capfirst(f"{relative_day(day, today)}, {date_format(day)}")
    return capfirst(relative_day(day, today))


def _row(item: AgendaItem, now: datetime) -> TodayRow:
    late = item.days_late(now.date())
    hours_late = item.kind == SIGN and not late and _is_late(item, now)
    span = lasting(now - _at(item, now)) if hours_late else in_days(late) if late else ""
    return TodayRow(
        item.address,
        item.title,
        about=item.code,
        more=" · ".join(filter(None, [item.stands_in, "" if item.kind == SIGN else item.more])),
        when=_("{span} late").format(span=span) if span else _hour(item),
        icon=item.icon,
        tone="care" if span else "",
    )


def _hour(item: AgendaItem) -> str:
    return time_format(item.hour, "TIME_FORMAT") if item.hour else ""


type Calls = Callable[[User, datetime], Sequence[TodayRow]]


def calls_for(user: User, now: datetime) -> TodayPart:
    return part_of([row for source in CALLS for row in _of(source, user, now)])


def _of(source: Calls, user: User, now: datetime) -> Sequence[TodayRow]:
    return unless_broken(lambda: source(user, now), ())
