"""What an earlier version sealed, signed or marked opens, holds and is found for ever.

Each value was written down once. A changed label, length, order or byte of a header would close every file
that exists, and no test that seals and opens with the same code would notice.
"""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from fanal.core.sealing import (
    attestations,
    blinding,
    chain,
    heads,
    marks,
    padding,
    pairs,
    passphrases,
    records,
    server,
    wraps,
)
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.statements import WrapStatement, certificate

KEY = bytes(range(32))
RECORD = bytes.fromhex(
    "0101020714212e3b4855626f7c8996a3b0bdcad7e4f1fe0b1825320e1b2835424f5c697683909dd524897f212dd2a5"
    "3836d6df99bfc497b847e53055380996a9bea076614aa38b562bb0dacaae66bf0675fe2d6cdaeba16c6d38ab688d90"
    "bfcec2f1376e00c24caa4edafae0839dafa26ac21a1d39a6e6"
)
OF_THE_SERVER = {
    1: "0115222f3c495663707d8a97a458c76dbd955b3c6fe3c57dfd50f102bdb351b72857586f92517c834815730a265fc96f0"
    "2ca58ca8b43e36abb79d801a90ddd049250ca31c44ab9fe0ca6f49092f7c997c3dc790a4d5a6916573e459641",
    2: "021c293643505d6a7784919eabd8a18b4357d9903121f36eb30af7761923b74dbed87119580f13b4918b2e087838ebfd3"
    "d2eed715435fb4c8c66785dd961e5c803bf314369a0e9ba2d4e378054b4df1f1fb5be62b83a86732a20f5e659",
}
UNDER_A_PASSPHRASE = bytes.fromhex(
    "01010000004023303d4a5764717e8b98a5b2bfccd9e62a3744515e6b7885929facb9aabde6d466206f9dea757702e392"
    "a2006eed673cdae344"
)
PLACE = records.RecordPlace("cases_note", "a1", "narrative", 3)
CHEAP = passphrases.Cost(passes=1, memory=64)
STATEMENT = WrapStatement(
    "folder", ("legal", "medical"), 2, "holder", b"ffff", date(2026, 1, 2), b"w", "granter"
)


@pytest.mark.asvs("V11.2.2", "V11.3.2")
def test_a_record_of_before_opens():
    assert records.unseal(KEY, PLACE, RECORD) == b"what she said"
    assert records.generation_of(RECORD) == 258


@pytest.mark.parametrize("header", [b"", b"\x00", b"\x02", b"\x02" + RECORD[1:], RECORD[:54]])
def test_what_does_not_begin_as_a_record_does_has_no_generation(header):
    with pytest.raises(BrokenSeal, match="record header"):
        records.generation_of(header)


def test_the_shortest_record_has_a_generation():
    assert records.generation_of(RECORD[:55]) == 258


@pytest.mark.parametrize("version", [1, 2])
def test_a_value_of_the_server_of_before_opens(version):
    blob = bytes.fromhex(OF_THE_SERVER[version])
    assert server.unseal(KEY, "column|row", blob, version) == b"SPARROW"


def test_a_value_that_is_too_short_to_be_one_is_refused_before_it_is_tried():
    for length in range(29):
        with pytest.raises(BrokenSeal, match="here"):
            server.unseal(KEY, "here", (b"\x01" * 28)[:length])


def test_the_keys_of_the_server_for_each_purpose_stay_the_same():
    assert server.derive(KEY, "text").hex() == (
        "3528c4555da7fb3fc5d02f5c68148e129037e0b513f7b80a1373012e5d01b51d"
    )
    assert server.derive(KEY, "journal") != server.derive(KEY, "text")


def test_private_keys_under_a_passphrase_of_before_open():
    opened = passphrases.open_with(
        "five quiet words", bytes(32), UNDER_A_PASSPHRASE, "user keys|1", CHEAP
    )
    assert opened == b"private"


