"""Time limits that cannot be mended, from `limits.toml`: with source, and how sure it is.

Counted from the earliest day that the start can be, ended on the last working day before: a limit
that is believed to end too early costs a hurry, one believed to end too late costs the right.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count

from fanal.core.calendars import PartialDate
from fanal.core.calendars.months import add_months
from fanal.core.calendars.working_days import COUNTRIES as WITH_WORKING_DAYS
from fanal.core.calendars.working_days import is_working_day
from fanal.core.data_files.toml_tables import TomlTable, Words, read_each, shipped_text
from fanal.core.law.basis import Basis, read_basis
from fanal.core.law.countries import read_country
from fanal.core.law.instruments import ANYWHERE
from fanal.core.protection.clocks import MOST
from fanal.core.words import say

WARNED_BEFORE = (90, 30, 7)  # days


@dataclass(frozen=True, slots=True)
class LimitRule:
    """A time limit of one country. `days` or `months` from its start; neither where nobody has told
    us how long. `what`: what ends, `start`: what it is counted from, by language."""

    code: str
    country: str
    what: Words
    start: Words
    basis: Basis
    days: int = 0
    months: int = 0
    checked_by: str = ""
    checked_on: str = ""

    @property
    def known(self) -> bool:
        return bool(self.days or self.months)

    @property
    def provisional(self) -> bool:
        """Whether no lawyer of the country has checked it yet."""
        return not self.checked_on

    def last_safe_day(self, start: PartialDate) -> date | None:
        """The last day on which it has surely not expired; None where no length is known."""
        if not self.known:
            return None
        # Of a start known only by month or year the first day counts: the limit ends no later than
        # believed.
        first = start.interval.earliest
        over = add_months(first, self.months) + timedelta(days=self.days)
        # The day before it runs out: countries differ in whether the last day itself still counts.
        return last_working_day(over - timedelta(days=1), self.country)


def last_working_day(day: date, country: str) -> date:
    """Return that day, or the last one before on which offices work; only weekends count where no
    calendar of the country is known."""
    for back in count():
        candidate = day - timedelta(days=back)
        if country in WITH_WORKING_DAYS:
            if is_working_day(candidate, country):
                return candidate
        elif candidate.weekday() < 5:
            return candidate
    raise AssertionError  # a week has a working day


def warned(last: date, today: date) -> int | None:
    """Return the warning that applies: within 90, 30 or 7 days; 0 after expiry, None before any."""
    left = (last - today).days
    # After its end too: a limit that passed without a word has to be seen by somebody.
    if left < 0:
        return 0
    return min((days for days in WARNED_BEFORE if left <= days), default=None)


NOT_CHECKED = say("provisional: no lawyer of that country has checked this rule")
NO_LENGTH = say("we do not know how long: a lawyer of that country sets the day")


@cache
def limit_rules() -> tuple[LimitRule, ...]:
    return read_limits("limits.toml", shipped_text("fanal.core.justice", "limits.toml"))


def rules_in(country: str) -> list[LimitRule]:
    """Return the rules of this country, then those that a lawyer fills anywhere."""
    rows = limit_rules()
    return [limit for limit in rows if limit.country == country] + [
        limit for limit in rows if limit.country == ANYWHERE
    ]


def rule(code: str) -> LimitRule | None:
    return next((one for one in limit_rules() if one.code == code), None)


def read_limits(file: str, text: str) -> tuple[LimitRule, ...]:
    """Return the rules of a file. Raises BadInput with `file:line` and the reason
    when it is malformed."""
    return read_each(file, text, "limit", _read, "code", lambda limit: limit.code)


def _read(row: TomlTable) -> LimitRule:
    row.only(
        "code",
        "country",
        "what",
        "start",
        "days",
        "months",
        "source",
        "sure",
        "house",
        "checked_by",
        "checked_on",
    )
    return LimitRule(
        row.string("code"),
        read_country(row, otherwise=ANYWHERE),
        row.words("what"),
        row.words("start"),
        read_basis(row),
        row.number("days", 0, MOST, default=0),
        row.number("months", 0, MOST, default=0),
        row.string("checked_by", ""),
        row.string("checked_on", ""),
    )
