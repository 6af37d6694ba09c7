"""What is owed for work: counted from what one source says, and never across sources."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import Interval
from fanal.core.casework.pay import (
    MISSING_HOURS,
    MISSING_PAID,
    NOT_BY_DAYS,
    AmountRange,
    PaidFor,
    StatedWork,
    count_pay,
    months_of,
    sums_of,
)
from fanal.core.casework.pay_rules import overtime_rules, read_overtime_rules
from fanal.core.casework.pay_typed import read_range, read_work
from fanal.core.errors import BadInput

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
AMOUNTS = st.decimals(0, 10**9, places=2, allow_nan=False)
BY_TIME = (PaidFor.HOUR, PaidFor.DAY, PaidFor.WEEK, PaidFor.MONTH)


def between(low, high=None):
    return AmountRange(Decimal(low), Decimal(low if high is None else high))


def on(first, last=None):
    return Interval(first, last or first)


@st.composite
def ranges(draw, most):
    low, high = sorted(draw(st.tuples(st.integers(0, most), st.integers(0, most))))
    return between(low, high)


@st.composite
def intervals(draw):
    first = draw(DAYS)
    return Interval(first, first + timedelta(days=draw(st.integers(0, 40))))


@st.composite
def works(draw):
    return StatedWork(
        source=draw(st.sampled_from(["herself", "holder", "friend"])),
        currency=draw(st.sampled_from(["THB", "USD"])),
        agreed=draw(AMOUNTS),
        per=draw(st.sampled_from(BY_TIME)),
        first=draw(intervals()),
        last=draw(intervals()),
        hours=draw(ranges(24)),
        days=draw(ranges(7)),
        paid=draw(AMOUNTS),
    )


def work(first, last, paid, **more):
    told = {"source": "herself", "agreed": Decimal(300), "per": PaidFor.DAY, "days": between(6)}
    told |= {"currency": "THB", "hours": between(14)} | more
    return StatedWork(first=on(first), last=on(last), paid=Decimal(paid), **told)


def test_j2_two_sources_stand_side_by_side_each_with_its_own_amount():
    """Programmes, J2: six days a week, 14 hours, 300 baht a day. Which day was free in the last
    week nobody said: 154 or 155 days."""
    hers = count_pay(work(date(2017, 1, 2), date(2017, 6, 30), 12_000))
    theirs = count_pay(work(date(2017, 4, 1), date(2017, 6, 30), 6_000, source="holder"))
    assert hers.days == between(154, 155)
    assert hers.earned == between(46_200, 46_500)
    assert hers.overtime.owed == between("86175", "86812.50")
    assert theirs.days == between(78)
    assert theirs.owed == between(17_400)
    assert theirs.overtime.owed == between("43725")
    assert hers.overtime.rule.basis.sure == "K"


def test_what_is_claimed_from_her_is_not_subtracted():
    """Programmes, J3."""
    kept = {
        "agreed": "300",
        "per": "day",
        "currency": "THB",
        "paid": "0",
        "days": "7",
        "first": "2017-01-01",
        "last": "2017-01-10",
    }
    debts = {"deducted": "40000", "deducted_for": "travel"}
    assert count_pay(read_work(kept)) == count_pay(read_work(kept | debts))
    assert count_pay(read_work(kept)).owed == between(3_000)


@pytest.mark.parametrize(
    ("per", "first", "last", "earned"),
    [
        (PaidFor.MONTH, date(2026, 1, 1), date(2026, 3, 31), 900),
        (PaidFor.MONTH, date(2026, 2, 1), date(2026, 2, 14), 150),
        (PaidFor.WEEK, date(2026, 1, 1), date(2026, 1, 14), 600),
        (PaidFor.DAY, date(2026, 1, 1), date(2026, 1, 14), 3_600),
        (PaidFor.HOUR, date(2026, 1, 1), date(2026, 1, 14), 50_400),
    ],
)
def test_pay_is_counted_by_its_unit(per, first, last, earned):
    assert count_pay(work(first, last, 0, per=per)).earned == between(earned)


def test_what_is_missing_is_named_and_nothing_is_guessed():
    asked = {"source": "herself", "currency": "THB", "agreed": Decimal(10)}
    nothing = count_pay(StatedWork("herself", "THB"))
    assert len(nothing.missing) == 4
    assert nothing.earned is nothing.owed is None
    assert count_pay(StatedWork(per=PaidFor.TRIP, **asked)).missing == (NOT_BY_DAYS,)
    by_hour = work(date(2026, 1, 1), date(2026, 1, 7), 0, per=PaidFor.HOUR, hours=None)
    assert count_pay(by_hour).missing == (MISSING_HOURS,)


def test_who_did_not_say_what_was_paid_did_not_say_that_it_was_nothing():
    told = StatedWork(
        "herself",
        "THB",
        Decimal(300),
        PaidFor.DAY,
        on(date(2026, 1, 1)),
        on(date(2026, 1, 7)),
        days=between(6),
    )
    found = count_pay(told)
    assert found.missing == (MISSING_PAID,)
    assert found.earned == between(1_800)
    assert found.owed is None


@given(works())
def test_no_more_is_owed_than_was_earned_and_never_less_than_nothing(told):
    found = count_pay(told)
    assert 0 <= found.owed.low <= found.owed.high <= found.earned.high
    assert found.owed.low <= found.earned.low


@given(works(), st.integers(0, 400))
def test_who_worked_longer_is_owed_no_less(told, days):
    later = Interval(told.last.earliest, told.last.latest + timedelta(days=days))
    longer = StatedWork(**{name: getattr(told, name) for name in told.__slots__} | {"last": later})
    before, after = count_pay(told), count_pay(longer)
    assert after.owed.high >= before.owed.high
    assert after.owed.low == before.owed.low


@given(works(), AMOUNTS)
def test_what_was_paid_more_is_owed_less(told, more):
    paid = StatedWork(**{n: getattr(told, n) for n in told.__slots__} | {"paid": told.paid + more})
    before, after = count_pay(told).owed, count_pay(paid).owed
    assert before.high - more <= after.high <= before.high


@given(works(), st.data())
def test_a_day_known_better_gives_an_amount_inside_the_one_before(told, data):
    first = data.draw(st.dates(told.first.earliest, told.first.latest))
    last = data.draw(st.dates(told.last.earliest, told.last.latest))
    closer = StatedWork(
        **{n: getattr(told, n) for n in told.__slots__} | {"first": on(first), "last": on(last)}
    )
    wide, near = count_pay(told).owed, count_pay(closer).owed
    assert wide.low <= near.low <= near.high <= wide.high


@given(DAYS, st.integers(0, 900), st.integers(0, 900))
def test_months_of_two_periods_that_follow_each_other_are_the_months_of_both(first, some, more):
    middle, last = first + timedelta(days=some), first + timedelta(days=some + more + 1)
    parts = months_of(first, middle) + months_of(middle + timedelta(days=1), last)
    assert parts == months_of(first, last)


@given(st.lists(works(), max_size=6))
def test_nothing_is_added_across_sources_or_currencies(told):
    counts = [count_pay(one) for one in told]
    for one in sums_of(counts):
        same = [
            each
            for each in counts
            if (each.told.source, each.told.currency) == (one.source, one.currency)
        ]
        assert len(same) > 1
        if one.owed is not None:
            assert one.owed.low == sum(each.owed.low for each in same)
            assert one.owed.high == sum(each.owed.high for each in same)


def test_a_day_that_may_count_twice_is_not_added():
    first = count_pay(work(date(2026, 1, 1), date(2026, 1, 31), 0))
    after = count_pay(work(date(2026, 2, 1), date(2026, 2, 28), 0))
    again = count_pay(work(date(2026, 1, 31), date(2026, 2, 3), 0))
    (apart,) = sums_of([after, first])
    assert apart.owed == first.owed + after.owed
    (over,) = sums_of([first, after, again])
    assert over.owed is None


def test_who_was_paid_more_than_was_agreed_owes_nothing():
    assert count_pay(work(date(2026, 1, 1), date(2026, 1, 7), 10**6)).owed == between(0)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("14", between(14)), ("12-14", between(12, 14)), ("12 to 14", between(12, 14)),
        ("14 à 12", between(12, 14)), ("7,5", between("7.5")), ("day and night", None), ("", None),
    ],
)  # fmt: skip
def test_hours_are_read_as_numbers_or_left_as_words(text, read):
    assert read_range("hours", text) == read


@pytest.mark.parametrize(
    ("kept", "where"),
    [
        ({"hours": "26"}, "hours"),  # programmes, T8
        ({"days": "8"}, "days"),
        ({"first": "2026-03-01", "last": "2026-02"}, "last"),
        ({"paid": "5"}, "currency"),
    ],
)
def test_what_cannot_be_is_refused_by_name(kept, where):
    with pytest.raises(BadInput) as refused:
        read_work(kept)
    assert refused.value.where == where


RULE = """[[rule]]
country = "TH"
currency = "THB"
hours = 8
factor = "1.5"
source = "x"
sure = "K"
"""


def test_a_rule_of_overtime_names_its_source_and_how_sure_it_is():
    for one in overtime_rules().values():
        assert one.basis.source
        assert not one.basis.confirmed


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (RULE.replace('TH"', 'XX"'), "x.toml:2"),
        (RULE.replace("THB", "XXX"), "x.toml:3"),
        (RULE.replace("= 8", "= 24"), "x.toml:4"),
        (RULE.replace("1.5", "0.5"), "x.toml:5"),
        (RULE.replace("1.5", "much"), "x.toml:5"),
        (RULE.replace('"K"', '"Z"'), "x.toml:7"),
        (RULE + RULE, "x.toml:10"),
        (RULE + "colour = 1\n", "x.toml:8"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_line(text, place):
    with pytest.raises(BadInput) as refused:
        read_overtime_rules("x.toml", text)
    assert refused.value.where == place
