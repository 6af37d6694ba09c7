"""The keyed index: tokens tell nothing without the key, and narrow a search with it."""

import hashlib
import hmac
from collections import Counter, defaultdict
from datetime import date

import numpy as np

from fanal.core.blind_index import (
    BITS,
    MOST_OF_A_SHARE,
    SHARES,
    WORTH,
    asked,
    most_of_a_share,
    narrowed,
    opened_at_most,
    own_share,
    rarest,
    read_at_most,
    shares,
    sounds_of,
    stored,
)
from fanal.core.calendars import Interval
from scriptnames import Born, Entry

BORN = Born(Interval(date(2001, 1, 1), date(2001, 12, 31)))
FAR = Born(Interval(date(1985, 1, 1), date(1985, 12, 31)))
NEAR = Born(Interval(date(2004, 1, 1), date(2004, 12, 31)), estimated=True)


def keyed_by(key):
    return lambda message: hmac.digest(key, message, hashlib.sha256)


TEAM, OTHER = keyed_by(b"a" * 32), keyed_by(b"b" * 32)


def person(name, birth=None, place="", **more):
    return Entry("", (name,), (), birth, place, **more)


def tokens(keyed, name, birth=None, place="", row=1):
    """All that a row may hold."""
    found = sounds_of(person(name, birth, place))
    return {own_share(keyed, row, one, level) for one in found for level in range(len(SHARES))}


def sounds(keyed, name, birth=None, place=""):
    """Each sound by its first share."""
    return {own_share(keyed, 1, one, 0) for one in sounds_of(person(name, birth, place))}


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
    most, held, each = 2, Counter(), []
    for row in range(60 * sum(SHARES)):
        each.append(stored(TEAM, {row: person("Somsy")}, lambda _: held, most))
        held.update(token for _, token in each[-1])
    each = [{token for _, token in some} for some in each]
    assert set(held.values()) == {most}
    assert len(each[0]) == len(sounds(TEAM, "Somsy"))
    assert each[0] == each[1]
    assert each[0].isdisjoint(each[2])
    assert len(held) == len(each[0]) * sum(SHARES)
    assert each[-1] == set()


def test_many_rows_at_once_fill_the_shares_as_one_after_the_other():
    rows = {row: person("Somsy Vongsa" if row % 3 else "Somsy Keola") for row in range(60)}
    held, one_by_one = Counter(), set()
    for row, one in rows.items():
        some = stored(TEAM, {row: one}, lambda _: held, 4)
        held.update(token for _, token in some)
        one_by_one |= some
    assert stored(TEAM, rows, lambda _: {}, 4) == one_by_one


def test_a_row_may_always_hold_the_same_tokens():
    assert tokens(TEAM, "Somsy Vongsa", row=7) == tokens(TEAM, "Somsi Vongsa", row=7)
    assert tokens(TEAM, "Somsy Vongsa", row=7) != tokens(TEAM, "Somsy Vongsa", row=8)


def test_a_search_asks_for_every_token_that_somebody_of_that_name_may_hold():
    every = {
        token
        for one in asked(TEAM, person("Somsi Vongsa")).values()
        for level in range(len(SHARES))
        for token in shares(TEAM, one.sound, level)
    }
    assert all(tokens(TEAM, "Somsy Vongsa", row=row) <= every for row in range(40))


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
    search = asked(TEAM, person("ວົງສາ ສົມສີ"))
    read = [sound for sound in search if sound in postings]
    pairs = [(row, at) for at, sound in enumerate(read) for row in postings[sound]]
    rows, at = np.array(pairs).T
    worth = np.array([search[sound].worth for sound in read])
    assert narrowed(rows, at, worth, 3, most=2) == [0, 1]


def test_the_sounds_that_fewest_hold_are_read_until_enough_are_read():
    assert rarest({1: 50, 2: 3, 3: 10}, 20) == [2, 3]
    assert rarest({1: 50}, 20) == [1]


def test_a_near_birth_is_worth_less_than_the_one_that_was_said():
    search = {one.sound: one.worth for one in asked(TEAM, person("Somsy", BORN)).values()}
    bands = sorted(sound for sound in search if sound.startswith("Ysms|"))
    assert search[bands[0]] < search[bands[1]] > search[bands[2]]


def test_every_sound_has_a_worth():
    whole = person("Trần Thị Bích Ngọc", BORN, "Bokeo", sex="F", phone="020555123")
    day = person("Somsy", Born(Interval(date(2001, 5, 7), date(2001, 5, 7))))
    assert {one[0] for search in (whole, day) for one in sounds_of(search)} == set(WORTH)


def test_a_search_reads_and_opens_more_in_the_largest_teams_but_never_without_end():
    for most in (read_at_most, opened_at_most):
        assert most(1_000) <= most(100_000) < most(1_000_000) == most(100_000_000)
