"""Which names of the register are written out in what was typed: looked for by their first word, the
same are found as by asking each name of the register."""

import re

from hypothesis import given
from hypothesis import strategies as st

from fanal.partners.queries.known_partners import name_key
from fanal.partners.queries.partner_names import RegisterName, RegisterNames

NAMES = st.text("ab1 -ກข", min_size=1, max_size=5).map(name_key).filter(bool)


def asked_one_by_one(names: list[RegisterName], words: str) -> list[str]:
    text = name_key(words)
    found = [
        one for one in names if re.search(rf"(?<![a-z0-9]){re.escape(one.key)}(?![a-z0-9])", text)
    ]
    longest = max((len(one.key) for one in found), default=0)
    first = min((one.key for one in found if len(one.key) == longest), default="")
    return sorted(one.id for one in found if one.key == first)


@given(st.lists(NAMES, max_size=8), st.text("ab1 -ກขA\n", max_size=12))
def test_by_the_first_word_the_same_names_are_found(keys, words):
    names = [RegisterName(key, str(number), "") for number, key in enumerate(keys)]
    assert list(RegisterNames.of(names).standing_in(words)) == asked_one_by_one(names, words)
