"""Amounts of money as people write them, and sums by currency: never across.

The same debt told by two sources is one debt told twice. So sums are kept apart by who says so,
too, and nothing is converted, averaged or subtracted.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

# Fifteen digits, their separators and two decimals.
LONGEST = 24
MOST = Decimal(10) ** 15
# A plain, a no-break and a narrow no-break space, two apostrophes (Switzerland) and the underscore:
# what people and telephones put between thousands.
SPACES = re.compile(r"[\s\u00a0\u202f'\u2019_]")
# `\1` is the same mark each time; a decimal mark has to be another one. So 1.500 is fifteen hundred
# in every language, and 1.500.50 is no amount.
GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?")
PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?")

# ISO 4217, of the countries we work in and those of her way; "other" is said in words beside it.
CURRENCIES = (
    ("THB", say("baht (THB)")),
    ("VND", say("dong (VND)")),
    ("LAK", say("kip (LAK)")),
    ("KHR", say("riel (KHR)")),
    ("MMK", say("kyat (MMK)")),
    ("CNY", say("yuan (CNY)")),
    ("MYR", say("ringgit (MYR)")),
    ("SGD", say("Singapore dollar (SGD)")),
    ("IDR", say("Indonesian rupiah (IDR)")),
    ("PHP", say("Philippine peso (PHP)")),
    ("TWD", say("Taiwan dollar (TWD)")),
    ("JPY", say("yen (JPY)")),
    ("KRW", say("won (KRW)")),
    ("AED", say("dirham (AED)")),
    ("USD", say("US dollar (USD)")),
    ("EUR", say("euro (EUR)")),
    ("GBP", say("pound (GBP)")),
    ("USDT", say("crypto-currency (USDT)")),
)
CODES = frozenset(code for code, _words in CURRENCIES)
EURO = (
    "AT", "BE", "BG", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PT", "SI", "SK",
)  # fmt: skip
OUTSIDE_THE_EURO = {
    "TH": "THB", "VN": "VND", "LA": "LAK", "KH": "KHR", "MM": "MMK", "CN": "CNY", "MY": "MYR",
    "SG": "SGD", "ID": "IDR", "PH": "PHP", "TW": "TWD", "JP": "JPY", "KR": "KRW", "AE": "AED",
    "US": "USD", "GB": "GBP",
}  # fmt: skip
PAID_WITH = dict.fromkeys(EURO, "EUR") | OUTSIDE_THE_EURO
NO_CURRENCY = say("an amount needs its currency: choose it, the amount is kept")
UNREAD = say("{text} is not an amount like 1,500 or 1 500.50")


def read_amount(name: str, text: object) -> Decimal:
    """The amount, whichever marks set its thousands and decimals apart. Raises `BadInput`.

    A mark before exactly three digits sets thousands apart, as in all currencies here; a last
    mark before one or two digits, decimals.
    """
    typed = str(text).strip()
    # Cut before it is read: a page full of digits costs no time.
    plain = SPACES.sub("", typed)[: LONGEST + 1]
    # Digits of other scripts are refused: who types them should see what is kept.
    if len(plain) > LONGEST or not plain.isascii():
        raise BadInput(name, say("this is no amount of money: digits only, at most 15"))
    grouped = GROUPED.fullmatch(plain)
    if grouped:
        whole, mark, cents = plain.rpartition({".": ",", ",": "."}[grouped[1]])
        plain = re.sub(r"[.,]", "", whole or cents) + (f".{cents}" if mark else "")
    elif not PLAIN.fullmatch(plain):
        raise BadInput(name, Sentence(UNREAD.template, {"text": typed[:LONGEST]}))
    amount = Decimal(plain.replace(",", "."))
    if amount >= MOST:
        raise BadInput(name, say("this is no amount of money: digits only, at most 15"))
    return amount


def currency_of(country: str) -> str:
    """Return the currency of a country; empty where it is not in the list."""
    return PAID_WITH.get(country, "")


def must_have_currency(name: str, currency: object) -> None:
    """Require a currency, without which an amount says nothing. Raises `BadInput`
    naming the question."""
    if currency not in CODES:
        raise BadInput(name, NO_CURRENCY)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in one currency. `source`: who says so."""

    amount: Decimal
    currency: str
    source: str = ""

    def __post_init__(self) -> None:
        must_have_currency("currency", self.currency)


def totals(amounts: Iterable[Amount]) -> Mapping[tuple[str, str], Decimal]:
    """Return the sums by source and currency, in the order in which each was first said."""
    sums: dict[tuple[str, str], Decimal] = {}
    for amount in amounts:
        whose = (amount.source, amount.currency)
        sums[whose] = sums.get(whose, Decimal(0)) + amount.amount
    return sums


def written(amount: Decimal | str) -> str:
    """Return the amount with thousands set apart by narrow spaces, which no language
    reads as decimals."""
    value = Decimal(amount)
    text = f"{value:,.2f}" if value % 1 else f"{value:,.0f}"
    return text.replace(",", "\u202f")
