"""The day of a health worker: who waits for an answer, who is in care, who is seen again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from fanal.accounts.models import User
from fanal.care import access
from fanal.care.models import CareRecord
from fanal.care.queries.pages import ShownRequest, last_asked, requests_with_danger
from fanal.cases.queries.helpers import no_longer_help
from fanal.core.care.asking import CareState
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class ToSeeAgain:
    """Somebody to see again, and on which day."""

    row: CareRecord
    words: str
    due: date
    late: int
    danger_words: str
    child_words: Sentence | str
    to_replace: str = ""


def day_agreed(record: CareRecord, content: Content) -> date | None:
    """Return the day on which she is seen again, if any; earlier records say it in clear alone."""
    day = content.get("due")
    return date.fromisoformat(day) if day else record.due


@dataclass(frozen=True)
class CareDay:
    """The day of a health worker. `waiting`: asked and not answered, the most urgent first.
    `again`: to be seen again, late, due or within a week. `running`: in care."""

    waiting: list[ShownRequest]
    running: list[ShownRequest]
    again: list[ToSeeAgain]


def day_of(user: User, ring: Ring, now: datetime, today: date) -> CareDay:
    """Return the day of a health worker, in a constant number of queries."""
    rows = access.requests_to(user).filter(over_on=None).prefetch_related("summaries")
    shown = requests_with_danger(rows, user, ring, now)
    asked = [request for request in shown if request.state is CareState.ASKED]
    return CareDay(
        # What closes within hours, then who is in danger, then what waits longest.
        sorted(asked, key=lambda one: (not one.today, not one.danger_words, one.row.due)),
        [request for request in shown if request.state is CareState.TAKEN],
        _to_see_again(user, ring, shown, now, today),
    )


def _to_see_again(
    user: User, ring: Ring, shown: Sequence[ShownRequest], now: datetime, today: date
) -> list[ToSeeAgain]:
    files = access.files_for(user).order_by().values("id")
    due = CareRecord.objects.filter(file__in=files, done_on=None).exclude(due=None)
    pending = list(due.select_related("file__person").order_by("due", "id"))
    ring.prepare({record.folder for record in pending})
    opened = [(record, record.try_unseal(ring) or {}) for record in pending]
    # Opened before it is asked whether they are late: a day can be put off in the database.
    due_soon = {
        record: (day, content)
        for record, content in opened
        if (day := day_agreed(record, content)) and day <= today + A_WEEK
    }
    asked_of = {request.row.file_id: request for request in shown if request.row.file_id}
    # Of files that she was let into no request is hers: what a case says of her comes from
    # another's.
    others = {record.file for record in due_soon if record.file_id not in asked_of}
    asked_of |= last_asked(others, user, ring, now) if others else {}
    again = [
        ToSeeAgain(
            record,
            content.get("next", ""),
            day,
            max((today - day).days, 0),
            asked_of[record.file_id].danger_words if record.file_id in asked_of else "",
            asked_of[record.file_id].child_words if record.file_id in asked_of else "",
        )
        for record, (day, content) in due_soon.items()
    ]
    cases = {id: request.row.case_id for id, request in asked_of.items()}
    return _with_whom_to_replace(sorted(again, key=lambda one: one.due), cases, today)


def _with_whom_to_replace(
    again: list[ToSeeAgain], cases: Mapping[UUID, UUID], today: date
) -> list[ToSeeAgain]:
    """Return the rows with whom to replace in each. `cases`: by file, the case that asked last, for
    somebody may be kept off that alone."""
    plans = [(cases.get(one.row.file_id), today, [one.words]) for one in again]
    gone = no_longer_help(plans)
    return [replace(one, to_replace=whom) for one, whom in zip(again, gone, strict=True)]
