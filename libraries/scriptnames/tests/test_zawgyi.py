"""Zawgyi is told apart and offered converted; Unicode stays what it is."""

import pytest

from scriptnames import BadInput, normalise
from scriptnames.zawgyi import ONLY_ZAWGYI, SURE, detector, from_zawgyi, is_zawgyi

PAIRS = [
    ("ျမန္မာ", "မြန်မာ"),
    ("ေက်ာ္", "ကျော်"),
    ("ခင္ျမင့္", "ခင်မြင့်"),
    ("ေအာင္ဆန္း", "အောင်ဆန်း"),
    ("ေရႊ", "ရွှေ"),
    ("ၿဖိဳး", "ဖြိုး"),
    ("ညြန္႔", "ညွန့်"),
]


@pytest.mark.parametrize("text", [unicode for _, unicode in PAIRS] + ["Somsy", "", "สมศรี"])
def test_what_is_no_zawgyi_is_offered_nothing(text):
    assert from_zawgyi(text) is None


@pytest.mark.parametrize(("zawgyi", "unicode"), PAIRS)
def test_zawgyi_is_offered_in_unicode(zawgyi, unicode):
    assert is_zawgyi(zawgyi)
    assert from_zawgyi(zawgyi) == unicode


@pytest.mark.parametrize("name", ["ကိုဦးဦးသူ", "မိုးသူမြ", "မေစံမိုးသူ"])
def test_a_name_that_unicode_writes_so_is_not_taken_for_zawgyi(name):
    """The detector alone is sure of these, as of one name in a thousand."""
    assert detector().get_zawgyi_probability(name) >= SURE
    assert from_zawgyi(name) is None


@pytest.mark.parametrize(
    ("zawgyi", "unicode"), [("စည္သူ", "စည်သူ"), ("မ်ိုးမ်ိုးဦး", "မျိုးမျိုးဦး"), ("ဦးဇြဲ", "ဦးဇွဲ")]
)
def test_zawgyi_is_known_by_one_sign_that_unicode_would_not_put_there(zawgyi, unicode):
    assert from_zawgyi(zawgyi) == unicode


@pytest.mark.parametrize("name", ["သန္တာ", "ဝဏ္ဏ", "သိင်္ဂီ", "နန္ဒာ"])
def test_consonants_that_unicode_stacks_are_no_sign_of_zawgyi(name):
    assert not ONLY_ZAWGYI.search(name)


def test_nothing_is_converted_silently():
    assert normalise("ေအာင္").written == "ေအာင္"


@pytest.mark.parametrize("asked", [from_zawgyi, is_zawgyi])
def test_what_is_no_text_is_refused_by_name(asked):
    with pytest.raises(BadInput, match="text: text is expected, not int"):
        asked(5)
