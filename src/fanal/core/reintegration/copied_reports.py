"""A partner who writes the same of many people may have seen none of them (programmes 5.10).

It is a reason to ask, and no finding: whether they were there is for the lead to find out.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from fanal.core.reintegration.timers import PlanTimer

WORDS = "LMN"  # letters, the marks above and below them, and numbers, of any script


def same_words(text: str) -> str:
    """Return what is compared of a report: neither case nor spaces nor punctuation
    make another text."""
    text = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(one for one in text if unicodedata.category(one)[0] in WORDS)
    return words or "".join(text.split())  # a sign alone is a text, too


@dataclass(frozen=True, slots=True)
class PartnerReport:
    """A report of a partner. `mark`: equal for the same words of one partner. `on`: the day it was
    written down."""

    mark: str
    person: UUID
    on: date


@dataclass(frozen=True, slots=True)
class AlikeReports:
    """Reports in the same words about these people, from the first day to the last."""

    mark: str
    people: frozenset[UUID]
    first: date
    last: date


def alike_reports(reports: Iterable[PartnerReport]) -> list[AlikeReports]:
    """Return for each text the most people within the days that are compared; the newest first."""
    of_mark: dict[str, list[PartnerReport]] = defaultdict(list)
    for report in reports:
        of_mark[report.mark].append(report)
    found = [_widest(rows) for rows in of_mark.values()]
    enough = [one for one in found if len(one.people) >= PlanTimer.ALIKE_PEOPLE.number]
    return sorted(enough, key=lambda one: (one.last, one.mark), reverse=True)


def _widest(rows: Sequence[PartnerReport]) -> AlikeReports:
    spans = [_until(row.on, rows) for row in rows]
    return max(spans, key=lambda span: (len(span.people), span.last))


def _until(last: date, rows: Iterable[PartnerReport]) -> AlikeReports:
    # Both days counted: 30 days end on the 30th.
    first = last - timedelta(PlanTimer.ALIKE_DAYS.number - 1)
    within = [row for row in rows if first <= row.on <= last]
    people = frozenset(one.person for one in within)
    return AlikeReports(within[0].mark, people, min(one.on for one in within), last)
