"""Amounts, hours and commands on a page, as its language writes them."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from fanal.web.amounts import amount_words, money_words, number_words
from fanal.web.forms.dates import TimeOfDayField
from fanal.web.templatetags.fanal import with_code
from fanal.web.time_zones import in_words


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "2\u202f963.64"), ("fr", "2\u202f963,64"), ("vi", "2\u202f963,64")],
)
def test_decimals_are_set_apart_as_the_language_does(language, written):
    with override(language):
        assert amount_words(Decimal("2963.64")) == written
        assert money_words("2963.64", "USD") == f"{written}\u00a0USD"


def test_a_rate_keeps_each_of_its_digits():
    with override("fr"):
        assert number_words("35.2051") == "35,2051"


def test_a_command_in_a_sentence_is_set_as_code_and_nothing_else_is_markup():
    said = with_code("On the server: `fanal tick <now>`, then look.")
    assert said == "On the server: <code>fanal tick &lt;now&gt;</code>, then look."


def test_a_zone_is_called_by_its_town_and_its_country_in_the_language_of_the_page():
    with override("fr"):
        assert in_words("Asia/Bangkok") == "Bangkok (Thaïlande)"


def test_an_hour_is_typed_and_read_in_24_hours_whatever_the_browser_speaks():
    field = TimeOfDayField(label="Hour")
    assert field.widget.input_type == "text"
    assert f"{field.prepare_value(field.clean('9:05')):s}" == "09:05"
