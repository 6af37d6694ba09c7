"""Who said yes to being found. Whoever did not is in no result and in no count."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from fanal.accounts.models import Team
from fanal.cases.models import Consent as Row
from fanal.cases.queries.doubts import as_records
from fanal.core.casework.consent import ConsentPurpose, ConsentRecord, ConsentState, consent_state
from fanal.people.models import AdditionalTeam, Person
from fanal.people.queries import all_files_of, last_of, merged_of


def may_be_found(teams: Iterable[Team], today: date) -> frozenset[UUID]:
    """The people on whom these teams work whose newest word on tracing is a yes, in any of their
    files."""
    teams = list(teams)
    into = merged_of()
    by_person: dict[UUID, list[ConsentRecord]] = {}
    also = AdditionalTeam.objects.filter(team__in=teams).order_by().values("person")
    # Also what stands in merged files of other teams: a no counts wherever she said it.
    merged = Q(person__in={*into, *into.values()})
    of_them = Q(person__team__in=teams) | Q(person__in=also) | merged
    for row, record in as_records(_of_tracing(Row.objects.filter(of_them))):
        by_person.setdefault(last_of(row.person_id, into), []).append(record)
    return frozenset(
        person
        for person, records in by_person.items()
        if consent_state(records, ConsentPurpose.FAMILY_TRACING, today=today).allows
    )


def tracing_consent(person: Person, today: date) -> ConsentState:
    """What she said last to her family being looked for, in any of her files."""
    rows = Row.objects.filter(person__in=all_files_of(person.id))
    records = [record for _row, record in as_records(_of_tracing(rows))]
    return consent_state(records, ConsentPurpose.FAMILY_TRACING, today=today)


def _of_tracing(rows: QuerySet[Row]) -> list[Row]:
    """A yes for one partner is not a yes to being found."""
    asked = (ConsentPurpose.FAMILY_TRACING, None)
    return [row for row in rows.order_by("id") if (row.purpose, row.partner) == asked]
