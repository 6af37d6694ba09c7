"""The list of cases: what each row is found and ordered by. A constant number of queries.

The database filters, counts, orders and cuts it into pages, by what stands in clear and by the few
cases in which somebody is in danger or not heard from (`fanal.cases.queries.at_risk`). What is
sealed for the server is opened of all where somebody filters or sorts by it
(`fanal.cases.queries.sealed_order`), and else of the page alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import overload
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import Count, F, OrderBy, Q, QuerySet, When
from django.db.models.expressions import Value

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.cases.queries.codes import URGENT, codes_in
from fanal.cases.queries.inactive_cases import consents_ending, counted_by_days, with_days
from fanal.cases.queries.sealed_order import by_sealed, with_sealed
from fanal.cases.queries.urgent_cases import urgent_now
from fanal.cases.ways_in import conditions
from fanal.core.casework.inactive_cases import QUIET_AFTER, days_quiet
from fanal.core.casework.present import DangerState
from fanal.core.roles import Permission
from fanal.database.conditions import RowCondition
from fanal.database.sql import these

URGENCY = (*URGENT, DangerState.GIVEN)
QUIET, LATE, REST = len(URGENCY), len(URGENCY) + 1, len(URGENCY) + 2
MINE, TEAM, CLOSED = "mine", "team", "closed"
SEALED = ("case", "step")  # sorted by what is sealed


@dataclass(frozen=True)
class ListedCase:
    """What is known of one case of the list without a key. `due`: the next day of its tasks."""

    id: UUID
    assignee: UUID | None
    opened_on: date
    state: DangerState
    due: date | None
    written: date
    quiet: int
    late: int
    consent_ends: date | None

    @property
    def urgent(self) -> bool:
        """Whether it stands before all else: in danger, not heard from or between two hands."""
        return self.state in URGENCY

    @property
    def quiet_shown(self) -> bool:
        """Whether the row says that it is quiet, and not how she is."""
        return bool(self.quiet) and not self.urgent


@dataclass(frozen=True)
class Wanted:
    """What a list shows. `show`: a chip; `among`: the cases of the people whom a search found."""

    show: str = ""
    kind: str = ""
    step: str = ""
    worker: str = ""
    sort: str = ""
    among: frozenset[UUID] | None = None


@dataclass(frozen=True)
class Today:
    """What of a reader's cases depends on the day: who is urgent, and whose consents end."""

    day: date
    urgent: Mapping[UUID, DangerState]
    ends: Mapping[UUID, date]
    of_closed: bool = False


class Listed:
    """The cases of a list in their order, of which only the page that is asked for is read.

    `order`: the ids, where they were put in order by what is sealed. `number`: how many, where that
    was counted before.
    """

    def __init__(self, cases: QuerySet[Case], now: Today, order: list[UUID] | None = None) -> None:
        self._cases, self._now, self._order = cases, now, order
        self.number = None if order is None else len(order)

    def __len__(self) -> int:
        if self.number is None:
            self.number = self._cases.order_by().count()
        return self.number

    def __iter__(self) -> Iterator[ListedCase]:
        return iter(self[:])

    @overload
    def __getitem__(self, at: int) -> ListedCase: ...
    @overload
    def __getitem__(self, at: slice) -> list[ListedCase]: ...
    def __getitem__(self, at: int | slice) -> ListedCase | list[ListedCase]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        columns = ("id", "assignee", "opened_on", "due", "written", "closed")
        if self._order is None:
            rows = list(self._cases.values_list(*columns)[at])
        else:
            some = self._order[at]
            by_id = {row[0]: row for row in self._cases.filter(id__in=some).values_list(*columns)}
            rows = [by_id[id] for id in some]
        states = codes_in([row[0] for row in rows if not row[5]], self._now.day)
        return [
            self._case(id, assignee, opened, due, written, states.get(id, DangerState.UNKNOWN))
            for id, assignee, opened, due, written, _closed in rows
        ]

    def _case(
        self,
        id: UUID,
        assignee: UUID | None,
        opened: date,
        due: date | None,
        written: date,
        state: DangerState,
    ) -> ListedCase:
        today = self._now.day
        late = (today - due).days if due and due < today else 0
        quiet = 0 if self._now.of_closed else days_quiet(written, today)
        ends = self._now.ends.get(id)
        return ListedCase(id, assignee, opened, state, due, written, quiet, late, ends)


@dataclass(frozen=True)
class CaseList:
    """The cases that were asked for, in order; `show`: which; how many each chip would show."""

    listed: Listed
    show: str
    counts: dict[str, int] = field(default_factory=dict)


def case_list(user: User, wanted: Wanted, today: date) -> CaseList:
    """The cases of a list, the most urgent first: one's own, unless it is said otherwise."""
    if wanted.show == CLOSED:
        closed, nothing = with_days(cases_for(user).filter(closed=True)), Today(today, {}, {}, True)
        return CaseList(_ordered(_narrowed(closed, wanted), wanted, nothing), CLOSED)
    cases, (may_open,) = cases_for(user).filter(closed=False), conditions(user)
    now = Today(today, urgent_now(may_open, today), _consents_ending(may_open, today))
    shows = chips(user, now)
    counts = _counted(cases, shows, now, counted_by_days(may_open, today))
    # Who leads, searches, or works on none herself, is shown all that she may open.
    own = counts[MINE] and wanted.among is None and not user.may(Permission.LEAD_CASES)
    usual = MINE if own else TEAM
    show = wanted.show if wanted.show in shows else usual
    listed = _ordered(_narrowed(with_days(cases).filter(shows[show]), wanted), wanted, now)
    if wanted.among is None and not (wanted.worker or wanted.step or wanted.kind):
        listed.number = counts[show]
    return CaseList(listed, show, counts)


