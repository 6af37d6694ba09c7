"""Goods are conserved, figures are corrected with their numbers, and none tells of a few people."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars.months import add_months
from fanal.core.errors import BadInput, Refused
from fanal.core.funds import figures
from fanal.core.funds.advances import OpenAdvance, must_be_settled, must_prove
from fanal.core.funds.checks import AfterPayment, corrected
from fanal.core.funds.figures import (
    FigureDefinition,
    FundIndicator,
    Released,
    definition_of,
    must_be_releasable,
    why_not_comparable,
)
from fanal.core.funds.stock import GoodsMoved, GoodsStep, check_goods, stock_of
from fanal.core.thresholds import SMALLEST_RELEASED
from fanal.core.words import say

TODAY = date(2026, 7, 1)
DAY = timedelta(days=1)
MOVES = st.lists(st.tuples(st.sampled_from(GoodsStep), st.integers(-2, 60)), max_size=14)


# ── Goods ────────────────────────────────────────────────────────────────────
@given(MOVES)
def test_goods_are_conserved_whatever_is_tried(tried):
    kept = []
    for step, n in tried:
        new = GoodsMoved(step, n, TODAY)
        try:
            check_goods(kept, new, TODAY)
        except (BadInput, Refused):
            continue
        kept.append(new)
    stock = stock_of(kept)
    came = sum(one.quantity for one in kept if one.step is GoodsStep.CAME)
    assert came == stock.in_store + stock.handed_out + stock.lost
    assert min(stock.in_store, stock.handed_out, stock.lost) >= 0


def test_more_than_is_in_store_and_another_day_are_said_at_their_field():
    came = [GoodsMoved(GoodsStep.CAME, 5, TODAY)]
    for new, where in (
        (GoodsMoved(GoodsStep.HANDED_OUT, 6, TODAY), "quantity"),
        (GoodsMoved(GoodsStep.CAME_BACK, 1, TODAY), "quantity"),
        (GoodsMoved(GoodsStep.LOST, 1, TODAY + DAY), "on"),
    ):
        with pytest.raises(BadInput) as mistake:
            check_goods(came, new, TODAY)
        assert mistake.value.where == where
    with pytest.raises(Refused, match="nothing of it came"):
        check_goods([], GoodsMoved(GoodsStep.LOST, 1, TODAY), TODAY)


# ── Advances ─────────────────────────────────────────────────────────────────
def test_an_advance_that_is_late_stops_the_next_and_one_that_is_open_does_not():
    fresh = OpenAdvance(Decimal(300), "THB", TODAY - 5 * DAY, late=False)
    must_be_settled([fresh])
    with pytest.raises(Refused, match="300 THB"):
        must_be_settled([fresh, OpenAdvance(Decimal(300), "THB", TODAY, late=True)])


@pytest.mark.parametrize(
    ("proof", "receipt", "payee", "where"),
    [("bill", "", "Shop", "receipt"), ("bill", "7", "", "payee"), ("mark", "7", "Shop", "proof")],
)
def test_an_advance_is_settled_by_a_whole_bill_or_by_a_colleague(proof, receipt, payee, where):
    with pytest.raises(BadInput) as mistake:
        must_prove(proof, receipt, payee)
    assert mistake.value.where == where
    assert must_prove("witness", "", "") == "witness"


# ── Asked again ──────────────────────────────────────────────────────────────
def test_m9_100_vouchers_96_used_and_one_of_30_says_no():
    answers = [AfterPayment.ARRIVED] * 28 + [AfterPayment.TAKEN, AfterPayment.NOT_ARRIVED]
    found = corrected(100, 96, [*answers, AfterPayment.NOT_REACHED])
    assert (found.used, found.corrected, found.asked) == (96, Decimal("92.8"), 30)
    assert (found.reached, found.silent) == (29, 1)


@given(st.integers(0, 500), st.lists(st.sampled_from(AfterPayment), max_size=60))
def test_a_correction_never_makes_more_of_it(used, answers):
    found = corrected(500, used, answers)
    assert found.asked + found.silent == len(answers)
    assert found.corrected is None or 0 <= found.corrected <= used
    assert (found.corrected is None) == (found.asked == 0)


# ── What leaves the house ────────────────────────────────────────────────────
def people(grants, number, first=date(2026, 1, 1), last=date(2026, 3, 31)):
    return Released(frozenset(grants), first, last, number)


SPRING = {"first": date(2026, 4, 1), "last": date(2026, 6, 30)}
HALF = {"first": date(2026, 1, 1), "last": date(2026, 6, 30)}
YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("new", "earlier", "goes"),
    [
        (people("a", 11), [], True),
        (people("a", 10), [], False),
        (people("ab", 31), [people("a", 20)], True),
        (people("ab", 25), [people("a", 20)], False),  # five have b alone
        (people("ab", 20), [people("a", 20)], True),  # nobody has b alone
        (people("a", 14), [people("ab", 20)], False),
        (people("ab", 40), [people("a", 22), people("b", 23)], False),  # five have both
        (people("b", 23), [people("a", 22), people("ab", 40)], False),
        (people("ab", 45), [people("a", 22), people("b", 23)], True),
        (people("ab", 30), [people("bc", 40)], False),  # cross
        (people("a", 33, **HALF), [people("a", 22), people("a", 15, **SPRING)], False),
        (people("a", 37, **HALF), [people("a", 22), people("a", 15, **SPRING)], True),
        (people("a", 15, **SPRING), [people("a", 22)], True),
        (people("a", 12), [people("a", 12)], True),  # the same again
        (people("a", 13), [people("a", 12)], True),  # the same grants and days, corrected once
        (people("a", 14), [people("a", 12), people("a", 13)], False),  # and again, by a few
        (people("a", 12), [people("a", 12), people("a", 13)], True),  # back to what was said before
        (people("a", 30), [people("a", 12), people("a", 13)], True),
        (people("a", 22), [people("a", 20), people("ab", 31)], False),  # nine have b alone
    ],
)
def test_m7_a_number_goes_out_only_where_no_few_people_can_be_had_from_it(new, earlier, goes):
    if goes:
        must_be_releasable(new, earlier)
        return
    with pytest.raises(Refused):
        must_be_releasable(new, earlier)


def of_months(first, last, number):
    """People of one grant from the first of a month of the year to the last day of another."""
    return people("a", number, date(2026, first, 1), add_months(date(2026, last, 1), 1) - DAY)


QUARTERS = [of_months(1, 3, 20), of_months(4, 6, 18), of_months(7, 9, 17)]
MONTHS = [of_months(n, n, 12) for n in range(1, 12)]


@pytest.mark.parametrize(
    ("parts", "year"),
    [
        (QUARTERS, 61),  # the fourth quarter brought six, if nobody came twice
        (QUARTERS[:2], 40),
        (MONTHS, 132 + 4),
        ([people("a", 30, **YEAR), people("b", 20, **YEAR)], 53),  # three have c alone
    ],
)
def test_m7_what_several_parts_leave_of_the_whole_stays_inside_in_whatever_order(parts, year):
    whole = people("abc" if len(parts[-1].grants | parts[0].grants) > 1 else "a", year, **YEAR)
    for new in (whole, parts[-1]):
        earlier = [one for one in (whole, *parts) if one != new]
        with pytest.raises(Refused, match="found by subtraction"):
            must_be_releasable(new, earlier)
        many = [replace(one, number=one.number + 40 * (one == whole)) for one in (new, *earlier)]
        must_be_releasable(many[0], many[1:])


FOUR = [*QUARTERS, of_months(10, 12, 16)]
TWO_GRANTS = [people("b", 30, **YEAR), *FOUR]
EACH_MONTH = [*MONTHS, of_months(12, 12, 12)]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (FOUR, people("a", 69, **YEAR)),  # two came in more than one quarter
        (EACH_MONTH, people("a", 141, **YEAR)),
        ([*FOUR[:3], *EACH_MONTH[9:]], people("a", 90, **YEAR)),  # a quarter by its months
        (TWO_GRANTS, people("ab", 92, **YEAR)),  # of two grants one by its quarters
    ],
)
def test_m7_how_few_stand_in_several_of_any_number_of_parts_stays_inside(parts, whole):
    for new in (whole, parts[-1]):
        earlier = [one for one in (whole, *parts) if one != new]
        with pytest.raises(Refused, match="found by subtraction"):
            must_be_releasable(new, earlier)
        many = replace(whole, number=whole.number - 20)
        out = [many if one == whole else one for one in (new, *earlier)]
        must_be_releasable(out[0], out[1:])


REGIONS = st.dictionaries(
    st.frozensets(st.sampled_from("abc"), min_size=1), st.integers(0, 30), max_size=7
)


@given(REGIONS, st.permutations(["a", "b", "c", "ab", "bc", "abc"]))
def test_m7_of_what_went_out_no_two_differ_by_a_few_people(regions, asked):
    """`regions`: how many people had something of exactly these grants."""
    out = []
    for grants in asked:
        number = sum(n for some, n in regions.items() if some & frozenset(grants))
        new = people(grants, number)
        try:
            must_be_releasable(new, out)
        except Refused:
            continue
        out.append(new)
    for one in out:
        assert one.number >= SMALLEST_RELEASED
        for other in out:
            if one.grants < other.grants:
                assert not 0 < other.number - one.number < SMALLEST_RELEASED


# ── Definitions ──────────────────────────────────────────────────────────────
def test_m10_a_definition_holds_from_its_day_and_no_line_goes_from_one_to_the_next(monkeypatch):
    new = FigureDefinition(FundIndicator.PEOPLE, 2, date(2026, 7, 1), say("x"), say("y"))
    monkeypatch.setattr(figures, "DEFINITIONS", (*figures.DEFINITIONS, new))
    assert definition_of(FundIndicator.PEOPLE, date(2026, 6, 30)).version == 1
    assert definition_of(FundIndicator.PEOPLE, date(2026, 7, 1)).version == 2
    assert definition_of(FundIndicator.VOUCHERS, date(2027, 1, 1)).version == 1
    assert why_not_comparable([1, 1]) is None
    assert "versions 1 and 2" in str(why_not_comparable([1, 2, 1]))
