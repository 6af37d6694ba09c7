"""The people of a journey in danger: read without a key, for whoever gives or takes them over."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fanal.cases.queries.codes import codes_of, stored_codes_of
from fanal.core.casework.present import DangerState
from fanal.core.journeys.board import BoardRow
from fanal.core.journeys.tonight import on_a_journey
from fanal.journeys.models import Journey
from fanal.journeys.queries.open_people import stored_state
from fanal.people.queries import merged_of
from fanal.sealed_columns import open_in_row


def in_danger(journey: Journey) -> dict[str, tuple[str, DangerState]]:
    """Return the code name and the code of the state of each traveller in danger, by her id."""
    rows = journey.travellers.values_list("person", "person__code_name")
    names = {person: open_in_row(code, person) for person, code in rows}
    codes = codes_of(list(names))
    return {str(file): (names[file], code) for file, code in codes.items() if code.counts_as_danger}


def with_danger(rows: Sequence[BoardRow], now: datetime) -> list[BoardRow]:
    """Return the rows of a journey as tonight's board draws them: nobody is as planned on one page
    who is in danger on another."""
    people = [UUID(row.person) for row in rows]
    codes = stored_codes_of(people, now.date(), merged_of()) if people else {}
    return [
        on_a_journey(row, stored_state(codes[person]))[0]
        for person, row in zip(people, rows, strict=True)
    ]
