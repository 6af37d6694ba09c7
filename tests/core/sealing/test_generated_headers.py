"""Sealed bytes that are not what was sealed: every reader of them says `BrokenSeal` and nothing else.

Each reader meets two hundred altered values in `make test` and four thousand in `make test-all`: cut,
lengthened, with other headers, or of another kind altogether.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.sealing import padding, pairs, passphrases, records, server, wraps
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.passphrases import Cost
from fanal.core.sealing.records import RecordPlace
from tests.bent import bent
from tests.examples import examples

KEY, CODE_KEY, SAID = bytes(range(32)), bytes(range(64)), b"what she said"
PLACE = RecordPlace("cases_note", "a1", "narrative", 3)
CHEAP = Cost(passes=1, memory=64)
PAIRS = {pair[1][0]: pair for pair in (wraps.new_pair(), wraps.x25519_pair())}
PRIVATE, PUBLIC = pairs.new_keys()
SIGNATURE = PRIVATE.sign(SAID)
SEALED = {
    "a record": records.seal(KEY, PLACE, SAID),
    "a value of the server": server.seal(KEY, "place", SAID),
    "a value of a row": server.seal(KEY, "place", SAID, server.OF_A_ROW),
    "a code": server.seal_code(CODE_KEY, "place", "code"),
    "keys under a pass-phrase": passphrases.seal_under("words", KEY, SAID, "place", CHEAP),
    **{f"a wrap of kind {kind}": wraps.wrap(public, SAID, "place") for kind, (_, public) in PAIRS.items()},
}  # fmt: skip


def under_passphrase(blob):
    """A costly header is no question of this test: of those that are let in only the cheap ones."""
    if int.from_bytes(blob[2:6]) > 1024 or (len(blob) > 1 and blob[1] > 3):
        raise BrokenSeal("cost")
    return passphrases.open_with("words", KEY, blob, "place", CHEAP)


READERS = {
    "a record": lambda blob: records.unseal(KEY, PLACE, blob),
    "a value of the server": lambda blob: server.unseal(KEY, "place", blob),
    "a value of a row": lambda blob: server.unseal(KEY, "place", blob, server.OF_A_ROW),
    "a code": lambda blob: server.unseal_code(CODE_KEY, "place", blob).encode(),
    "keys under a pass-phrase": under_passphrase,
    **{f"a wrap of kind {kind}": lambda blob, private=private: wraps.Opener(private).unwrap(blob, "place")
       for kind, (private, _) in PAIRS.items()},
}  # fmt: skip


@pytest.mark.asvs("V1.5.2", "V11.3.3")
@pytest.mark.parametrize("what", sorted(READERS))
def test_what_was_altered_does_not_open(what):
    @examples(400)
    @given(bent([SEALED[what], *SEALED.values()]))
    def stays_closed(blob):
        try:
            told = READERS[what](blob)
        except BrokenSeal:
            return
        assert blob == SEALED[what]
        assert told in {SAID, b"code"}

    stays_closed()


@examples(400)
@given(bent([padding.pad(SAID), padding.pad_by(SAID, 100)]))
def test_padding_is_taken_off_or_refused(padded):
    try:
        data = padding.unpad(padded)
    except BrokenSeal:
        assert padded.rstrip(b"\x00")[-1:] != b"\x80"
    else:
        assert padded.rstrip(b"\x00") == data + b"\x80"


@examples(400)
@given(bent([public for _, public in PAIRS.values()]))
def test_nothing_is_wrapped_to_what_is_no_public_key(public):
    try:
        wrapped = wraps.wrap(public, SAID, "place")
    except BrokenSeal:
        return
    assert wrapped[:1] == public[:1]


def deciding(private):
    """Of a private key what decides on a wrap as it was made: not the part of ML-KEM for ciphertexts
    that were altered (FIPS 203, `z`), nor the bits that X25519 sets by itself (RFC 7748, 5)."""
    if len(private) == 97:
        private = private[:33] + private[65:]
    scalar = bytearray(private[-32:])
    if len(scalar) == 32:
        scalar[0] &= 248
        scalar[31] = scalar[31] & 127 | 64
    return private[:-32] + bytes(scalar)


@examples(400)
@given(bent([private for private, _ in PAIRS.values()]))
def test_nothing_is_opened_with_what_is_no_private_key(private):
    for wrapped in SEALED.values():
        try:
            told = wraps.Opener(private).unwrap(wrapped, "place")
        except BrokenSeal:
            continue
        assert told == SAID
        assert deciding(private) in {deciding(own) for own, _ in PAIRS.values()}


@examples(400)
@given(bent([PUBLIC.signing]), bent([SIGNATURE]), st.sampled_from([SAID, b""]))
def test_only_what_was_signed_is_taken_for_it(signing, signature, message):
    try:
        pairs.check(signing, signature, message)
    except BrokenSeal:
        return
    assert (signing, message) == (PUBLIC.signing, SAID)
