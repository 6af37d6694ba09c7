"""Who said no to a bed after she had said yes to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import Consent
from fanal.cases.queries.consent_validity import as_records
from fanal.core.casework.consent import (
    NO,
    ConsentAnswer,
    ConsentPurpose,
    ConsentRecord,
    consent_state,
)
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.sealed.columns import opens

PURPOSE = ConsentPurpose.SHELTER
type Asked = tuple[UUID, date]  # a person, and the day on which a bed was asked for or given


def say_no(asked: Collection[Asked]) -> set[Asked]:
    """Those who took back the yes of that day, or said no on a later one, in whichever case and
    file of theirs. A no of the same day is one to another shelter. In a constant number of
    queries."""
    people = {person for person, _day in asked}
    if not people:
        return set()
    into, records = merged_of(), defaultdict[UUID, list[ConsentRecord]](list)
    rows = Consent.objects.filter(person__in=people | kin_of(people)).order_by("id")
    # The purpose is sealed, so it is compared here and not by the database. What does not open may
    # be her no.
    of_beds = [
        row
        for row in rows
        if not opens(row, "coded") or (row.purpose == PURPOSE and row.partner is None)
    ]
    for row, record in as_records(of_beds):
        records[last_of(row.person_id, into)].append(record)
    return {pair for pair in asked if _no_since(records[last_of(pair[0], into)], pair[1])}


def says_no(person: UUID, day: date) -> bool:
    return bool(say_no([(person, day)]))


def _no_since(records: Iterable[ConsentRecord], day: date) -> bool:
    records, today = list(records), timezone.localdate()
    later = [record for record in records if record.on > day]
    yeses = [
        record for record in records if record.on <= day and record.answer is ConsentAnswer.GIVEN
    ]
    last = max((record.on for record in yeses), default=day)
    # A day has no hour: of several yeses of one day nobody knows which was last, so that she has
    # taken it back only where she took back each of them.
    of_last_day = [record for record in yeses if record.on == last]
    back = of_last_day if all(record.withdrawn(today) for record in of_last_day) else []
    return consent_state([*later, *back], PURPOSE, today=today) in NO
