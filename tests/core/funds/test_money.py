"""Money is conserved: whatever is entered, no cent is won or lost, and none counts twice."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.amounts import read_amount
from fanal.core.casework.consent import NO, ConsentState
from fanal.core.errors import BadInput, Refused
from fanal.core.funds.currencies import (
    RateKey,
    Spent,
    converted,
    must_be_payable,
    read_decimals,
    read_rate,
    rounded,
    smallest,
    spending,
    split,
    whole_per_cent,
)
from fanal.core.funds.kinds import (
    NEVER_PAID,
    HelpKind,
    UnderName,
    must_be_agreed,
    must_be_her_word,
    must_be_paid_for,
)
from fanal.core.funds.movements import (
    MoneyStep,
    Movement,
    check_next,
    is_late,
    lines_of,
    sums_of,
)
from fanal.core.funds.separation import APART, TWICE, PaymentDuty, why_not

TODAY = date(2026, 4, 14)
DAY = timedelta(days=1)
CURRENCIES = st.sampled_from(["THB", "VND", "LAK", "USD"])
ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))


def cents(currency):
    return st.integers(1, 10**9).map(lambda n: n * smallest(currency))


# ── Amounts ──────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("text", "currency"), [("1200.50", "VND"), ("1,5", "JPY"), ("0", "THB")])
def test_an_amount_that_cannot_be_paid_is_refused_at_its_field(text, currency):
    with pytest.raises(BadInput) as mistake:
        must_be_payable(read_amount("amount", text), currency)
    assert mistake.value.where == "amount"


def test_an_amount_without_a_currency_is_refused():
    with pytest.raises(BadInput) as mistake:
        must_be_payable(Decimal(5), "")
    assert mistake.value.where == "currency"


@given(CURRENCIES.flatmap(lambda code: st.tuples(st.just(code), cents(code))))
def test_an_amount_of_whole_cents_stays_what_it_is(told):
    currency, amount = told
    assert must_be_payable(amount, currency) == amount == rounded(amount, currency)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('currency = "XXX"\ndecimals = 2\nsource = "a"\nsure = "K"', "not one of our currencies"),
        ('currency = "THB"\ndecimals = 9\nsource = "a"\nsure = "K"', "not a number from 0"),
        ('currency = "THB"\ndecimals = 2\nsource = "a"\nsure = "Q"', "sure"),
    ],
)
def test_a_wrong_row_of_the_file_is_named_with_its_line(row, why):
    with pytest.raises(BadInput, match=why) as mistake:
        read_decimals("c.toml", f"[[currency]]\n{row}\n")
    assert mistake.value.where.startswith("c.toml:")


# ── What is never paid, and whom to ask ──────────────────────────────────────
@pytest.mark.parametrize("kind", sorted(NEVER_PAID))
def test_m8_what_is_never_paid_says_why_at_the_kind(kind):
    with pytest.raises(BadInput, match="never paid") as mistake:
        must_be_paid_for(kind)
    assert mistake.value.where == "kind"


def test_m8_a_payment_for_a_release_is_offered_as_a_pattern():
    with pytest.raises(BadInput, match="payment demanded"):
        must_be_paid_for("release")


def test_every_other_kind_is_paid_and_no_other_word():
    assert {must_be_paid_for(kind) for kind in HelpKind if kind not in NEVER_PAID}
    with pytest.raises(BadInput):
        must_be_paid_for("bribe")


@pytest.mark.parametrize("under", ["", "not_asked", "nickname"])
def test_she_is_asked_first_under_which_name(under):
    with pytest.raises(BadInput, match="ask her first"):
        must_be_agreed(under)


@pytest.mark.parametrize("state", ConsentState)
def test_only_a_no_of_hers_closes_a_name_and_never_that_there_be_none(state):
    must_be_her_word(UnderName.NO_NAME, state, "P-1")
    for under in (UnderName.PAPERS, UnderName.USED):
        if state not in NO:
            must_be_her_word(under, state, "P-1")
            continue
        with pytest.raises(BadInput) as mistake:
            must_be_her_word(under, state, "P-1")
        assert mistake.value.where == "under"


# ── Separation of duties ─────────────────────────────────────────────────────
def test_who_asks_agrees_and_pays_are_never_one_person():
    wanted = {
        (PaymentDuty.ASK, PaymentDuty.AGREE),
        (PaymentDuty.ASK, PaymentDuty.PAY),
        (PaymentDuty.AGREE, PaymentDuty.PAY),
    }
    assert {frozenset(pair) for pair in wanted} <= APART


@given(
    st.dictionaries(st.sampled_from(PaymentDuty), st.sets(st.sampled_from([ONE, TWO, THREE]))),
    st.sampled_from(PaymentDuty),
    st.sampled_from([ONE, TWO, THREE]),
)
def test_whoever_did_a_duty_that_stands_apart_is_refused_the_other(done, duty, who):
    hers = {other for other, people in done.items() if who in people}
    apart = {other for other in hers if frozenset((other, duty)) in APART}
    twice = duty in TWICE and duty in hers
    assert (why_not(done, duty, who) is not None) == bool(apart or twice)


# ── Movements ────────────────────────────────────────────────────────────────
STEPS = st.tuples(
    st.sampled_from([MoneyStep.PAID, MoneyStep.RETURNED, MoneyStep.RECEIVED, MoneyStep.UNDONE]),
    st.integers(1, 120), st.integers(1, 12),
)  # fmt: skip


def after(agreed, tried):
    """What stands once all of these were tried, one after the other."""
    kept = []
    for step, n, undoes in tried:
        meant = next((one for one in kept if one.number == undoes), None)
        undone = step is MoneyStep.UNDONE
        amount = meant.amount if undone and meant else Decimal(n)
        line = meant.line if undone and meant else "a"
        new = Movement(len(kept) + 1, step, amount, TODAY, line, undoes if undone else None)
        try:
            check_next(agreed, kept, new, TODAY)
        except (BadInput, Refused):
            continue
        kept.append(new)
    return kept


@given(st.integers(0, 200).map(Decimal), st.lists(STEPS, max_size=14))
def test_money_is_conserved_whatever_is_tried(agreed, tried):
    kept = after(agreed, tried)
    sums = sums_of(agreed, kept)
    assert sums.holds
    assert sums.agreed == sums.to_pay + sums.received + sums.returned + sums.in_hand
    assert sum(lines_of(kept).values()) == sums.spent
    if not agreed:
        assert kept == []


@given(
    st.integers(1, 10**6), st.lists(st.integers(1, 40), min_size=1, max_size=3), st.integers(0, 50)
)
def test_a_split_changes_no_sum(n, weights, back):
    amount = Decimal(n)
    paid = Movement(1, MoneyStep.PAID, amount, TODAY, "a")
    shares = _shares(weights)
    parts = split(amount, "VND", shares)
    moved = [Movement(2, MoneyStep.MOVED, -amount, TODAY, "a")]
    moved += [
        Movement(3 + n, MoneyStep.MOVED, part, TODAY, f"b{n}") for n, part in enumerate(parts)
    ]
    rows = [paid, *moved]
    if back and back <= n:
        rows.append(Movement(len(rows) + 1, MoneyStep.RETURNED, Decimal(back), TODAY, "b0"))
    sums = sums_of(amount, rows)
    assert sums.paid == amount
    assert sum(lines_of(rows).values()) == sums.spent
    assert "a" not in lines_of(rows)


def _shares(weights):
    """Per cent with two decimals that make 100."""
    total = sum(weights)
    shares = [Decimal(w * 10_000 // total).scaleb(-2) for w in weights]
    shares[-1] += 100 - sum(shares)
    return shares


def test_nothing_is_paid_or_received_before_two_agreed():
    for step in (MoneyStep.PAID, MoneyStep.RECEIVED, MoneyStep.RETURNED):
        with pytest.raises(Refused, match="two people have not agreed"):
            check_next(Decimal(0), [], Movement(1, step, Decimal(5), TODAY, "a"), TODAY)


def test_a_receipt_for_what_was_not_paid_is_refused():
    with pytest.raises(Refused, match="nothing of it was paid out"):
        check_next(Decimal(9), [], Movement(1, MoneyStep.RECEIVED, Decimal(5), TODAY, "a"), TODAY)


@pytest.mark.parametrize(
    ("step", "amount", "on", "where"),
    [
        (MoneyStep.PAID, 41, TODAY, "amount"),
        (MoneyStep.RECEIVED, 61, TODAY, "amount"),
        (MoneyStep.RETURNED, 61, TODAY, "amount"),
        (MoneyStep.RETURNED, 0, TODAY, "amount"),
        (MoneyStep.RECEIVED, 5, TODAY + DAY, "on"),
        (MoneyStep.RECEIVED, 5, TODAY - 9 * DAY, "on"),
    ],
)
def test_too_much_and_another_day_are_said_at_their_field(step, amount, on, where):
    paid = [Movement(1, MoneyStep.PAID, Decimal(60), TODAY - DAY, "a")]
    with pytest.raises(BadInput) as mistake:
        check_next(Decimal(100), paid, Movement(2, step, Decimal(amount), on, "a"), TODAY)
    assert mistake.value.where == where


def test_what_was_undone_is_not_undone_again_and_never_in_part():
    paid = [Movement(1, MoneyStep.PAID, Decimal(60), TODAY, "a")]
    undone = Movement(2, MoneyStep.UNDONE, Decimal(60), TODAY, "a", undoes=1)
    check_next(Decimal(60), paid, undone, TODAY)
    again = Movement(3, MoneyStep.UNDONE, Decimal(60), TODAY, "a", undoes=1)
    part = Movement(2, MoneyStep.UNDONE, Decimal(6), TODAY, "a", undoes=1)
    for before, new in (([*paid, undone], again), (paid, part)):
        with pytest.raises(Refused):
            check_next(Decimal(60), before, new, TODAY)


def test_a_payment_whose_receipt_stands_is_not_undone():
    rows = [
        Movement(1, MoneyStep.PAID, Decimal(60), TODAY, "a"),
        Movement(2, MoneyStep.RECEIVED, Decimal(10), TODAY, "a"),
    ]
    undone = Movement(3, MoneyStep.UNDONE, Decimal(60), TODAY, "a", undoes=1)
    with pytest.raises(BadInput, match="take that back first"):
        check_next(Decimal(60), rows, undone, TODAY)


@pytest.mark.parametrize(("days", "late"), [(30, False), (31, True)])
def test_money_out_for_more_than_thirty_days_is_late(days, late):
    rows = [Movement(1, MoneyStep.PAID, Decimal(60), TODAY - days * DAY, "a")]
    assert is_late(sums_of(Decimal(60), rows), rows, TODAY) is late


# ── Splitting ────────────────────────────────────────────────────────────────
def test_m2_three_thirds_are_refused_and_the_last_share_is_offered():
    with pytest.raises(BadInput, match=r"99\.99 %: with 33\.34") as mistake:
        split(Decimal(1000), "THB", [Decimal("33.33")] * 3)
    assert mistake.value.where == "shares"


@pytest.mark.parametrize("shares", [[], ["0", "100"], ["80", "80"], ["10", "120", "10"]])
def test_shares_that_cannot_be_are_refused(shares):
    with pytest.raises(BadInput):
        split(Decimal(1000), "THB", [Decimal(share) for share in shares])


@given(
    CURRENCIES.flatmap(lambda code: st.tuples(st.just(code), cents(code))),
    st.lists(st.integers(1, 99), min_size=1, max_size=6),
)
def test_the_parts_of_a_split_make_the_whole_to_the_cent(told, weights):
    currency, amount = told
    parts = split(amount, currency, _shares(weights))
    assert sum(parts) == amount
    assert all(rounded(part, currency) == part for part in parts)


# ── Rates ────────────────────────────────────────────────────────────────────
RATES = {RateKey(TODAY, "USD", "THB"): Decimal("35.2")}


def test_m6_a_day_without_a_rate_is_named_and_never_added_by_another_days():
    rows = [Spent(Decimal(100), "USD", TODAY), Spent(Decimal(5), "USD", TODAY - 2 * DAY)]
    found = spending(rows, "THB", RATES)
    assert found.total == Decimal("3520.00")
    assert found.missing == (Spent(Decimal(5), "USD", TODAY - 2 * DAY),)


def test_a_rate_is_used_either_way_round():
    assert converted(Spent(Decimal(352), "THB", TODAY), "USD", RATES) == Decimal("10.00")


@given(st.lists(st.tuples(st.integers(-999, 999), st.sampled_from(["THB", "USD", "VND"]))))
def test_what_is_in_the_total_and_what_is_missing_is_all_of_it(rows):
    spent = [Spent(Decimal(n), code, TODAY) for n, code in rows]
    found = spending(spent, "THB", {})
    of = lambda code: sum((one.amount for one in spent if one.currency == code), Decimal(0))  # noqa: E731
    assert found.total == of("THB")
    assert {one.currency: one.amount for one in found.missing} == {
        code: of(code) for code in ("USD", "VND") if of(code)
    }


@pytest.mark.parametrize("text", ["", "x", "0", "-3", "NaN", "1e30"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(BadInput):
        read_rate(text)


def test_a_rate_is_read_with_a_comma_too():
    assert read_rate(" 35,2 ") == Decimal("35.2")


@pytest.mark.parametrize(
    ("part", "says"),
    [("0", 0), ("1.996", 2), ("0.2", 1), ("50.4", 50), ("99.9", 99), ("100", 100), ("100.2", 101)],
)
def test_a_whole_per_cent_is_the_nearest_and_says_nothing_and_all_of_these_alone(part, says):
    assert whole_per_cent(Decimal(part), Decimal(100)) == says
