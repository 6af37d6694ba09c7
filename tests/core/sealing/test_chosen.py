"""Pass-phrases: those that are offered hold, those that others guess are refused with the reason."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.sealing import proposals, strength
from fanal.core.sealing.strength import check, weakness

OWN = ("sokha.chan@fanal.example", "Sokha Chan-Martineau")
HOUSE = ("Lotus Road Office", "Team Mekong", "Night team")
LISTS = [proposals.word_list(one) for one in proposals.LANGUAGES]
language = st.sampled_from(["en", "fr", "vi", "zh-hans"])


def drawn(seed):
    return random.Random(seed).randrange


@given(language, st.integers())
def test_what_is_offered_is_never_refused(language, seed):
    check(proposals.propose(language, drawn(seed)), OWN, HOUSE)


@given(language, st.integers())
def test_an_offer_is_known_again_and_of_the_language_of_the_page(language, seed):
    offered = proposals.propose(language, drawn(seed))
    assert proposals.is_proposal(offered)
    assert set(offered.split()) <= set(proposals.word_list("fr" if language == "fr" else "en"))


def test_nothing_else_is_known_as_an_offer():
    for text in (
        "",
        "six words that she thought of",
        "ability " * 6,
        "ability able about above absent",
    ):
        assert not proposals.is_proposal(text)


@pytest.mark.asvs("V6.2.5")
@pytest.mark.parametrize("words", LISTS)
def test_six_words_are_at_least_64_bits_and_any_telephone_types_them(words):
    assert proposals.WORDS * math.log2(len(set(words))) >= 64
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert len({word[:4] for word in words}) == len(words)


REFUSED = {
    "aaaaaaaaaaaaaaa": "too few different characters",
    "abababababababababab": "too few different characters",
    "short but fine": "fewer than 15",
    "fromages, fromages, fromages": "several times",
    "kv7!mz2q9 kv7!mz2q9 kv7!mz2q9": "several times",
    "abcdefghijklmnop": "neighbouring keys",
    "qwertyuiop1234567890": "neighbouring keys",
    "azertyuiopqsdfghjklm": "neighbouring keys",
    "1qaz2wsx3edc4rfv": "neighbouring keys",
    "9876543210poiuytreza": "neighbouring keys",
    "correct horse battery staple": "many people know",
    "CorrectHorseBatteryStaple1!": "many people know",
    "Hello darkness, my old friend": "many people know",
    "Je t’aime, moi non plus !": "many people know",
    "allons enfants de la patrie 2026": "many people know",
    "Liberté, Égalité, Fraternité": "many people know",
    "to be or not to be, that is": "many people know",
    "sokha.chan@fanal.example": "own name or address",
    "Sokha Chan Martineau 1990": "own name or address",
    "Lotus Road Office Mekong 1": "of this organisation",
    "fanal alliance trafic 2026": "of this organisation",
    "Alliance against trafficking": "of this organisation",
    "password password motdepasse 42": "everybody uses",
    "anticonstitutionnellement": "fewer than 4 different words",
    "lampe tiroir fromage": "fewer than 4 different words",
}


@pytest.mark.asvs("V6.2.4", "V6.2.11")
@pytest.mark.parametrize(("chosen", "why"), REFUSED.items())
def test_what_is_easily_guessed_is_refused_with_the_reason(chosen, why):
    with pytest.raises(BadInput) as refusal:
        check(chosen, OWN, HOUSE)
    assert refusal.value.where == "passphrase"
    assert why in str(refusal.value.why)


@pytest.mark.asvs("V6.2.5")
@pytest.mark.parametrize(
    "chosen",
    [
        "seven lamps over the still water", "quiet river carries lanterns home",
        "la vieille pompe grince sous trois pruniers", "xK9#vq2Lr!8mWz0",
        "con meo den ngu tren mai ngoi cu", "พายเรือในคืนที่ไม่มีดาว", "ninety-two 7 green ferns? no!",
    ],
)  # fmt: skip
def test_an_own_one_is_taken(chosen):
    check(chosen, OWN, HOUSE)


@given(st.text(max_size=80))
def test_any_text_gets_an_answer_and_capitals_accents_and_signs_add_nothing(text):
    weak = weakness(text, OWN, HOUSE)
    assert weak is None or "{" not in str(weak)
    if weak and len(text) >= strength.SHORTEST and text.isascii():
        assert weakness(text.upper(), OWN, HOUSE)


@given(st.text(alphabet="abcdefghij klmn", min_size=1, max_size=14), st.integers(2, 9))
def test_saying_it_again_makes_nothing_strong(text, times):
    once = strength.plain(text)
    if len(once) < strength.LEFT:
        assert weakness(" ".join([text] * times))


@given(st.text(max_size=12), st.sampled_from([*OWN, *HOUSE]))
def test_own_data_and_a_few_signs_are_not_enough(extra, known):
    if len(strength.plain(extra)) < strength.LEFT:
        assert weakness(f"{known}{extra}", OWN, HOUSE)


def test_each_language_has_words_of_its_own():
    firsts = {
        one: proposals.word_list(one)[0] for one in ("en", "en-gb", "fr", "fr-CA", "vi", "lo")
    }
    abandon = dict.fromkeys(("en", "en-gb", "vi", "lo"), "abandon")
    assert firsts == abandon | {"fr": "abaisser", "fr-CA": "abaisser"}


@pytest.mark.parametrize(
    "keys",
    [
        "abcdefghijklmnop", "9876543210987654", "qwertyuiopasdfgh", "azertyuiopqsdfgh",
        "qwertzuiopasdfgh", "qsdfghjklmwxcvbn", "1qaz2wsx3edc4rfv", "qazwsxedcrfvtgby",
        "1q2w3e4r5t6y7u8i", "1a2z3e4r5t6y7u8i", "a1b2c3d4e5f6g7h8",
    ],
)  # fmt: skip
def test_a_walk_over_the_keys_is_refused_in_both_directions(keys):
    for walk in (keys, keys[::-1]):
        assert "neighbouring keys" in str(weakness(walk))


@pytest.mark.parametrize("repeated", ["k7m2q9xzk7m2q9xz", "k7m2q9xz ! k7m2q9xz a k7m2q9xz"])
def test_what_follows_upon_itself_counts_once_also_without_letters_alone(repeated):
    assert "several times" in str(weakness(repeated))
    assert weakness(repeated + " 4wvb") is None
