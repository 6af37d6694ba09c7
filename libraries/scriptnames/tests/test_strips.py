"""Strips lie side by side as the columns that the same people make; tallies count by marks."""

import dataclasses

import numpy as np

from scriptnames import strips, tally
from scriptnames.entries import Entry
from scriptnames.name_table import columns
from tests.core.names.population import people


def entries():
    known = [
        Entry("", (one.name,), ("Noy",) if at % 3 else (), one.birth, one.place, phone=str(at))
        for at, one in enumerate(people(300, seed=5))
    ]
    nobody = Entry("", ("🙂",))
    return [*known, nobody, Entry("", ("ສົມສີ", "Somsy Vongsa"), ("ນ້ອຍ",), sex="F")]


def test_strips_side_by_side_are_the_columns_of_these_people():
    one, other = columns(entries()), strips.side_by_side([strips.strip(e) for e in entries()])
    for field in dataclasses.fields(one):
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        assert np.array_equal(ours, theirs), field.name
        assert getattr(ours, "dtype", None) == getattr(theirs, "dtype", None), field.name


def test_no_strips_are_nobody():
    assert strips.side_by_side([]).people == 0


def test_only_what_is_made_as_now_is_read_as_a_strip():
    made = strips.strip(Entry("", ("Somsy",)))
    assert strips.readable(made)
    assert not strips.readable(b"")
    assert not strips.readable(bytes([strips.VERSION + 1]) + made[1:])


def test_a_tally_counts_texts_and_forgets_what_few_hold():
    some = tally.nobody().and_of(["nogyin", "tran", "nogyin"]).and_of(["nogyin", "le"])
    assert [some[one] for one in ("nogyin", "tran", "le", "")] == [3, 1, 1, 0]
    kept = tally.from_bytes(some.above(1).to_bytes())
    assert [kept[one] for one in ("nogyin", "tran")] == [3, 0]
    assert kept.many(["nogyin", "le", "", "nobody"]).tolist() == [3, 0, 0, 0]
    assert tally.nobody().many(["nogyin"]).tolist() == [0]
