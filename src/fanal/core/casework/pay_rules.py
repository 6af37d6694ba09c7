"""Overtime by country, from `pay_rules.toml`: with its source, and how sure it is."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from fanal.core.casework.amounts import CODES
from fanal.core.data_files.toml_tables import TomlTable, read_each, shipped_text
from fanal.core.law.basis import Basis, read_basis
from fanal.core.law.countries import read_country
from fanal.core.words import say


@dataclass(frozen=True, slots=True)
class OvertimeRule:
    """An hour beyond `hours` a day is paid `factor` times the hour of the pay agreed."""

    country: str
    currency: str
    hours: Decimal
    factor: Decimal
    basis: Basis


@cache
def overtime_rules() -> dict[str, OvertimeRule]:
    """Return the shipped overtime rules by currency."""
    text = shipped_text("fanal.core.casework", "pay_rules.toml")
    return {rule.currency: rule for rule in read_overtime_rules("pay_rules.toml", text)}


def read_overtime_rules(file: str, text: str) -> tuple[OvertimeRule, ...]:
    """Return the rules of a file. Raises BadInput with `file:line` and the reason
    when it is malformed."""
    return read_each(file, text, "rule", _read, "currency", lambda rule: rule.currency)


def _read(row: TomlTable) -> OvertimeRule:
    row.only("country", "currency", "hours", "factor", "source", "sure", "house")
    country, currency = read_country(row), row.string("currency")
    if currency not in CODES:
        row.wrong("currency", say("{code} is not one of our currencies", code=currency))
    hours = row.number("hours", 1, 23)  # of a day
    return OvertimeRule(country, currency, Decimal(hours), _factor(row), read_basis(row))


def _factor(row: TomlTable) -> Decimal:
    text = row.string("factor")
    try:
        factor = Decimal(text)
    except InvalidOperation:
        factor = Decimal(0)
    if not 1 <= factor <= 10:
        row.wrong("factor", say("{value} is not a factor from 1 to 10", value=text))
    return factor