@pytest.mark.parametrize(
    "header",
    [
        "0201" "00000040",  # another version
        "0100" "00000040",  # cheaper than is asked for: fewer passes
        "0101" "0000003f",  # and less memory
        "0111" "00000040",  # seventeen passes: whoever writes to the database stops the server
        "0101" "00040001",  # more than 256 MiB
    ],
)  # fmt: skip
def test_a_cost_that_is_too_low_or_too_high_is_refused_before_it_is_tried(monkeypatch, header):
    tried = []
    monkeypatch.setattr(passphrases, "_key", lambda *asked: tried.append(asked) or KEY)
    blob = bytes.fromhex(header) + UNDER_A_PASSPHRASE[6:]
    with pytest.raises(BrokenSeal):
        passphrases.open_with("five quiet words", bytes(32), blob, "user keys|1", CHEAP)
    assert tried == []


@pytest.mark.parametrize("header", ["011000000040", "010100040000"])
def test_sixteen_passes_and_256_mebibytes_are_tried(monkeypatch, header):
    tried = []
    monkeypatch.setattr(passphrases, "_key", lambda *asked: tried.append(asked) or KEY)
    blob = bytes.fromhex(header) + UNDER_A_PASSPHRASE[6:]
    with pytest.raises(BrokenSeal, match="pass-phrase"):
        passphrases.open_with("five quiet words", bytes(32), blob, "user keys|1", CHEAP)
    assert len(tried) == 1


def test_an_empty_blob_is_no_passphrase_blob():
    for length in range(passphrases.HEADER + passphrases.NONCE):
        with pytest.raises(BrokenSeal, match="pass-phrase blob"):
            passphrases.open_with("x", KEY, UNDER_A_PASSPHRASE[:length], "user keys|1", CHEAP)


def test_the_fingerprint_that_grants_name_stays_the_same():
    assert pairs.PublicKeys(b"reading", b"signing").fingerprint().hex() == (
        "1a872add389163c8480e979ad9752671320d4f64f3700e78c23322f36187b158"
    )


def test_what_was_signed_before_holds():
    private = pairs.PrivateKeys(b"r" * 33, KEY)
    assert private.to_bytes() == KEY + b"r" * 33
    signature = bytes.fromhex(
        "7bc0ea578290c8dcf6fc8a6e134a7f3e794ddd7e8922108bccd6202f95de532b92c2298dc8e161ac2b5e3653f92c5b0e"
        "12adf26b3d46e7bd2057715f25d3e205"
    )
    assert private.sign(b"message") == signature
    pairs.check(pairs.signing_public(KEY), signature, b"message")
    with pytest.raises(BrokenSeal, match="signature"):
        pairs.check(pairs.signing_public(KEY), signature, b"massage")
    with pytest.raises(BrokenSeal, match="signature"):
        pairs.check(b"no key", signature, b"message")


def test_a_statement_and_what_its_wrap_is_bound_to_stay_the_same():
    assert STATEMENT.encoded().hex() == (
        "0000000d66616e616c206772616e74203100000006666f6c6465720000000d6c6567616c2c6d65646963616c0000000132"
        "00000006686f6c64657200000004666666660000000a323032362d30312d30320000002050e721e49c013f00c62cf59f21"
        "63542a9d8df02464efeb615d31051b0fddc326000000076772616e746572"
    )
    assert STATEMENT.context() == "wrap|v1|folder|legal,medical|holder|2"
    assert certificate("user", "7|a", b"fp") == b"fanal keys of|user|7|a|fp"


