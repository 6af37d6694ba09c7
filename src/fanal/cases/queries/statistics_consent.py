"""Who is in no figure, by what was said to the purpose of statistics."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from fanal.cases.models import Consent
from fanal.cases.queries.consent_validity import as_records
from fanal.core.casework.consent import ConsentPurpose, ConsentState, consent_state
from fanal.core.casework.consent import ConsentRecord as Record
from fanal.database.sql import these

# Who was not asked yet is counted, from codes under a pseudonym; any word but a yes leaves her out
# (ADR 27). Who said yes as a child is counted until she is asked as an adult: no birthday deletes
# what happened before it.
COUNTED = (ConsentState.GIVEN, ConsentState.NOT_ASKED, ConsentState.GIVEN_AS_CHILD)


def unwilling(today: date, people: Iterable[UUID] | None = None) -> set[UUID]:
    """Who said no to figures, took her yes back, could not decide, or whose yes has run out: of
    `people`, of everybody where it is None.

    A no for one recipient or one kind of data leaves her out of all of it.
    """
    every = Consent.objects.order_by()
    if people is not None:
        every = every.filter(person__in=list(people))
    coded_rows = every.values_list("id", "case", "person", "coded")
    ids = [
        id
        for id, case, person, coded in coded_rows
        # Read as tuples first: few consents are about figures, and a model of each would cost ten
        # times that.
        if coded.of(id, case_id=case, person_id=person)["purpose"] == ConsentPurpose.STATISTICS
    ]
    if not ids:
        return set()
    asked = Consent.objects.filter(id__in=these(ids)).order_by("id").defer("sealed")
    by_scope: dict[tuple[UUID, str, object, str], list[Record]] = defaultdict(list)
    for row, record in as_records(asked):
        scope = (row.person_id, row.data_class, row.partner, row.recipient)
        by_scope[scope].append(replace(record, data_class=None, recipient=None))
    return {
        scope[0]
        for scope, records in by_scope.items()
        if consent_state(records, ConsentPurpose.STATISTICS, today=today) not in COUNTED
    }
