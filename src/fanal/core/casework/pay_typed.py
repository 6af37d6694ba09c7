"""The answers of an entry on work, read for what is owed: a number where one was typed."""

import re
from collections.abc import Mapping
from decimal import Decimal

from fanal.core.calendars import Interval, read_text
from fanal.core.casework.answers import text_in
from fanal.core.casework.pay import AmountRange, PaidFor, StatedWork
from fanal.core.casework.statements import StatementSource
from fanal.core.errors import BadInput
from fanal.core.words import say

WORK = "work"
MOST = {"hours": 24, "days": 7}
NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
RANGE = re.compile(rf"{NUMBER}(?:\s*(?:-|–|to|à|đến)\s*{NUMBER})?")


def read_work(answers: Mapping[str, object]) -> StatedWork:
    """Return the work as stated. Raises `BadInput` naming the question whose answer cannot be."""
    per = text_in(answers, "per")
    work = StatedWork(
        source=text_in(answers, "said_by") or StatementSource.NOT_SAID.value,
        currency=text_in(answers, "currency"),
        agreed=_amount(answers, "agreed"),
        per=PaidFor(per) if per else None,
        first=_days(answers, "first"),
        last=_days(answers, "last"),
        hours=read_range("hours", text_in(answers, "hours")),
        days=read_range("days", text_in(answers, "days")),
        paid=_amount(answers, "paid"),
    )
    if work.first and work.last and work.first.earliest > work.last.latest:
        raise BadInput("last", say("the last day of work comes before the first"))
    return work


def read_range(name: str, text: str) -> AmountRange | None:
    """Return the range of `14`, `12-14`, `12 to 14`; None for what is said in other words. Raises
    `BadInput` naming the question where a number cannot be: 26 hours a day."""
    numbers = RANGE.fullmatch(text.strip().casefold())
    # What is said in other words ("until dark") stays as it was said and is not counted.
    if not numbers:
        return None
    # Sorted: "14 to 12" is a slip, not a contradiction.
    low, high = sorted(
        Decimal((group or numbers[1]).replace(",", ".")) for group in numbers.groups()
    )
    if high > MOST[name]:
        raise BadInput(name, say("at most {n}", n=MOST[name]))
    return AmountRange(low, high)


def _amount(answers: Mapping[str, object], name: str) -> Decimal | None:
    text = text_in(answers, name)
    return Decimal(text) if text else None


def _days(answers: Mapping[str, object], name: str) -> Interval | None:
    text = text_in(answers, name)
    return read_text(text).date.interval if text else None
