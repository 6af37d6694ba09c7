"""The reconciliation of a group: how many at each step, and who is missing between two."""

from dataclasses import dataclass

from fanal.core.journeys.reconcile import CountColumn, columns, counts_by, gaps
from fanal.core.words import Sentence
from fanal.journeys.queries.journey import JourneyPage


@dataclass(frozen=True)
class JourneyCounts:
    columns: list[tuple[Sentence, int]]
    gaps: list[tuple[Sentence, Sentence, list[tuple[str, str]]]]
    by_nationality: list[tuple[str, list[tuple[Sentence, int]]]]


def counted(found: JourneyPage) -> JourneyCounts:
    """Return the reconciliation of a group: numbers by column, and who is missing between two."""
    # From events alone, and never from a stored number: a count that is edited would hide the one
    # who is missing.
    by_column = columns(found.state)
    nationality = {str(row.person_id): row.nationality for row in found.journey.travellers.all()}
    groups = counts_by(found.state, nationality)
    return JourneyCounts(
        [(column.label, len(by_column[column])) for column in CountColumn],
        [
            (gap.before.label, gap.after.label, found.people(gap.persons))
            for gap in gaps(found.state)
        ],
        [
            (name, [(column.label, row[column]) for column in CountColumn])
            for name, row in groups.items()
        ],
    )
