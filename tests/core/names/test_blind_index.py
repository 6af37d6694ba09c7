"""The keyed index: tokens tell nothing without the key, and narrow a search with it."""

import hashlib
import hmac
from collections import defaultdict
from datetime import date

from fanal.core.calendars import Interval
from fanal.core.names import Born
from fanal.core.names.blind_index import (
    BITS,
    MOST_OF_A_SHARE,
    SHARES,
    asked,
    choices,
    most_of_a_share,
    narrowed,
    shares,
    stored,
)
from fanal.core.names.entries import Entry

BORN = Born(Interval(date(2001, 1, 1), date(2001, 12, 31)))
FAR = Born(Interval(date(1985, 1, 1), date(1985, 12, 31)))
NEAR = Born(Interval(date(2004, 1, 1), date(2004, 12, 31)), estimated=True)


def keyed_by(key):
    return lambda message: hmac.digest(key, message, hashlib.sha256)


TEAM, OTHER = keyed_by(b"a" * 32), keyed_by(b"b" * 32)


def person(name, birth=None, place="", **more):
    return Entry("", (name,), (), birth, place, **more)


def tokens(keyed, name, birth=None, place="", row="1"):
    return {token for some in choices(keyed, person(name, birth, place), row) for token in some}


def sounds(keyed, name, birth=None, place=""):
    """Each sound by its first share."""
    return {some[0] for some in choices(keyed, person(name, birth, place), "1")}


def wanted(name, birth=None, place=""):
    return set(asked(TEAM, person(name, birth, place)))


def test_another_teams_key_gives_other_tokens():
    assert not tokens(TEAM, "Somsy Vongsa") & tokens(OTHER, "Somsy Vongsa")


def test_a_name_without_letters_and_birth_says_nothing_of_anybody_else():
    assert not sounds(TEAM, "🙂") & sounds(TEAM, "Somsy Vongsa")


def test_two_scripts_of_one_name_share_sounds():
    assert len(sounds(TEAM, "ສົມສີ ວົງສາ") & sounds(TEAM, "Vongsa Somsy")) >= 3


def test_one_share_is_filled_after_the_other_and_none_is_held_by_more_than_may():
    """Forty people of one name: one share, then three, then twelve, and then no more."""
    held, most = {}, 2
    each = [
        stored(choices(TEAM, person("Somsy"), str(n)), held, most) for n in range(60 * sum(SHARES))
    ]
    assert set(held.values()) == {most}
    assert len(each[0]) == len(sounds(TEAM, "Somsy"))
    assert each[0] == each[1]
    assert each[0].isdisjoint(each[2])
    assert len(held) == len(each[0]) * sum(SHARES)
    assert each[-1] == set()


def test_a_row_may_always_hold_the_same_tokens():
    assert tokens(TEAM, "Somsy Vongsa", row="7") == tokens(TEAM, "Somsi Vongsa", row="7")
    assert tokens(TEAM, "Somsy Vongsa", row="7") != tokens(TEAM, "Somsy Vongsa", row="8")


def test_a_search_asks_for_every_token_that_somebody_of_that_name_may_hold():
    every = {
        token
        for sound in asked(TEAM, person("Somsi Vongsa")).values()
        for token in shares(TEAM, sound)
    }
    assert all(tokens(TEAM, "Somsy Vongsa", row=str(row)) <= every for row in range(40))


def test_a_near_year_of_birth_and_day_and_month_turned_round_are_asked_for_too():
    assert not sounds(TEAM, "Somsy", BORN) & wanted("Xay", NEAR)
    both = sounds(TEAM, "Somsy", BORN) & sounds(TEAM, "Somsy", NEAR)
    assert sounds(TEAM, "Somsy", BORN) & wanted("Somsy", NEAR) > both
    day, turned = (Born(Interval(date(2001, *d), date(2001, *d))) for d in ((5, 7), (7, 5)))
    assert sounds(TEAM, "Xay", day) & wanted("Somsy", turned)


def test_place_and_year_together_find_who_bears_another_name():
    assert not sounds(TEAM, "Somsy", BORN, "Bokeo") & wanted("Xay", FAR, "Bokeo")
    assert sounds(TEAM, "Somsy", BORN, "Bokeo") & wanted("Xay", BORN, "Bokeo")


def test_tokens_are_short():
    assert all(token < 1 << BITS for token in tokens(TEAM, "Somsy Vongsa", BORN, "Bokeo"))


def test_a_token_is_held_by_few_however_large_the_team():
    assert [most_of_a_share(n) for n in (6, 1_000, 100_000, 10_000_000)] == [
        1, 4, MOST_OF_A_SHARE, MOST_OF_A_SHARE,
    ]  # fmt: skip
    assert all(most_of_a_share(n) <= 0.01 * n for n in range(100, 100_000, 100))


def test_the_rarest_agreement_comes_first():
    names = ["Somsy Vongsa", "Somsy Keola", "Tun Kyaw"]
    postings = defaultdict(list)
    for number, name in enumerate(names):
        for sound in sounds(TEAM, name):
            postings[sound].append(number)
    assert narrowed(postings, wanted("ວົງສາ ສົມສີ"), 3, most=2) == [0, 1]
