"""The people of a journey in danger: read without a key, for whoever gives or takes them over."""

from fanal.cases.queries.codes import codes_of
from fanal.core.casework.present import DangerState
from fanal.journeys.models import Journey
from fanal.sealed_columns import open_in_row


def in_danger(journey: Journey) -> dict[str, tuple[str, DangerState]]:
    """Return the code name and the code of the state of each traveller in danger, by her id."""
    rows = journey.travellers.values_list("person", "person__code_name")
    names = {person: open_in_row(code, person) for person, code in rows}
    codes = codes_of(list(names))
    return {str(file): (names[file], code) for file, code in codes.items() if code.counts_as_danger}
