"""What was changed by hand in the database, put back with each sweep."""

from collections.abc import Callable
from functools import partial

from fanal.authority.table_checks import quarantine_table
from fanal.cases.queries.changed_cases import name_changed_cases, put_back_closed
from fanal.colleagues.models import ColleagueComplaint, Helper
from fanal.commands.sweep_parts import SweepParts
from fanal.intake.changed_calls import put_back_calls
from fanal.journeys.models import TeamNotice
from fanal.justice.models import JusticeRecord
from fanal.prevention.actions.call_backs import put_back_call_backs
from fanal.services.actions.needs import put_back_needs
from fanal.shelters.models import Complaint, Restriction
from fanal.shelters.queries.unsound import put_back_everywhere

# Before anybody is told of what is due.
PUTS_BACK: tuple[Callable[[], object], ...] = (
    put_back_closed,
    name_changed_cases,
    put_back_everywhere,
    put_back_needs,
    put_back_calls,
    put_back_call_backs,
    *(
        partial(quarantine_table, model)
        for model in (JusticeRecord, TeamNotice, Helper, Restriction, Complaint, ColleagueComplaint)
    ),
)


def put_back_what_was_changed(parts: SweepParts | None = None) -> None:
    """Put back all that was changed; of `parts`, each whatever became of the others."""
    for part in PUTS_BACK:
        if parts:
            parts.run(part, None)
        else:
            part()
