"""Money that was written before it was kept whether somebody has to see to it."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from fanal.authority import reading
from fanal.cases.models import Case
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.money import CompensationStep
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.money import step_of
from fanal.sealed.broken_rows import of_each_that_opens


def wait_for_money_of_before() -> bool:
    """Mark, without a key, the last step of what was ordered or paid and never reached her: from
    then on it is asked about, as what is written today. Return whether all of it could be marked:
    what was put into the database by hand waits until two people have certified it. Raises
    BrokenSeal at the end where a record of one did not open."""
    by_proceeding: dict[UUID, list[JusticeRecord]] = defaultdict(list)
    for row in JusticeRecord.objects.defer("sealed", "away").order_by("number").iterator():
        by_proceeding[row.proceeding_id].append(row)
    return all(of_each_that_opens(by_proceeding.values(), _wait_where_owed))


def _wait_where_owed(records: Sequence[JusticeRecord]) -> bool:
    rows = [row for row in records if row.record_kind is JusticeKind.MONEY]
    return not rows or not _should_wait(rows) or _wait(rows[-1])


def _should_wait(rows: Sequence[JusticeRecord]) -> bool:
    """Whether none of these waits, though money is on its way to her, or nothing of it was paid.
    What was ordered after a payment may be settled by it: only whoever opens the amounts knows."""
    steps = [step_of(row) for row in rows]
    unpaid = steps[-1] is CompensationStep.ORDERED and CompensationStep.PAID not in steps
    owed = unpaid or steps[-1] is CompensationStep.PAID
    return owed and not any(row.waits for row in rows)


@transaction.atomic
def _wait(last: JusticeRecord) -> bool:
    Case.objects.select_for_update().get(pk=last.case_id)  # as whoever writes the next step
    of_it = JusticeRecord.objects.filter(proceeding=last.proceeding_id).order_by("number")
    rows = [row for row in of_it if row.record_kind is JusticeKind.MONEY]
    if not _should_wait(rows):
        return True
    # A row that no action here wrote is not made genuine by saving it.
    if not reading.row_counts(rows[-1]):
        return False
    rows[-1].waits = True
    rows[-1].save(update_fields=["waits"])
    return True
