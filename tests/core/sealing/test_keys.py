"""Wraps, pass-phrases, signatures and shares: each opens for its holder alone."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.sealing import pairs, passphrases, server, shares, wraps
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.passphrases import Cost
from fanal.core.sealing.statements import WrapStatement
from tests.examples import examples

CHEAP = Cost(passes=1, memory=64)
PEPPER = b"p" * 32


@pytest.mark.parametrize("new_pair", [wraps.x_wing_pair, wraps.x25519_pair])
def test_a_wrap_opens_for_its_holder_in_its_context(new_pair):
    private, public = new_pair()
    other, _ = new_pair()
    wrapped = wraps.wrap(public, b"k" * 32, "case 1")
    assert wraps.Opener(private).unwrap(wrapped, "case 1") == b"k" * 32
    for key, context in ((other, "case 1"), (private, "case 2")):
        with pytest.raises(BrokenSeal):
            wraps.Opener(key).unwrap(wrapped, context)


@pytest.mark.asvs("V11.2.1", "V11.6.1")
def test_new_keys_are_hybrid_where_the_library_can():
    assert wraps.new_pair()[0][0] == wraps.X_WING


def test_a_changed_bit_in_any_byte_of_a_wrap_closes_it():
    private, public = wraps.new_pair()
    wrapped = wraps.wrap(public, b"k" * 32, "case")
    opener = wraps.Opener(private)
    for position in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[position] ^= 1
        with pytest.raises(BrokenSeal):
            opener.unwrap(bytes(changed), "case")


@pytest.mark.asvs("V11.2.2")
def test_a_hybrid_holder_takes_no_wrap_of_the_curve_alone():
    private, public = wraps.new_pair()
    curve = bytes([wraps.X25519_ALONE]) + public[1 + wraps.ML_KEM_PUBLIC :]
    with pytest.raises(BrokenSeal):
        wraps.Opener(private).unwrap(wraps.wrap(curve, b"k" * 32, "case"), "case")


@pytest.mark.parametrize("public", [b"", b"\x00" + b"x" * 32, b"\x01short", b"\x02short"])
def test_what_is_no_public_key_gets_no_wrap(public):
    with pytest.raises(BrokenSeal):
        wraps.wrap(public, b"k", "case")


@pytest.mark.asvs("V6.2.8", "V6.2.9", "V11.4.4")
@examples(25)
@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_only_the_passphrase_opens(right, wrong):
    blob = passphrases.seal_under(right, PEPPER, b"secret", "me", CHEAP)
    assert passphrases.open_with(right, PEPPER, blob, "me", CHEAP) == b"secret"
    if right != wrong:
        with pytest.raises(BrokenSeal):
            passphrases.open_with(wrong, PEPPER, blob, "me", CHEAP)


def test_without_the_pepper_the_right_passphrase_opens_nothing():
    blob = passphrases.seal_under("right", PEPPER, b"secret", "me", CHEAP)
    with pytest.raises(BrokenSeal):
        passphrases.open_with("right", b"q" * 32, blob, "me", CHEAP)


def test_a_blob_that_was_made_cheap_to_guess_is_refused():
    blob = passphrases.seal_under("right", PEPPER, b"secret", "me", CHEAP)
    with pytest.raises(BrokenSeal, match="cost"):
        passphrases.open_with("right", PEPPER, blob, "me", passphrases.FULL)


@pytest.mark.asvs("V11.4.2", "V11.4.4")
def test_the_full_cost_is_not_below_the_floor_of_the_standard():
    assert passphrases.FULL.passes >= 3
    assert passphrases.FULL.memory >= 64 * 1024


def test_a_code_is_read_as_people_copy_it():
    code = passphrases.new_code()
    typed = code.lower().replace("-", " ").replace("o", "0").replace("i", "1")
    assert passphrases.read_code(typed) == code
    with pytest.raises(BadInput):
        passphrases.read_code(code[:-2])


EVERY_LETTER = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"


@pytest.mark.asvs("V6.5.3", "V6.5.4")
def test_a_code_may_hold_every_letter_and_no_other_sign():
    assert passphrases.read_code(EVERY_LETTER.replace("-", "")) == EVERY_LETTER
    assert passphrases.read_code("018" + EVERY_LETTER[3:]) == "OIB" + EVERY_LETTER[3:]
    for sign in ("9", "é", "_"):
        with pytest.raises(BadInput):
            passphrases.read_code(sign + EVERY_LETTER[1:])


STATEMENT = WrapStatement(
    "case", ("legal", "files"), 1, "mai", b"f" * 32, date(2026, 12, 1), b"wrapped", "noi"
)


@pytest.mark.asvs("V9.1.1", "V11.6.1")
@pytest.mark.parametrize(
    "other",
    [
        replace(STATEMENT, scope="cas"),
        replace(STATEMENT, parts=("legal", "medical")),
        replace(STATEMENT, generation=2),
        replace(STATEMENT, holder="linh"),
        replace(STATEMENT, fingerprint=b"g" * 32),
        replace(STATEMENT, until=None),
        replace(STATEMENT, until=date(2027, 12, 1)),
        replace(STATEMENT, wrapped=b"other"),
        replace(STATEMENT, granter="house"),
    ],
)
def test_a_signature_holds_for_one_statement(other):
    private, public = pairs.new_keys()
    signature = private.sign(STATEMENT.encoded())
    pairs.check(public.signing, signature, STATEMENT.encoded())
    with pytest.raises(BrokenSeal):
        pairs.check(public.signing, signature, other.encoded())


def test_private_keys_do_not_show_themselves():
    private, _ = pairs.new_keys()
    assert repr(private) == "PrivateKeys(…)"
    assert pairs.PrivateKeys.from_bytes(private.to_bytes()) == private


def test_any_two_sheets_open_and_one_does_not():
    sheets = shares.split(b"s" * 32)
    assert [len(sheet.split()) for sheet in sheets] == [33, 33, 33]
    for two in itertools.combinations(sheets, 2):
        assert shares.join(two) == b"s" * 32
    for one in sheets:
        with pytest.raises(BadInput):
            shares.join([one])


def test_the_same_sheet_twice_and_sheets_of_two_keys_are_told_apart():
    ours, theirs = shares.split(b"s" * 32), shares.split(b"s" * 32)
    with pytest.raises(BadInput, match="the same one twice"):
        shares.join([ours[0], ours[0]])
    with pytest.raises(BadInput, match="two different recovery keys"):
        shares.join([ours[0], theirs[1]])
    with pytest.raises(BadInput, match="2 are needed, here is 1"):
        shares.join(ours[:1])


def test_a_sheet_that_was_miscopied_is_named():
    sheets = shares.split(b"s" * 32)
    words = sheets[1].split()
    words[20] = "academic" if words[20] != "academic" else "acid"
    with pytest.raises(BadInput, match="sheet 2"):
        shares.join([sheets[0], " ".join(words)])


def test_what_the_server_seals_belongs_to_its_column():
    key = server.derive(b"k" * 32, "text")
    blob = server.seal(key, "cases.case.code", b"Blue Heron")
    assert server.unseal(key, "cases.case.code", blob) == b"Blue Heron"
    with pytest.raises(BrokenSeal):
        server.unseal(key, "cases.task.title", blob)
    with pytest.raises(BrokenSeal):
        server.unseal(server.derive(b"k" * 32, "journal"), "cases.case.code", blob)
