"""Which pairs of a register are worth comparing: those that share a key which few others hold.

Keys are made of the sound of a name, its consonants, date of birth, telephone and nickname.
A key that many hold only counts together with the same province or a near year of birth.
DuckDB joins them; the same pairs can be given to Splink (splink.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np

from scriptnames.register.columns import Ints, Register, skeletons, whole_skeleton

CHUNK = 100_000
SLICE = 500_000  # records whose pairs are held in memory together
GRAM = 4  # consonants
RUN, PHONE, DAY = ord("G"), ord("H"), ord("D")  # kinds of keys, by their first letter
NEAR_YEARS, WIDE_YEARS, FAR_YEARS = 1, 3, 8

NOBODY: Ints = np.zeros(0, dtype=np.int64)

Pairs = tuple[Ints, Ints]


@dataclass(frozen=True)
class Limits:
    """The most records that may share a key: alone, with a near year or the same province, and
    with both. Consonant runs are common and get a limit of their own."""

    alone: int
    run: int
    one_more: int
    two_more: int


def limits(records: int) -> Limits:
    """Tighter as registers grow: the pairs grow with the records, not with their square."""
    if records <= 20_000:
        return Limits(100, 60, 600, 3000)
    if records <= 300_000:
        return Limits(100, 60, 600, 8000)
    return Limits(60, 20, 300, 3000)


@dataclass(frozen=True)
class Spill:
    """Where what does not fit in memory may lie. Only numbers go there: places of records, years
    of birth, numbers of provinces, and keys hashed with a salt that is never written."""

    folder: Path
    memory: str = ""

    def room(self, records: int) -> dict[str, Any]:
        """Settings of DuckDB: 2 GB of memory, and half of one for each million records more."""
        gigabytes = 2 + max(0, records - 1_000_000) / 2_000_000
        return {
            "temp_directory": str(self.folder),
            "memory_limit": self.memory or f"{gigabytes:.1f}GB",
            "preserve_insertion_order": False,
        }


def candidates(register: Register) -> Pairs:
    """Pairs (left[i] < right[i]) of places in the register, each once, ordered."""
    found = list(blocks(register))
    left, right = zip(*found, strict=True) if found else ((NOBODY,), (NOBODY,))
    return np.concatenate(left), np.concatenate(right)


def blocks(register: Register, spill: Spill | None = None) -> Iterator[Pairs]:
    """The same pairs, those of SLICE records after another: memory does not grow with them all."""
    con = tables(register, spill)
    try:
        for start in range(0, len(register), SLICE):
            found = con.sql(query(limits(len(register)), start)).fetchnumpy()
            yield found["a"].astype(np.int64), found["b"].astype(np.int64)
    finally:
        con.close()


def tables(register: Register, spill: Spill | None = None) -> Any:
    """A DuckDB database: `held(rec, kind, key, holders, year, province)`, without what cannot
    make a pair. It lies in memory; where that is full in `spill`, and without one nowhere."""
    import duckdb

    room = spill.room(len(register)) if spill else {}
    # "temp_directory": "" keeps DuckDB from spilling to a folder of its own choice.
    con = duckdb.connect(config={"threads": 2, "temp_directory": "", **room})
    person = {
        "rec": np.arange(len(register), dtype=np.int32),
        "year": np.asarray(register.known.year, dtype=np.int32),
        "province": np.asarray(register.known.codes["province"], dtype=np.int32),
    }
    con.register("person", person)
    con.execute("create table said (rec integer, kind utinyint, key bigint)")
    # New for each run: keys of two runs cannot be joined, and no name can be tried against them.
    salt = token_hex(16)
    for start in range(0, len(register), CHUNK):
        con.register(
            "part", hashed(register, range(start, min(start + CHUNK, len(register))), salt)
        )
        con.execute("insert into said select * from part")
        con.unregister("part")
    con.execute(
        """create table held as
        select rec, kind, key, holders, year, province
        from said join (select key, count(*)::integer as holders from said group by key
                        having count(*) between 2 and $most)
        using (key) join person using (rec)""",
        {"most": limits(len(register)).two_more},
    )
    # Half of the memory, before the join that needs most of it.
    con.execute("drop table said")
    return con


def hashed(register: Register, records: range, salt: str) -> dict[str, Any]:
    """The keys of some records as numbers: without the salt no name can be tried against them."""
    rows = [
        (record, ord(key[0]), hash(salt + key))
        for record in records
        for key in keys(register, record)
    ]
    rec, kind, key = zip(*rows, strict=True) if rows else ((), (), ())
    return {
        "rec": np.array(rec, dtype=np.int32),
        "kind": np.array(kind, dtype=np.uint8),
        "key": np.array(key, dtype=np.int64),
    }


def query(limit: Limits, start: int) -> str:
    """The pairs whose first record is one of the SLICE records from `start` on."""
    near = f"x.year > 0 and y.year > 0 and abs(x.year - y.year) <= {NEAR_YEARS}"
    wide = f"x.year > 0 and y.year > 0 and abs(x.year - y.year) <= {WIDE_YEARS}"
    place = "x.province > 0 and x.province = y.province"
    # A join for each way: DuckDB then joins on the second column too.
    ways = (
        f"x.kind <> {RUN} and x.holders <= {limit.alone}",
        f"x.kind = {RUN} and x.holders <= {limit.run}",
        f"{near} and x.holders <= {limit.one_more}",
        f"{place} and x.holders <= {limit.one_more}",
        f"{place} and {wide} and x.holders <= {limit.two_more}",
    )
    # A telephone or a day of birth shared is worth a look whatever the years; else people born far
    # apart are two.
    far = (
        f"(x.year = 0 or y.year = 0 or abs(x.year - y.year) <= {FAR_YEARS}"
        f" or x.kind in ({PHONE}, {DAY}))"
    )
    here = f"x.rec between {start} and {start + SLICE - 1}"
    joins = " union all ".join(
        f"select x.rec as a, y.rec as b from held x join held y on x.key = y.key"  # noqa: S608
        f" and x.rec < y.rec where {here} and {way} and {far}"
        for way in ways
    )
    return f"select distinct a, b from ({joins}) order by a, b"  # noqa: S608  # our own numbers


def keys(register: Register, record: int) -> Iterator[str]:
    """The keys of one record; the first letter says the kind."""
    parts = register.forms[record].keys
    bare = sorted(set(skeletons(register, record)))
    whole = whole_skeleton(register, record)
    if parts:
        yield "F" + "".join(sorted(parts))
        yield "J" + whole
    yield from ("P" + one + "|" + other for one, other in combinations(bare, 2))
    yield from ("T" + word for word in bare)
    yield from {"G" + whole[at : at + GRAM] for at in range(len(whole) - GRAM + 1)}
    if nickname := register.nickname[record]:
        yield "N" + nickname
    if len(parts) == 1 and parts[0] != nickname:
        yield "N" + parts[0]
    if telephone := register.known.codes["phone"][record]:
        yield f"H{telephone}"
    yield from births(int(register.known.born[record]))


def births(born: int) -> Iterator[str]:
    """The day of birth, and with day and month turned round where that is a date."""
    if not born:
        return
    yield f"D{born}"
    year, month, day = born // 10_000, born // 100 % 100, born % 100
    if day <= 12 and day != month:
        yield f"D{year * 10_000 + day * 100 + month}"
