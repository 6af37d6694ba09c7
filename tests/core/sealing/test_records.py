"""A sealed record opens in its place, whole, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.sealing import records
from fanal.core.sealing.compartments import Compartment, in_order
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.padding import bucket, pad, unpad
from fanal.core.sealing.records import RecordPlace
from tests.examples import examples

KEY = bytes(range(32))
PLACE = RecordPlace("cases_note", "a1", "narrative", 3)
BLOB = records.seal(KEY, PLACE, b"what she said")


@examples(300)
@given(st.binary(max_size=3000), st.integers(1, 65_535))
def test_what_was_sealed_comes_back(data, generation):
    blob = records.seal(KEY, PLACE, data, generation)
    assert records.unseal(KEY, PLACE, blob) == data
    assert records.generation_of(blob) == generation


@pytest.mark.asvs("V11.3.3")
@pytest.mark.parametrize("position", range(len(BLOB)))
def test_a_changed_bit_in_any_byte_closes_it(position):
    for bit in (1, 128):
        changed = bytearray(BLOB)
        changed[position] ^= bit
        with pytest.raises(BrokenSeal):
            records.unseal(KEY, PLACE, bytes(changed))


@given(st.integers(0, len(BLOB) - 1))
def test_what_was_cut_does_not_open(length):
    with pytest.raises(BrokenSeal):
        records.unseal(KEY, PLACE, BLOB[:length])


@pytest.mark.parametrize(
    "elsewhere",
    [
        PLACE._replace(table="cases_plan"),
        PLACE._replace(row="a2"),
        PLACE._replace(group="medical"),
        PLACE._replace(version=2),
        PLACE._replace(schema=2),
        RecordPlace("cases_notea", "1", "narrative", 3),
    ],
)
def test_the_same_bytes_elsewhere_do_not_open(elsewhere):
    with pytest.raises(BrokenSeal):
        records.unseal(KEY, elsewhere, BLOB)


@given(st.binary(min_size=32, max_size=32).filter(lambda key: key != KEY))
def test_another_key_does_not_open_it(key):
    with pytest.raises(BrokenSeal):
        records.unseal(key, PLACE, BLOB)


@pytest.mark.asvs("V11.2.2", "V11.3.2")
@pytest.mark.parametrize("algorithm", [0, *range(2, 256)])
def test_no_other_algorithm_is_read(algorithm):
    with pytest.raises(BrokenSeal):
        records.unseal(KEY, PLACE, bytes([algorithm]) + BLOB[1:])


@pytest.mark.asvs("V11.3.1", "V11.5.1")
def test_no_salt_and_nonce_meet_twice():
    seen = {records.seal(KEY, PLACE, b"")[3:39] for _ in range(20_000)}
    assert len(seen) == 20_000


@given(st.binary(max_size=70_000))
def test_padding_comes_off_and_hides_the_length(data):
    padded = pad(data)
    assert unpad(padded) == data
    assert len(padded) == bucket(len(data) + 1)


def test_a_short_note_and_a_shorter_one_are_of_one_size():
    sizes = {len(records.seal(KEY, PLACE, b"x" * n)) for n in range(63)}
    assert len(sizes) == 1


@given(st.binary(max_size=200).filter(lambda data: b"\x80" not in data))
def test_padding_that_was_never_made_is_refused(data):
    with pytest.raises(BrokenSeal):
        unpad(data)


def test_the_order_of_compartments_is_that_of_the_list_whoever_names_them():
    asked = ["legal", Compartment.IDENTITY, "legal"]
    assert in_order(asked) == (Compartment.IDENTITY, Compartment.LEGAL)
    assert in_order([]) == ()
