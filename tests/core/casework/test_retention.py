"""How long a case is kept, and what keeps it longer."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars.months import add_years
from fanal.core.casework.codes import CaseKind
from fanal.core.casework.retention import (
    ErasureGround,
    Guard,
    RetentionFacts,
    child_until,
    default_policy,
    guards,
    kept_by,
    over_on,
    read_policy,
)
from fanal.core.errors import BadInput

POLICY = default_policy()
TEXT = (Path(__file__).parents[3] / "src/fanal/core/casework/retention.toml").read_text()
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
KINDS = st.lists(st.sampled_from([kind.value for kind in CaseKind]), unique=True).map(tuple)


def facts(**more):
    told = {
        "kinds": ("labour",),
        "opened_on": date(2000, 1, 10),
        "last_written": date(2001, 3, 1),
        "last_contact": None,
        "youngest": date(1970, 1, 1),
        "open": False,
        "travelling": False,
        "court": False,
        "closed_to_reader": False,
        "unread": False,
    }
    return RetentionFacts(**told | more)


@st.composite
def any_facts(draw):
    opened = draw(DAYS)
    return facts(
        kinds=draw(KINDS),
        opened_on=opened,
        last_written=opened + timedelta(days=draw(st.integers(0, 9000))),
        last_contact=draw(st.none() | DAYS),
        youngest=draw(st.none() | DAYS),
        open=draw(st.booleans()),
        travelling=draw(st.booleans()),
        court=draw(st.booleans()),
        unread=draw(st.booleans()),
        proceedings=draw(st.booleans()),
        money=draw(st.booleans()),
        closed_to_reader=draw(st.booleans()),
    )


def test_it_is_over_so_many_years_after_the_last_that_was_written():
    assert over_on(facts(), POLICY) == date(2021, 3, 1)
    assert guards(facts(), POLICY, date(2021, 2, 28)) == [Guard.PERIOD]
    assert guards(facts(), POLICY, date(2021, 3, 1)) == []


def test_of_several_kinds_the_longest_period_holds():
    assert over_on(facts(kinds=("at_risk", "labour")), POLICY) == date(2021, 3, 1)
    assert over_on(facts(kinds=("at_risk",)), POLICY) == date(2006, 3, 1)
    assert over_on(facts(kinds=()), POLICY) == date(2011, 3, 1)


def test_a_child_keeps_it_until_she_could_no_longer_complain():
    child = facts(youngest=date(1990, 5, 5))
    assert child_until(child, POLICY) == date(2028, 5, 5)
    assert guards(child, POLICY, date(2028, 5, 4)) == [Guard.CHILD]
    assert guards(child, POLICY, date(2028, 5, 5)) == []
    assert child_until(facts(youngest=date(1982, 1, 10)), POLICY) is None  # of age on that day


def test_of_whom_no_birth_is_known_it_is_assumed_that_she_was_a_child():
    assert child_until(facts(youngest=None), POLICY) == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("guard", "more"),
    [
        (Guard.OPEN, {"open": True}), (Guard.JOURNEY, {"travelling": True}),
        (Guard.COURT, {"court": True}), (Guard.CLOSED_TO_YOU, {"closed_to_reader": True}),
        (Guard.PROCEEDINGS, {"proceedings": True}), (Guard.MONEY, {"money": True}),
        (Guard.UNREAD, {"unread": True}), (Guard.CONTACT, {"last_contact": date(2049, 1, 2)}),
    ],
)  # fmt: skip
def test_each_guard_keeps_it(guard, more):
    assert guards(facts(**more), POLICY, date(2050, 1, 1)) == [guard]


@given(any_facts(), DAYS, st.integers(0, 30000))
def test_what_is_free_stays_free_as_time_goes(one, day, more):
    """No guard comes back by waiting."""
    if not guards(one, POLICY, day):
        assert not guards(one, POLICY, day + timedelta(days=more))


@given(any_facts(), DAYS)
def test_nothing_is_free_before_its_period_or_while_it_is_open(one, day):
    if not guards(one, POLICY, day):
        assert over_on(one, POLICY) <= day
        assert not one.open
        assert not one.travelling
        assert one.last_contact is None or add_years(one.last_contact, POLICY.contact.years) <= day


@given(DAYS, st.integers(0, 100))
def test_a_day_comes_back_in_another_year(day, years):
    found = add_years(day, years)
    assert found.year == day.year + years
    assert (found.month, found.day) in {(day.month, day.day), (3, 1)}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kinds = ["at_risk"]', 'kinds = ["at_rsk"]', "period 1: “at_rsk” is no kind of case"),
        ("years = 5", "years = -5", "period 1: years is a number from 0 to 100"),
        ("years = 5", 'years = "5"', "period 1: years is a number"),
        ('certainty = "policy"', 'certainty = "sure"', "certainty is “law” or “policy”"),
        (
            'source.en = "default of Fanal"',
            'source.en = ""',
            "source is not text in every language",
        ),
        ('source.vi = "mặc định của Fanal"\n', "", "source needs en, fr, vi"),
        ("[otherwise]", "[other]", "“[otherwise]” is missing"),
        ("[children]", "[child]", "“[children]” is missing"),
        ("[[period]]", "[[period", "retention.toml"),
    ],
)
def test_a_file_that_cannot_be_is_refused_with_its_place(old, new, says):
    with pytest.raises(BadInput) as problem:
        read_policy(TEXT.replace(old, new, 1), "retention.toml")
    assert says in str(problem.value)


def test_an_organisation_names_its_source_in_one_language_or_in_each():
    own = re.sub(r"source\.en.*\nsource\.fr.*\nsource\.vi.*", 'source = "Loi 12-3"', TEXT)
    assert {one.source["en"] for one in read_policy(own, "own").by_kind.values()} == {"Loi 12-3"}
    assert all(set(one.source) == {"en", "fr", "vi"} for one in POLICY.registers.values())
    with pytest.raises(BadInput, match="say in source where it comes from"):
        read_policy(own.replace('"Loi 12-3"', '""', 1), "own")


def test_every_kind_of_case_has_a_period_and_each_says_where_it_comes_from():
    assert set(POLICY.by_kind) == set(CaseKind)
    assert all(one.source for one in POLICY.by_kind.values())
    assert {one.certainty for one in POLICY.by_kind.values()} == {
        "policy"
    }  # none was read in a law


@given(st.lists(st.sampled_from(Guard), unique=True), st.sampled_from(ErasureGround))
def test_who_asks_for_it_waits_for_no_period_but_for_what_is_not_over(found, ground):
    keeps = kept_by(found, ground)
    assert {Guard.OPEN, Guard.JOURNEY} & set(found) <= set(keeps) <= set(found)
    if ground is ErasureGround.TIME_OVER:
        assert keeps == found
    else:
        assert Guard.PERIOD not in keeps
