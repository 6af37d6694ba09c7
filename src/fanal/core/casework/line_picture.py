"""A case drawn on one line: where the days of each lane stand between its first and its last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

STEP = 8  # units of the picture: what is nearer is one mark
TICKS = 4


@dataclass(frozen=True, slots=True)
class LineScale:
    """The scale from the first day to the last, `width` units wide, beginning at `left`."""

    first: date
    last: date
    left: int = 160
    width: int = 580

    @property
    def days(self) -> int:
        return max(1, (self.last - self.first).days)

    def place(self, day: date) -> int:
        """Return where a day stands; one outside stands at the edge."""
        part = min(max((day - self.first).days / self.days, 0), 1)
        return self.left + round(part * self.width)

    def marks(self, days: Iterable[date]) -> list[int]:
        """Return the places of the days, those that would lie on one another once."""
        return sorted({self.left + (self.place(day) - self.left) // STEP * STEP for day in days})

    def ticks(self) -> list[tuple[int, date]]:
        """Return the days below the line, from its first to its last, each once."""
        steps = [round(self.days * n / (TICKS - 1)) for n in range(TICKS)]
        days = sorted({self.first + timedelta(days=step) for step in steps})
        return [(self.place(day), day) for day in days]


def scale_of(days: Collection[date], today: date) -> LineScale | None:
    """Return the scale from the first of these days to today or the last of them; None where there
    is nothing to see, because all of it was on one day."""
    if not days or min(days) >= max(today, *days):
        return None
    return LineScale(min(days), max(today, *days))
