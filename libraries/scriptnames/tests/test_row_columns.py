"""Strips lie side by side as the columns that the same people make; tallies count by marks."""

import dataclasses

import numpy as np
from made_population import people

from scriptnames.entries import Entry
from scriptnames.name_table import NameTable
from scriptnames.row_columns import VERSION, is_row_bytes, row_bytes, table_of_rows
from scriptnames.tally import Tally


def entries():
    known = [
        Entry("", (one.name,), ("Noy",) if at % 3 else (), one.birth, one.place, phone=str(at))
        for at, one in enumerate(people(300, seed=5))
    ]
    nobody = Entry("", ("🙂",))
    return [*known, nobody, Entry("", ("ສົມສີ", "Somsy Vongsa"), ("ນ້ອຍ",), sex="F")]


def test_strips_side_by_side_are_the_columns_of_these_people():
    one, other = NameTable.of(entries()), table_of_rows([row_bytes(e) for e in entries()])
    for field in dataclasses.fields(one):
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        assert np.array_equal(ours, theirs), field.name
        assert getattr(ours, "dtype", None) == getattr(theirs, "dtype", None), field.name


def test_no_strips_are_nobody():
    assert table_of_rows([]).people == 0


def test_only_what_is_made_as_now_is_read_as_a_strip():
    made = row_bytes(Entry("", ("Somsy",)))
    assert is_row_bytes(made)
    assert not is_row_bytes(b"")
    assert not is_row_bytes(bytes([VERSION + 1]) + made[1:])


def test_a_tally_counts_texts_and_forgets_what_few_hold():
    some = Tally.empty().and_of(["nogyin", "tran", "nogyin"]).and_of(["nogyin", "le"])
    assert [some[one] for one in ("nogyin", "tran", "le", "")] == [3, 1, 1, 0]
    kept = Tally.from_bytes(some.above(1).to_bytes())
    assert [kept[one] for one in ("nogyin", "tran")] == [3, 0]
    assert kept.many(["nogyin", "le", "", "nobody"]).tolist() == [3, 0, 0, 0]
    assert Tally.empty().many(["nogyin"]).tolist() == [0]
