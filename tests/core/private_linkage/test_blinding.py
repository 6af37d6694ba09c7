"""Blinding commutes, hides, and refuses what would betray the secret."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanal.core.sealing.blinding import PRIME, Blinder, point_of


@settings(max_examples=60, deadline=None)
@given(st.text(), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_the_order_of_the_two_blindings_does_not_matter(text, ours, theirs):
    point = point_of(text, "p")
    a, b = Blinder(ours), Blinder(theirs)
    assert a.blind(b.blind(point)) == b.blind(a.blind(point))


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text())
def test_two_texts_meet_only_if_they_are_the_same(one, other):
    a, b = Blinder(b"a" * 32), Blinder(b"b" * 32)
    same = a.blind(b.blind(point_of(one, "p"))) == a.blind(b.blind(point_of(other, "p")))
    assert same == (one == other)


def test_the_same_text_in_another_project_is_another_point():
    assert point_of("somsi 1996", "p") != point_of("somsi 1996", "q")


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_every_point_lies_on_the_curve(text):
    u = int.from_bytes(point_of(text, "p"), "little")
    assert pow((u**3 + 486662 * u**2 + u) % PRIME, (PRIME - 1) // 2, PRIME) == 1


@pytest.mark.parametrize("u", [0, 1, PRIME - 1, PRIME])
def test_a_point_of_small_order_is_refused(u):
    with pytest.raises(ValueError):
        Blinder().blind(u.to_bytes(32, "little"))