def test_attestations_marks_and_the_chain_stay_the_same():
    values = [("a", None), ("b", "x")]
    assert attestations.attestation(KEY, "t", "1", 3, values).hex() == (
        "aeb0ccd0df9444fdef3ceb054f8d465806d240c51fbafc586f0b82dd256fcc14"
    )
    assert marks.marker(KEY, "names")(b"Noy").hex() == (
        "15b6e58d2a64d74add0aca27b8035989c85bf48e83e9fc7a52bcd08553532575"
    )
    assert chain.mark(KEY, chain.START, 1, b"entry").hex() == (
        "1e4b04e877241a526db6f6e80b373164067815e6536f439b1db6875780f8edf6"
    )


def test_no_value_and_an_empty_one_are_attested_apart():
    none, empty = (attestations.attestation(KEY, "t", "1", 1, [("a", one)]) for one in (None, ""))
    assert not attestations.same(none, empty)
    assert attestations.same(none, bytes(none))


def test_points_and_what_is_blinded_stay_the_same():
    point = blinding.point_of("noy", "p")
    assert point.hex() == "b7e3bd97b557134a942ba018652f092c0f6666d7f1be054e3e0d178ed78fba02"
    assert blinding.Blinder(KEY).blind(point).hex() == (
        "58b3bf419f9c5e506c1d3ce91b2b3dd7af003a52a052cb3269bbf5c446e28731"
    )
    assert blinding.empty_point(KEY, 3).hex() == (
        "e5b8960782f96e0668dab6d779a3fb655e20ab1142d2c8eb234f32a13a7d7b69"
    )
    many = b"".join(
        blinding.point_of(f"name {n}", "p") for n in range(40)
    )  # half take several tries
    assert hashlib.sha256(many).hexdigest() == (
        "a1a8ffaf63cfc9925e017a5676dc4dd7cd9785652d9e61979905848b16a8c71e"
    )
    assert blinding.Blinder().secret != blinding.Blinder().secret


@pytest.mark.parametrize("small", [0, 1])
def test_a_point_of_small_order_is_none_of_ours(small):
    assert not blinding._on_the_curve(small)


@pytest.mark.parametrize(
    "line", (Path(__file__).parent / "known_wraps.txt").read_text().split("\n")[:2]
)
def test_what_was_wrapped_before_opens(line):
    algorithm, private, wrapped = line.split()
    opened = wraps.Opener(bytes.fromhex(private)).unwrap(bytes.fromhex(wrapped), "ctx")
    assert opened == {"1": b"s", "2": b"secret"}[algorithm]
    with pytest.raises(BrokenSeal, match="private key"):
        wraps.Opener(bytes.fromhex(private)[:9])


def test_a_head_on_paper_stays_the_same_and_is_read_as_people_copy_it():
    mark = bytes(range(32))
    assert heads.on_paper(1958, mark) == "1958-000G-40R4-0M30-E209-T7"
    for copied in (
        "1958-000G-40R4-0M30-E209-T7",
        "1958 oooG 4OR4 oM3O E2O9 T7\n",
        f"1958 {mark.hex()}",
    ):
        assert heads.read(copied).fits(mark)
        assert heads.read(copied).number == 1958
    assert heads.read(f"1958 {mark.hex()}").begins == mark
    assert heads.read(f"1958 {mark.hex()[:21]}").begins == mark[:10]
    one = heads.on_paper(1, b"\x08\x42" * 16)
    assert "1" in one[2:]
    for letter in "IL":
        assert heads.read("1-" + one[2:].replace("1", letter)) == heads.read(one)


def test_sizes_stay_the_same():
    sizes = {
        0: 64,
        64: 64,
        65: 256,
        256: 256,
        257: 1024,
        16_385: 65_536,
        65_536: 65_536,
        65_537: 131_072,
        131_072: 131_072,
        131_073: 196_608,
        1_000_000: 1_048_576,
    }
    assert {length: padding.bucket(length) for length in sizes} == sizes
    assert len(padding.pad_by(b"x" * 9, 10)) == 10
    assert len(padding.pad_by(b"x" * 10, 10)) == 20
    assert padding.unpad(padding.pad_by(b"x" * 10, 10)) == b"x" * 10
