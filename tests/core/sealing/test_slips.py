"""What people mistype, what chance draws badly, and a library without the newer algorithm."""

from itertools import chain, repeat

import pytest
from cryptography.exceptions import UnsupportedAlgorithm

from fanal.core.errors import BadInput
from fanal.core.sealing import proposals, shares, wraps

SECRET = bytes(range(32))


@pytest.fixture(scope="module")
def sheets():
    return shares.split(SECRET)


def test_one_sheet_typed_twice_is_one_sheet(sheets):
    with pytest.raises(BadInput, match="the same one twice"):
        shares.join([sheets[0], sheets[0]])


def test_one_sheet_opens_nothing(sheets):
    with pytest.raises(BadInput, match="2 are needed, here is 1"):
        shares.join([sheets[0]])


def test_sheets_of_two_recovery_keys_are_told_apart(sheets):
    with pytest.raises(BadInput, match="two different recovery keys"):
        shares.join([sheets[0], shares.split(SECRET)[1]])


def test_all_three_sheets_open_as_two_do(sheets):
    assert shares.join(sheets) == shares.join(sheets[1:]) == SECRET


@pytest.mark.parametrize(("typed", "said"), [("acadamic", "perhaps “academic”"), ("zzzzzz", "none of the list")])  # fmt: skip
def test_a_word_that_is_none_of_the_list_is_named_with_its_place(sheets, typed, said):
    words = sheets[0].split()
    with pytest.raises(BadInput, match=f"word 5, “{typed}”.*{said}"):
        shares.join([" ".join([*words[:4], typed, *words[5:]])])


def test_a_sheet_with_a_word_too_few_and_one_with_two_that_changed_places_are_refused(sheets):
    words = sheets[0].split()
    with pytest.raises(BadInput, match="33 words, not 32"):
        shares.join([" ".join(words[:-1])])
    with pytest.raises(BadInput, match="two that changed places"):
        shares.number(" ".join([*words[:-2], words[-1], words[-2]]))


def test_six_words_that_say_the_same_are_drawn_again():
    list_of_words = proposals.word_list("en")
    drawn = chain(repeat(0, proposals.WORDS), (n * 97 for n in range(1, 7)))
    proposal = proposals.propose("en", lambda below: next(drawn) % below)
    assert proposal.split()[0] == list_of_words[97]
    assert proposals.is_proposal(proposal)


def test_where_the_library_lacks_ml_kem_new_keys_use_x25519_alone(monkeypatch):
    def lacking():
        raise UnsupportedAlgorithm("ML-KEM-768 is not in this build")

    wraps.written.cache_clear()
    without = type("WithoutLattices", (), {"generate": staticmethod(lacking)})
    monkeypatch.setattr(wraps, "MLKEM768PrivateKey", without)
    private, public = wraps.new_pair()
    wraps.written.cache_clear()
    assert public[0] == wraps.X25519_ALONE
    assert wraps.Opener(private).unwrap(wraps.wrap(public, SECRET, "here"), "here") == SECRET
