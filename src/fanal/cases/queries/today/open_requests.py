"""What others ask of this colleague: decisions, and what the apps above know of."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import ASKED, BoardToday, TodayPart, TodayRow, part_of
from fanal.web import decisions
from fanal.web.days_in_words import past_day
from fanal.web.decisions import RequestKind, WaitingRequest
from fanal.web.menu_counts import answers, anything

ICONS = {
    "closure": "case",
    "state": "care",
    "opening": "lock",
    "confirmation": "find",
    "referral": "referral",
    "invitation": "people",
    "leaving": "people",
    "team_key": "people",
    "finding": "partner",
    "allowance": "partner",
    "journey_decision": "journey",
    "best_interests": "child",
}


def asked_of(
    user: User,
    boards: list[BoardToday],
    now: datetime,
    more: Sequence[TodayRow] = (),
    above: Sequence[TodayRow] = (),
) -> TodayPart:
    """What cannot wait first, then the decisions, then the rest. `more`: what else is told;
    `above`: what stands there already.

    The list of decisions holds those alone: what stands on no list but its own page is never cut.
    """
    waiting = part_of(_row(kind, request, now) for kind, request in decisions.waiting_for(user))
    urgent = [row for board in boards for row in board.asked()]
    told = [*more, *(row for source in _with_some() for row in source(user, now))]
    heard = {row.hears for row in above} - {None}
    others = [row for row in told if row.hears not in heard]
    # Decisions before the rest: nobody else may take them, and what is told comes after.
    rows = [*urgent, *waiting.rows, *others]
    rows.sort(key=lambda row: not row.cannot_wait)
    total = len(urgent) + len(others) + waiting.total
    return TodayPart(rows, total, is_cut=waiting.is_cut, listed=waiting.total)


def _with_some() -> list[Callable[[User, datetime], Sequence[TodayRow]]]:
    """Return the sources that may have a row for anybody, found in one question."""
    asks = {str(at): anything(some) for at, some in enumerate(ASKED.values()) if some}
    found = answers(asks)
    return [
        source for at, (source, some) in enumerate(ASKED.items()) if not some or str(at) in found
    ]


def asked_of_the_whole(user: User, boards: list[BoardToday], now: datetime) -> TodayPart:
    """The same for the start page of a director, on which no name and no code name stands."""
    part = asked_of(user, boards, now)
    return replace(part, rows=[replace(row, code="", about="") for row in part.rows])


def _row(kind: RequestKind, request: WaitingRequest, now: datetime) -> TodayRow:
    by = _("asked by {who}").format(who=request.by) if request.by else ""
    urgent = _("urgent") if request.urgent else ""
    return TodayRow(
        request.address,
        str(kind.says),
        about=str(getattr(request.about, "code_name", "")),
        more=" · ".join(filter(None, [request.whom, by, urgent])),
        when=past_day(request.asked, now.date()),
        icon=ICONS.get(kind.code, "consent"),
        tone="danger" if request.urgent else "",
    )
