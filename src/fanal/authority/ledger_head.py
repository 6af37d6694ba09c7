"""Reads, verifies and writes the single row that is the head of the ledger."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from fanal.authority import noted_head
from fanal.authority.failures import HeadAltered, NotCertified
from fanal.authority.tables import attested_models, by_table
from fanal.core.sealing import attestations, chain
from fanal.database.sql import rows, write
from fanal.sealed.server_key import derived

READ = "SELECT step, number, mark, counts, seal FROM authority_head WHERE id = 1"
ADD = (
    'INSERT INTO "authority_head" (step, number, mark, counts, seal, id) VALUES (%s,%s,%s,%s,%s,1)'
)
PUT = (
    "UPDATE authority_head SET step = %s, number = %s, mark = %s, counts = %s, seal = %s WHERE id=1"
)


LEVEL = "*"  # among the counts, in place of a table: up to which level tables were certified
LATEST = 10  # raised by a release that attests more tables, as `Attested.SINCE` of each says


class LedgerHead(NamedTuple):
    """How far the ledger has come, and how many rows each table has."""

    step: int
    number: int
    mark: bytes
    counts: Mapping[str, int]
    new: bool = False

    @property
    def level(self) -> int:
        """The level of the head: tables of later levels were never certified, and stand as
        before."""
        return self.counts.get(LEVEL, 1)

    @property
    def empty(self) -> bool:
        """Whether nothing was ever attested."""
        return not self.counts.keys() - {LEVEL}


EMPTY = LedgerHead(0, 0, chain.START, {LEVEL: LATEST}, new=True)


def read_head() -> LedgerHead:
    """Return the head as it stands. Raises NotCertified, or HeadAltered where this server did not
    seal it, or it is gone."""
    for step, number, mark, counts, seal in rows(READ):
        if not attestations.same(_seal(step, number, bytes(mark), counts), bytes(seal)):
            raise HeadAltered
        return LedgerHead(step, number, bytes(mark), json.loads(counts))
    # No head at all is right for an empty installation only; with rows it was deleted, or they are
    # from before they were attested.
    if any(model._base_manager.exists() for model in attested_models()):
        raise HeadAltered if noted_head.kept() else NotCertified
    return EMPTY


def write_head(head: LedgerHead, *, new: bool) -> None:
    counts = json.dumps(head.counts, sort_keys=True)
    seal = _seal(head.step, head.number, head.mark, counts)
    write(ADD if new else PUT, [(head.step, head.number, head.mark, counts, seal)])


def rows_counted(counts: str) -> dict[str, int]:
    """How many rows each attested table has; of others a head says how often they were written."""
    return {name: n for name, n in json.loads(counts).items() if name in by_table()}


def certify_anew_above(level: int) -> None:
    """Have the tables above this level certified again later: for the way back to a release that
    attests only tables up to it, and writes into the others meanwhile."""
    head = read_head()
    if head.new or head.level <= level:
        return
    write_head(head._replace(counts={**head.counts, LEVEL: level}), new=False)


# Every request asks for the head, which seldom changed since the last one.
@lru_cache(16)
def _seal(step: int, number: int, mark: bytes, counts: str) -> bytes:
    values = [("step", str(step)), ("mark", mark.hex()), ("counts", counts)]
    key = derived("attestation")
    return attestations.attestation(key, "authority_head", "1", number, values)
