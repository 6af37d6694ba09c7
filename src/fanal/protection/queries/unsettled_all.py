"""Who was said to be safe before something happened, of everybody and without a key: for tonight's
board, which everybody reads. It says that there is something, and never what."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import Case
from fanal.cases.queries.safety_doubts import latest_of_each
from fanal.cases.queries.states_version import stored_version
from fanal.cases.queries.story import Unsettling
from fanal.core.protection.events import EVENTS, LookAsked, unsettled_in
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import say
from fanal.database.sql import SqlRow, rows, these
from fanal.partners.queries.unsafe_partners import may_tell_others
from fanal.people.queries import last_of, merged_of
from fanal.processes.process_cache import A_MINUTE, ProcessCache
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.facts import (
    KnownPeople,
    by_case,
    facts_of,
    people_by_case,
    records_of,
)
from fanal.protection.queries.releases import RELEASES_IN, released_anywhere
from fanal.sealed.columns import Sealed
from fanal.sealed.scoped_codes import ScopedCodeField
from fanal.sharing.queries.earlier_disclosures import told_before, told_of

SOMETHING = say("something that makes it doubtful; ask whoever is responsible for her what it is")

type RecordsVersion = tuple[int | None, ...]  # how many, and the number of the ledger's head

# What was given back is known by its day.
COUNTED = (
    "protection_protectionrecord",
    "sharing_disclosure",
    "sharing_disclosure WHERE recall_answered_on IS NOT NULL",
)
KIND: ScopedCodeField = ProtectionRecord._meta.get_field("kind")
_kept = ProcessCache[None, dict[UUID, Unsettling]]()
# Cases: asked of all records, and the same until another is written.
_events = ProcessCache[None, set[UUID]](60 * A_MINUTE)


def unsettled_everybody(now: datetime) -> Mapping[UUID, Unsettling]:
    """Return each of whom nobody has looked at the risk since, by the file that stands for hers."""
    today, written, stored = timezone.localdate(now), _how_many(), stored_version()
    version = (today, written, stored, may_tell_others())
    # An erasure takes records away, and as many others may have come since; it is attested itself.
    records = written[0], stored[0]
    return _kept.get(None, lambda: version, lambda: _of_files(today, records))


def _how_many() -> SqlRow:
    """Return how many rows there are of each kind that makes doubtful, first of them the records
    of protection."""
    tables = (*COUNTED, *RELEASES_IN)
    counts = ", ".join(f"(SELECT COUNT(*) FROM {one})" for one in tables)  # noqa: S608
    return rows(f"SELECT {counts}")[0]


def _of_files(today: date, records: RecordsVersion) -> dict[UUID, Unsettling]:
    into = merged_of()
    return latest_of_each(
        Unsettling(last_of(person, into), look.on, SOMETHING)
        for person, look in _looks_asked(today, records)
    )


def _looks_asked(today: date, records_version: RecordsVersion) -> list[tuple[UUID, LookAsked]]:
    released, untrusted = released_anywhere(), told_before(told_of(may_tell_others()))
    written = _events.get(None, lambda: records_version, _with_events)
    cases = {*written, *released, *untrusted}
    if not cases:
        return []
    people, records = people_by_case(cases), by_case(records_of(cases))
    looks: list[tuple[UUID, LookAsked]] = []
    for case in Case.objects.filter(id__in=these(cases)).order_by():
        known = KnownPeople(
            people[case.id],
            released=released.get(case.id, ()),
            untrusted=untrusted.get(case.id, ()),
        )
        with suppress(BrokenSeal):  # what was broken in one case keeps no other from being said
            looks += unsettled_in(facts_of(case, known, records[case.id], (), ()), today).items()
    return looks


def _with_events() -> set[UUID]:
    """Return the cases in which an event was written down, or that she was put under pressure: by
    the kinds as they are stored, of which none is opened."""
    records = ProtectionRecord.objects.order_by().values_list("case_id", "kind")
    sealed = cast("Iterable[tuple[UUID, Sealed]]", records)  # not opened, where no row is made
    # In each case they are others.
    stored = {kind.blob: case for case, kind in sealed}
    asked = KIND.in_scopes(set(stored.values()), EVENTS)
    return {stored[kind.blob] for kind in asked if kind.blob in stored}
