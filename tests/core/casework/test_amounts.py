from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.amounts import (
    CODES,
    PAID_WITH,
    Amount,
    currency_of,
    read_amount,
    totals,
    written,
)
from fanal.core.errors import BadInput

AMOUNTS = st.decimals(0, 10**14, places=2, allow_nan=False)
SAID = st.builds(
    Amount, AMOUNTS, st.sampled_from(sorted(CODES)), st.sampled_from(["herself", "holder"])
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1,500", "1500"), ("1.500", "1500"), ("1 500", "1500"), ("1'500", "1500"),
        ("1 500.50", "1500.50"), ("1.500.000,5", "1500000.5"), ("1500,5", "1500.5"),
        ("12,34", "12.34"), ("0", "0"), ("20000000", "20000000"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written_in_each_of_our_languages(text, read):
    assert read_amount("amount", text) == Decimal(read)


@given(AMOUNTS)
def test_what_is_written_is_read_as_the_same(amount):
    assert read_amount("amount", written(amount)) == amount


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_amount_or_refused_at_its_question(text):
    with suppress(BadInput):
        assert read_amount("paid", text) >= 0


@given(st.lists(SAID))
def test_no_sum_mixes_currencies_or_sources(said):
    found = totals(said)
    assert set(found) == {(one.source, one.currency) for one in said}
    for (source, currency), total in found.items():
        same = [one.amount for one in said if (one.source, one.currency) == (source, currency)]
        assert total == sum(same)


@pytest.mark.parametrize("currency", ["", "XXX", None])
def test_an_amount_without_a_currency_is_refused(currency):
    with pytest.raises(BadInput, match="currency"):
        Amount(Decimal(5), currency)


def test_what_is_paid_with_in_a_country_can_be_chosen_and_of_another_nothing_is_proposed():
    assert set(PAID_WITH.values()) <= CODES
    assert (currency_of("FR"), currency_of("LA"), currency_of("CH")) == ("EUR", "LAK", "")
