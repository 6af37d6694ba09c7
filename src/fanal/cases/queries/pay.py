"""What is owed for work: of each source what its words come to, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from fanal.cases.queries.pages import OpenedEntry
from fanal.core.casework.answers import text_in
from fanal.core.casework.pay import AmountRange, Overtime, PayCount, count_pay, sums_of
from fanal.core.casework.pay_typed import WORK, read_work
from fanal.core.casework.statements import StatementSource
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say
from fanal.web.amounts import amount_words, number_words
from fanal.web.codes import COUNTRIES

FROM_TO = say("{low} to {high}")
FROM_TO_OF = say("{low} to {high} {currency}")


@dataclass(frozen=True, slots=True)
class PayRow:
    """One work, as one source tells it. Amounts with their currency; "" for what is not known."""

    source: Sentence
    employer: str
    days: Sentence | str
    earned: Sentence | str
    paid: str
    owed: Sentence | str
    deducted: str
    said_owed: str
    missing: tuple[Sentence, ...]
    overtime: Sentence | None = None


@dataclass(frozen=True, slots=True)
class PayTotal:
    """The sum of several works, by one source, in one currency; "" where a day could count
    twice."""

    source: Sentence
    currency: str
    owed: Sentence | str


@dataclass(frozen=True, slots=True)
class PayPage:
    rows: list[PayRow]
    totals: list[PayTotal]


def pay_in(entries: Iterable[OpenedEntry]) -> PayPage | None:
    """The pay of these entries; None where nothing is written of work, or nobody may open it."""
    work_entries = [
        (entry.data, _counted(entry.data))
        for entry in entries
        if entry.kind.code == WORK and entry.data
    ]
    if not work_entries:
        return None
    totals = [
        PayTotal(_says(total.source), total.currency, _money(total.owed, total.currency))
        for total in sums_of(count for _data, count in work_entries if count)
    ]
    return PayPage([_row(data, count) for data, count in work_entries if count], totals)


def _counted(data: dict[str, object]) -> PayCount | None:
    """Return the count of an entry, or None: written before its numbers were checked, it may hold
    what cannot be. It stays as it is above, and is not counted."""
    try:
        return count_pay(read_work(data))
    except BadInput:
        return None


def _row(data: dict[str, object], count: PayCount) -> PayRow:
    currency, more = count.told.currency, count.overtime
    return PayRow(
        source=_says(count.told.source),
        employer=text_in(data, "employer"),
        days=_range(count.days),
        earned=_money(count.earned, currency),
        paid=_amount_text(data, "paid", currency),
        owed=_money(count.owed, currency),
        deducted=_amount_text(data, "deducted", currency),
        said_owed=_amount_text(data, "owed", currency),
        missing=count.missing,
        overtime=_with_overtime(more, currency) if more else None,
    )


def _with_overtime(more: Overtime, currency: str) -> Sentence:
    return say(
        "{amount} if the law of {country} applies: hours beyond {hours} a day count {factor} times "
        "({basis})",
        amount=_money(more.owed, currency),
        country=COUNTRIES.name(more.rule.country),
        hours=more.rule.hours,
        factor=number_words(more.rule.factor),
        basis=more.rule.basis.sentence(),
    )


def _says(source: str) -> Sentence:
    return StatementSource(source).sentence()


def _amount_text(data: dict[str, object], name: str, currency: str) -> str:
    text = text_in(data, name)
    return f"{amount_words(text)} {currency}" if text else ""


def _money(amount: AmountRange | None, currency: str) -> Sentence | str:
    if amount is None:
        return ""
    if amount.low == amount.high:
        return f"{amount_words(amount.low)} {currency}"
    ends = {
        "low": amount_words(amount.low),
        "high": amount_words(amount.high),
        "currency": currency,
    }
    return Sentence(FROM_TO_OF.template, ends)


def _range(amount: AmountRange | None) -> Sentence | str:
    """One number where both ends are the same."""
    if amount is None:
        return ""
    low, high = amount_words(amount.low), amount_words(amount.high)
    return low if low == high else Sentence(FROM_TO.template, {"low": low, "high": high})
