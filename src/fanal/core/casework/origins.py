"""Where the answers of an entry come from, where they were said before it was written: in a call.

Kept with the answers and no question of a form: who said it, when, and which answers it are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fanal.core.calendars import read_text
from fanal.core.casework.statements import SaidAt, StatementSource
from fanal.core.errors import BadInput

ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class AnswerOrigin:
    """Where answers come from. `id`: of the call. `at`: when it was said, a day alone where nobody
    kept the hour. `fields`: the answers that were taken over as they were said."""

    id: str
    source: StatementSource
    at: SaidAt
    who: str = ""
    fields: tuple[str, ...] = ()

    def kept(self, fields: Sequence[str]) -> dict[str, Any]:
        """Return the origin of these fields as it is sealed with the answers."""
        return {
            "id": self.id,
            "source": self.source.value,
            "at": self.at.isoformat(),
            "who": self.who,
            "fields": list(fields),
        }


def origin_in(data: Mapping[str, Any]) -> AnswerOrigin | None:
    """Return where the answers of an opened entry come from; None where they were
    written as they are."""
    stored = data.get(ORIGIN)
    if not isinstance(stored, Mapping):
        return None
    return AnswerOrigin(
        id=stored["id"],
        source=StatementSource(stored["source"]),
        at=moment_of(stored["at"]),
        who=stored["who"],
        fields=tuple(stored["fields"]),
    )


def moment_of(stored: str) -> SaidAt:
    """A day, or a day and an hour, as `isoformat` wrote it."""
    # Ten characters are a date in ISO 8601; anything longer has an hour.
    return date.fromisoformat(stored) if len(stored) == 10 else datetime.fromisoformat(stored)


def said_before(moment: SaidAt, written: str) -> bool:
    """Whether this was written after it was said; of one day without an hour it counts as after."""
    then = moment_of(written)
    if isinstance(moment, datetime) and isinstance(then, datetime):
        return moment <= then
    return day_said(moment) <= day_said(then)


def day_said(moment: SaidAt) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def full_day(stored: object) -> date | None:
    """The day of an answer that is a date, where all of it is known."""
    if not isinstance(stored, str):
        return None
    try:
        span = read_text(stored).date.interval
    except BadInput:
        return None
    return span.earliest if span.earliest == span.latest else None
