"""Checks whether a table still has every row that actions here made.

For tables too large to be read at each request, where the absence of a row would open or disclose
something: a legal hold, a finding about a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from fanal.authority import findings, ledger, reading
from fanal.authority.attested import as_before
from fanal.authority.memory import known
from fanal.authority.tables import table
from fanal.database.written_since import one_state

if TYPE_CHECKING:
    from fanal.authority.models import Attested


def is_whole(model: type[Attested], read: int | None = None) -> bool:
    """Return whether the table is whole; what is missing is kept as found.

    Asks one question, or none where as many as there are were `read` and are genuine.
    """
    if as_before(model) or _lacking(model, read) == 0:
        return True
    lacking = _lacking_in_one_state(model)  # somebody may have written meanwhile
    if lacking:
        findings.missing({table(model): lacking})
    return not lacking


def _lacking_in_one_state(model: type[Attested]) -> int:
    """Return how many rows the table lacks, read in one state.

    Reading a large table takes seconds, in which colleagues go on deleting rows.
    """
    if connection.in_atomic_block:
        ledger.hold()
    ledger.read()  # through what the second place noted
    with one_state(), ledger.read_for_long() as (head, ended_since):
        name = table(model)
        read = reading.each_verified(model)
        there = sum(one.is_genuine or ended_since(name, one.name) for one in read)
        return max(0, head.counts.get(name, 0) - there)


def _lacking(model: type[Attested], read: int | None = None) -> int:
    expected = known.counts.get(table(model), 0)
    if not expected or (read is not None and read >= expected):
        return 0
    there = sum(one.is_genuine for one in reading.each_verified(model))
    return max(0, expected - there)
