"""Which needs that wait come first: read from one sealed list, since no row says it."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from threading import local
from uuid import UUID

from fanal.core.casework.choices import URGENCIES
from fanal.database.sql import YES
from fanal.sealed.columns import Sealed, opens
from fanal.services.models import CodedNeed, UrgentNeeds

FIRST = URGENCIES[:2]  # what can wait longer needs no list: it stands on none
type Urgent = dict[str, set[str]]  # ids of entries, as 32 signs, by how soon help is needed


class _Kept(local):
    """The last list that a thread of this process read."""

    blob = b""
    ranks: dict[str, int] = {}  # replaced, never changed


_kept = _Kept()


@contextmanager
def keeping_urgent(rows: Iterable[CodedNeed]) -> Iterator[None]:
    """Keep whether these wait while the caller writes, then write the list anew, whether it is
    another or not. In the transaction of who writes the need."""
    # One row of the whole installation, held: two who write needs at once would each drop the
    # other's.
    row = UrgentNeeds.objects.select_for_update().filter(id=1).first() or UrgentNeeds(id=1)
    yield
    urgent = _urgent_of(row)
    for need in rows:
        for urgency in FIRST:
            urgent[urgency].discard(need.entry_id.hex)
        if need.waits and need.coded["urgency"] in FIRST:
            urgent[need.coded["urgency"]].add(need.entry_id.hex)
    row.held = {urgency: sorted(ids) for urgency, ids in urgent.items()}
    # Also of the same list: whether it was written must not tell whether a need is urgent.
    row.version += 1
    row.save()


def _urgent_of(row: UrgentNeeds | None) -> Urgent:
    """Return which needs are urgent; where there is no list, or none that opens, every need that
    waits is looked at."""
    if row is not None and opens(row, "held"):
        return {urgency: set(row.held.get(urgency, ())) for urgency in FIRST}
    urgent: Urgent = {urgency: set() for urgency in FIRST}
    for need in CodedNeed.objects.filter(waits=YES):
        urgent.get(need.coded["urgency"], set()).add(need.entry_id.hex)
    return urgent


def in_order(entries: Iterable[str]) -> list[str]:
    """Return these, the most urgent first, else in the order in which they are given."""
    places: tuple[list[str], ...] = tuple([] for _ in (*FIRST, None))
    rank, last = _ranks(), len(FIRST)
    for entry in entries:
        places[rank.get(entry, last)].append(entry)
    return list(chain.from_iterable(places))


def urgent_among(entries: Collection[UUID]) -> set[UUID]:
    """Return those of these that cannot wait longer than this week."""
    rank = _ranks() if entries else {}
    return {entry for entry in entries if entry.hex in rank}


def _ranks() -> dict[str, int]:
    """Return each urgent need with its place.

    What was read of the list is kept while the list is the same, byte for byte: opened and read
    anew, twenty thousand cost a page a tenth of its time.
    """
    row = UrgentNeeds.objects.filter(id=1).first()
    codes = row.__dict__["held"] if row else None
    # Compared as it is sealed: the column opens only where it is another.
    if isinstance(codes, Sealed) and codes.blob == _kept.blob:
        return _kept.ranks
    ranks = {id: k for k, ids in enumerate(_urgent_of(row).values()) for id in ids}
    if isinstance(codes, Sealed) and row is not None and opens(row, "held"):
        _kept.blob, _kept.ranks = codes.blob, ranks
    return ranks
