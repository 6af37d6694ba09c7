"""Which pairs of a register are worth comparing: those that share a key which few others hold.

Keys are made of the sound of a name, its consonants, date of birth, telephone and nickname.
A key that many hold only counts together with the same province or a near year of birth.
DuckDB joins them; the same pairs can be given to Splink (splink.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from fanal.core.names.register.columns import Ints, Register, skeletons, whole_skeleton

CHUNK = 100_000
GRAM = 4  # consonants
NEAR_YEARS, WIDE_YEARS, FAR_YEARS = 1, 3, 8


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


def candidates(register: Register) -> tuple[Ints, Ints]:
    """Pairs (left[i] < right[i]) of places in the register, each once, ordered."""
    con = tables(register)
    found = con.execute(query(limits(len(register)))).fetchnumpy()
    left, right = found["a"].astype(np.int64), found["b"].astype(np.int64)
    con.close()
    return left, right


def tables(register: Register) -> Any:
    """A DuckDB database in memory: `person(rec, year, province)`, `held(rec, kind, key)`."""
    import duckdb

    con = duckdb.connect(config={"threads": 2})
    person = {
        "rec": np.arange(len(register), dtype=np.int32),
        "year": np.asarray(register.year, dtype=np.int32),
        "province": np.asarray(register.codes["province"], dtype=np.int32),
    }
    con.register("person_", person)
    con.execute("create table person as select * from person_")
    con.execute("create table held_text (rec integer, key varchar)")
    for start in range(0, len(register), CHUNK):
        rows = [
            (record, key)
            for record in range(start, min(start + CHUNK, len(register)))
            for key in keys(register, record)
        ]
        part = {
            "rec": np.array([r for r, _ in rows], dtype=np.int32),
            "key": np.array([k for _, k in rows], dtype=object),
        }
        con.register("part", part)
        con.execute("insert into held_text select rec, key from part")
        con.unregister("part")
    con.execute(
        """create table held as
        select rec, key[1] as kind, hash(key) as key, holders, year, province
        from held_text join (select key, count(*) as holders from held_text group by key)
        using (key) join person using (rec) where holders > 1"""
    )
    con.execute("drop table held_text")
    return con


def query(limit: Limits) -> str:
    near = f"x.year > 0 and y.year > 0 and abs(x.year - y.year) <= {NEAR_YEARS}"
    wide = f"x.year > 0 and y.year > 0 and abs(x.year - y.year) <= {WIDE_YEARS}"
    place = "x.province > 0 and x.province = y.province"
    # A join for each way: DuckDB then joins on the second column too.
    ways = (
        f"x.kind <> 'G' and x.holders <= {limit.alone}",
        f"x.kind = 'G' and x.holders <= {limit.run}",
        f"{near} and x.holders <= {limit.one_more}",
        f"{place} and x.holders <= {limit.one_more}",
        f"{place} and {wide} and x.holders <= {limit.two_more}",
    )
    far = (
        f"(x.year = 0 or y.year = 0 or abs(x.year - y.year) <= {FAR_YEARS} or x.kind in ('H', 'D'))"
    )
    joins = " union all ".join(
        f"select x.rec as a, y.rec as b from held x join held y on x.key = y.key"  # noqa: S608
        f" and x.rec < y.rec where {way} and {far}"
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
    if telephone := register.codes["phone"][record]:
        yield f"H{telephone}"
    yield from births(int(register.born[record]))


def births(born: int) -> Iterator[str]:
    """The day of birth, and with day and month turned round where that is a date."""
    if not born:
        return
    yield f"D{born}"
    year, month, day = born // 10_000, born // 100 % 100, born % 100
    if day <= 12 and day != month:
        yield f"D{year * 10_000 + day * 100 + month}"
