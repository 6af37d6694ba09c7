"""Zawgyi is told apart and offered converted; Unicode stays what it is."""

import pytest

from fanal.core.names import form
from fanal.core.names.zawgyi import is_zawgyi, offered

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
    assert offered(text) is None


@pytest.mark.parametrize(("zawgyi", "unicode"), PAIRS)
def test_zawgyi_is_offered_in_unicode(zawgyi, unicode):
    assert is_zawgyi(zawgyi)
    assert offered(zawgyi) == unicode


def test_nothing_is_converted_silently():
    assert form("ေအာင္").written == "ေအာင္"
