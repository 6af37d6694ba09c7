"""Codes carry their words, and are looked up by the code alone."""

import pytest

from fanal.core.papers.kinds import Owner
from fanal.core.words import LabelledEnum, say


def test_a_code_is_looked_up_alone_and_says_its_words():
    assert Owner("hers") is Owner.HERS
    assert (Owner.HERS, Owner.HERS.value, str(Owner.HERS)) == ("hers", "hers", "hers")
    assert Owner.FAMILY.sentence() == say("her family's")
    with pytest.raises(ValueError, match="nobody"):
        Owner("nobody")


def test_a_code_without_words_is_no_code():
    with pytest.raises(Exception, match="has no words"):
        LabelledEnum("Wordless", {"ONE": "one"})
