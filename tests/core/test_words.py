"""What stands in a sentence is written as what it is."""

import pytest

from fanal.core.words import say
from fanal.web.words import translated


@pytest.mark.parametrize("text", [str, translated])
def test_words_of_a_data_file_are_said_and_another_mapping_is_shown_as_it_came(text):
    sentence = "the format is “{given}”"
    assert text(say(sentence, given={"en": "five", "fr": "cinq"})) == "the format is “five”"
    for given in ({"": None}, {"en": None}, {}):
        assert text(say(sentence, given=given)) == f"the format is “{given}”"
