"""A third who works in Bangkok, and opens its cases."""

from fanal.keys import key_pairs
from tests.decisions.newcomers import bopha


def let_in(cast):
    made = bopha(cast)
    key_pairs.admit(user=made, team=cast.bangkok, by=cast.noi, ring=cast.ring(cast.noi))
    return made