def chips(user: User, now: Today) -> dict[str, Q]:
    """What each chip above the list keeps."""
    danger = [id for id, code in now.urgent.items() if code.counts_as_danger]
    unheard = [id for id, code in now.urgent.items() if code is DangerState.UNHEARD]
    return {
        MINE: Q(assignee__in=whose_work(user)),
        TEAM: Q(),
        "danger": Q(id__in=these(danger)),
        "unheard": Q(id__in=these(unheard)),
        "quiet": Q(written__lte=now.day - QUIET_AFTER),
        "late": Q(due__lt=now.day),
        "consent": Q(id__in=these(now.ends)),
    }


def _counted(
    cases: QuerySet[Case], shows: Mapping[str, Q], now: Today, by_days: dict[str, int]
) -> dict[str, int]:
    """Return how many each chip would show; all not known yet nor by days in one question."""
    known = by_days | {"consent": len(now.ends)}
    known["unheard"] = [*now.urgent.values()].count(DangerState.UNHEARD)
    known["danger"] = sum(code.counts_as_danger for code in now.urgent.values())
    asked = {name: Count("id", filter=shows[name]) for name in shows.keys() - known.keys() - {TEAM}}
    counted = cases if "quiet" in known else with_days(cases)  # else days would be read of each
    answers = counted.order_by().aggregate(**asked, **{TEAM: Count("id")})
    return {name: answers[name] if name in answers else known[name] for name in shows}


def _consents_ending(may_open: RowCondition, today: date) -> dict[UUID, date]:
    """The first day on which a consent of each case ends soon that nobody has renewed."""
    ends: dict[UUID, date] = {}
    for consent in consents_ending(may_open, today):
        if consent.until:
            ends.setdefault(consent.case_id, consent.until)
    return ends


# ── Filters, order ───────────────────────────────────────────────────────────
def _narrowed(cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    if wanted.among is not None:
        cases = cases.filter(id__in=these(wanted.among))
    if wanted.worker:
        nobody = wanted.worker == "nobody"
        cases = cases.filter(assignee=None if nobody else _id(wanted.worker))
    if wanted.step:
        cases = with_sealed(cases, "stage", lambda stored: stored == wanted.step)
    if wanted.kind:
        cases = with_sealed(cases, "kinds", lambda stored: wanted.kind in stored.split())
    return cases


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _ordered(cases: QuerySet[Case], wanted: Wanted, now: Today) -> Listed:
    """Return the cases in the order that was asked for; who is in danger stays first in any."""
    name, back = wanted.sort.removeprefix("-"), wanted.sort.startswith("-")
    cases = cases.annotate(next_day=_next_day(now))
    ties = [F("next_day").asc(nulls_last=True), F("opened_on").desc(), F("id").asc()]
    if name in SEALED:
        order = by_sealed(cases.order_by(*ties), name, back)
        # A stable sort: danger first, and within it the order that was asked for.
        order.sort(key=lambda id: _place(now.urgent.get(id)))
        return Listed(cases, now, order)
    if name in BY:
        return Listed(cases.order_by(*_by_urgency(now), _way(BY[name], back), *ties), now)
    return Listed(cases.order_by(*_by_rank(now), *ties), now)


def _place(code: DangerState | None) -> int:
    return URGENCY.index(code) if code in URGENCY else REST


BY = {"contact": "written", "next": "next_day", "worker": "assignee__display_name"}


def _way(column: str, back: bool) -> OrderBy:
    """What is not there stands last of days, and first of names; back, the other way round."""
    first = column == BY["worker"]
    last = not first if not back else first
    ends = {"nulls_last": True} if last else {"nulls_first": True}
    return F(column).desc(**ends) if back else F(column).asc(**ends)


def _next_day(now: Today) -> Choice | F:
    """The next day of its tasks, or of the end of a consent."""
    by_day: dict[date, list[UUID]] = {}
    for case, day in now.ends.items():
        by_day.setdefault(day, []).append(case)
    sooner = [
        When(Q(id__in=these(ids)) & (Q(due=None) | Q(due__gt=day)), then=Value(day))
        for day, ids in sorted(by_day.items())
    ]
    return Choice(*sooner, default=F("due")) if sooner else F("due")


def _urgencies(now: Today) -> list[When]:
    urgencies = []
    for place, code in enumerate(URGENCY):
        if ids := [id for id, of_case in now.urgent.items() if of_case is code]:
            urgencies.append(When(id__in=these(ids), then=Value(place)))
    return urgencies


def _by_urgency(now: Today) -> list[OrderBy]:
    some = _urgencies(now)
    return [Choice(*some, default=Value(REST)).asc()] if some else []


def _by_rank(now: Today) -> list[OrderBy]:
    """Danger first, two answers, not heard from, between two hands, quiet, late, and the rest; of
    these the longest quiet, and the longest late."""
    quiet, late = Q(written__lte=now.day - QUIET_AFTER), Q(due__lt=now.day)
    rank = Choice(
        *_urgencies(now),
        When(quiet, then=Value(QUIET)),
        When(late, then=Value(LATE)),
        default=Value(REST),
    )
    longest = [
        Choice(When(quiet, then=F("written")), default=None),
        Choice(When(late, then=F("due")), default=None),
    ]
    return [rank.asc(), *(days_since.asc(nulls_last=True) for days_since in longest)]
