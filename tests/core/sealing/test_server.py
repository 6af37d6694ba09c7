"""What the server seals under its own key (T1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.sealing import server
from fanal.core.sealing.failures import BrokenSeal

KEY = bytes(range(32))


def nonce(blob):
    return blob[1 : 1 + server.NONCE]


def test_the_same_text_sealed_twice_is_not_the_same():
    one, other = (server.seal(KEY, "place", b"code name") for _ in range(2))
    assert nonce(one) != nonce(other)
    assert one[1 + server.NONCE :] != other[1 + server.NONCE :]


def test_no_nonce_comes_twice():
    assert len({nonce(server.seal(KEY, "place", b"")) for _ in range(10_000)}) == 10_000


@pytest.mark.parametrize("version", [server.VERSION, server.OF_A_ROW])
def test_a_text_opens_in_its_place_and_version_only(version):
    blob = server.seal(KEY, "place", b"code name", version)
    assert server.unseal(KEY, "place", blob, version) == b"code name"
    other = server.OF_A_ROW if version == server.VERSION else server.VERSION
    for context, sealed, asked in (
        ("elsewhere", blob, version),
        ("place", blob, other),
        ("place", bytes([other]) + blob[1:], other),
    ):
        with pytest.raises(BrokenSeal):
            server.unseal(KEY, context, sealed, asked)


def test_no_bit_of_it_can_be_changed():
    blob = server.seal(KEY, "place", b"code name", server.OF_A_ROW)
    for at in range(len(blob)):
        changed = bytearray(blob)
        changed[at] ^= 1
        with pytest.raises(BrokenSeal):
            server.unseal(KEY, "place", bytes(changed), server.OF_A_ROW)


CODE_KEY = bytes(range(64))


@given(st.text(max_size=8), st.text(), st.text())
def test_a_code_is_the_same_in_its_place_and_another_elsewhere(code, here, there):
    code = code.replace("\x00", "")
    blob = server.seal_code(CODE_KEY, here, code)
    assert server.unseal_code(CODE_KEY, here, blob) == code
    assert blob == server.seal_code(CODE_KEY, here, code)
    assert len(blob) == len(server.seal_code(CODE_KEY, here, ""))
    if here != there:
        assert blob != server.seal_code(CODE_KEY, there, code)
        with pytest.raises(BrokenSeal):
            server.unseal_code(CODE_KEY, there, blob)


def test_no_bit_of_a_code_can_be_changed():
    blob = server.seal_code(CODE_KEY, "place", "money")
    for bit in range(8 * len(blob)):
        other = bytearray(blob)
        other[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BrokenSeal):
            server.unseal_code(CODE_KEY, "place", bytes(other))
    for other in (b"", blob[:-1], blob + b"\x00"):
        with pytest.raises(BrokenSeal):
            server.unseal_code(CODE_KEY, "place", other)


def test_a_code_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="longer than 32"):
        server.seal_code(CODE_KEY, "place", "é" * 17)
