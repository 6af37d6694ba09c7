"""The keyed index: tokens tell nothing without the key, and narrow a search with it."""

import hashlib
import hmac
from collections import defaultdict
from datetime import date

from fanal.core.calendars import Interval
from fanal.core.names import Born, form
from fanal.core.names.blind_index import BITS, allowed, asked, narrowed, stored

BORN = Born(Interval(date(2001, 1, 1), date(2001, 12, 31)))
NEAR = Born(Interval(date(2004, 1, 1), date(2004, 12, 31)), estimated=True)


def keyed_by(key):
    return lambda message: hmac.digest(key, message, hashlib.sha256)


TEAM, OTHER = keyed_by(b"a" * 32), keyed_by(b"b" * 32)


def tokens(keyed, name, birth=None, place=""):
    return stored(keyed, form(name), birth=birth, place=place)


def test_another_teams_key_gives_other_tokens():
    assert not tokens(TEAM, "Somsy Vongsa") & tokens(OTHER, "Somsy Vongsa")


def test_a_name_without_letters_and_birth_says_nothing_of_anybody_else():
    assert not tokens(TEAM, "🙂") & tokens(TEAM, "Somsy Vongsa")


def test_two_scripts_of_one_name_share_tokens():
    assert len(tokens(TEAM, "ສົມສີ ວົງສາ") & tokens(TEAM, "Vongsa Somsy")) >= 3


def test_a_near_year_of_birth_is_asked_for_too():
    one = tokens(TEAM, "Somsy", BORN)
    assert len(one & asked(TEAM, form("Somsy"), birth=NEAR, place="")) > len(
        one & tokens(TEAM, "Somsy", NEAR)
    )


def test_tokens_are_short():
    assert all(token < 1 << BITS for token in tokens(TEAM, "Somsy Vongsa", BORN, "Bokeo"))


def test_what_many_hold_is_not_stored():
    assert allowed({1: 2, 2: 1, 3: 30}, 1000) == {1, 2}


def test_the_rarest_agreement_comes_first():
    names = ["Somsy Vongsa", "Somsy Keola", "Tun Kyaw"]
    postings = defaultdict(list)
    for person, name in enumerate(names):
        for token in tokens(TEAM, name):
            postings[token].append(person)
    query = asked(TEAM, form("ວົງສາ ສົມສີ"), birth=None, place="")
    assert narrowed(postings, query, 3, most=2) == [0, 1]
