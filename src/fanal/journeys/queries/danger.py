"""The people of a journey in danger: read without a key, for whoever gives or takes them over."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fanal.cases.models.state import Stored
from fanal.cases.queries.codes import codes_of, stored_codes_of
from fanal.cases.queries.story import Unsettling
from fanal.cases.queries.unsettled import makes_doubtful, of_everybody
from fanal.core.casework.present import DangerState
from fanal.core.journeys.board import BoardRow
from fanal.core.journeys.tonight import in_doubt, on_a_journey
from fanal.journeys.models import Journey
from fanal.journeys.queries.open_people import stored_state
from fanal.people.queries import last_of, merged_of
from fanal.sealed_columns import open_in_row


def in_danger(journey: Journey) -> dict[str, tuple[str, DangerState]]:
    """Return the code name and the code of the state of each traveller in danger, by her id."""
    rows = journey.travellers.values_list("person", "person__code_name")
    names = {person: open_in_row(code, person) for person, code in rows}
    codes = codes_of(list(names))
    return {str(file): (names[file], code) for file, code in codes.items() if code.counts_as_danger}


def with_danger(rows: Sequence[BoardRow], now: datetime) -> list[BoardRow]:
    """Return the rows of a journey as tonight's board draws them: nobody is as planned on one page
    who is in danger, or of whom it is not known any more, on another."""
    into, people = merged_of(), [UUID(row.person) for row in rows]
    if not people:
        return []
    codes, happened = stored_codes_of(people, now.date(), into), of_everybody(now)
    return [
        _as_on_the_board(row, codes[person], happened.get(last_of(person, into)))
        for person, row in zip(people, rows, strict=True)
    ]


def _as_on_the_board(row: BoardRow, stored: Stored, happened: Unsettling | None) -> BoardRow:
    row, _alerts = on_a_journey(row, stored_state(stored))
    if happened and makes_doubtful(happened, stored.code, stored.since):
        return in_doubt(row, happened.says)
    return row
