"""Nobody is told before two who did not ask have each confirmed it, on grounds of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.tracing import Confirmation, ConfirmedBy, lacking

A_PHOTOGRAPH, A_VISIT = ConfirmedBy.PHOTOGRAPH, ConfirmedBy.VISIT
said = st.sampled_from(
    [Confirmation(by, ground, yes) for by in "abcd" for ground in ConfirmedBy for yes in (1, 0)]
)


def test_two_colleagues_on_two_grounds_confirm():
    assert lacking([Confirmation("b", A_PHOTOGRAPH), Confirmation("c", A_VISIT)], asker="a") == ()


@pytest.mark.parametrize(
    "given_",
    [
        [],
        [Confirmation("b", A_VISIT)],
        [Confirmation("b", A_VISIT), Confirmation("b", A_PHOTOGRAPH)],
        [Confirmation("a", A_VISIT), Confirmation("b", A_PHOTOGRAPH)],
        [Confirmation("b", A_VISIT), Confirmation("c", A_VISIT)],
        [
            Confirmation("b", A_VISIT),
            Confirmation("c", A_PHOTOGRAPH),
            Confirmation("d", A_VISIT, agrees=False),
        ],
        [
            Confirmation("b", A_VISIT),
            Confirmation("c", A_PHOTOGRAPH),
            Confirmation("a", A_VISIT, agrees=False),
        ],
    ],
    ids=[
        "nobody",
        "one",
        "one twice",
        "the asker and one",
        "one ground",
        "a doubt",
        "askers doubt",
    ],
)
def test_nothing_less_confirms(given_):
    assert lacking(given_, asker="a")


@given(st.lists(said, max_size=6))
def test_the_askers_yes_never_makes_a_difference(answers):
    without = [answer for answer in answers if answer.by != "a" or not answer.agrees]
    assert lacking(answers, asker="a") == lacking(without, asker="a")


@given(st.lists(said, max_size=6), st.randoms())
def test_the_order_of_the_answers_makes_no_difference(answers, chance):
    turned = list(answers)
    chance.shuffle(turned)
    assert lacking(answers, asker="a") == lacking(turned, asker="a")
