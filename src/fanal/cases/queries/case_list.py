"""The list of cases: what each row is found and ordered by. A constant number of queries.

Of every case of the reader only what stands in clear and the codes of states are read; what is
sealed for the server is opened where somebody asks for it, and what is sealed for people only of
the page that is shown (`fanal.cases.queries.list_rows`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.cases.queries.codes import codes_in
from fanal.cases.queries.quiet import CaseIdRow, ending_consents, last_written
from fanal.core.casework.present import DangerState
from fanal.core.casework.quiet import days_quiet
from fanal.core.casework.stages import CaseStage
from fanal.core.roles import Permission
from fanal.sealed_columns import with_ids
from fanal.sql import these

URGENCY = (
    DangerState.IN_DANGER, DangerState.DISPUTED, DangerState.UNHEARD, DangerState.GIVEN,
)  # fmt: skip
QUIET, LATE, REST = len(URGENCY), len(URGENCY) + 1, len(URGENCY) + 2
NEVER = date.max
MINE, TEAM, CLOSED = "mine", "team", "closed"


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
        """In danger, not heard from or between two hands: before everything else."""
        return self.state in URGENCY

    @property
    def quiet_shown(self) -> bool:
        """Whether the row says that it is quiet, and not how she is."""
        return bool(self.quiet) and not self.urgent

    @property
    def rank(self) -> int:
        """Danger first, two answers, not heard from, between two hands, quiet, late, the rest."""
        if self.urgent:
            return URGENCY.index(self.state)
        return QUIET if self.quiet else LATE if self.late else REST

    @property
    def next_day(self) -> date:
        return min(self.due or NEVER, self.consent_ends or NEVER)


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
class CaseList:
    """The cases that were asked for, in order; `show`: which; how many each chip would show."""

    listed: list[ListedCase]
    show: str
    counts: dict[str, int] = field(default_factory=dict)


def case_list(user: User, wanted: Wanted, today: date) -> CaseList:
    """The cases of a list, the most urgent first: one's own, unless it is said otherwise."""
    if wanted.show == CLOSED:
        return CaseList(_narrowed(_every(user, today, closed=True), wanted), CLOSED)
    every, shows = _every(user, today, closed=False), chips(user)
    counts = {name: sum(map(keeps, every)) for name, keeps in shows.items()}
    # Who leads, searches, or works on none herself, is shown all that she may open.
    own = counts[MINE] and wanted.among is None and not user.may(Permission.LEAD_CASES)
    usual = MINE if own else TEAM
    show = wanted.show if wanted.show in shows else usual
    kept = [one for one in every if shows[show](one)]
    return CaseList(_narrowed(kept, wanted), show, counts)


def chips(user: User) -> dict[str, Callable[[ListedCase], bool]]:
    """What each chip above the list keeps."""
    return {
        MINE: lambda one: one.assignee == user.pk,
        TEAM: lambda one: True,
        "danger": lambda one: one.state.counts_as_danger,
        "unheard": lambda one: one.state is DangerState.UNHEARD,
        "quiet": lambda one: bool(one.quiet),
        "late": lambda one: bool(one.late),
        "consent": lambda one: one.consent_ends is not None,
    }


# ── What is read ─────────────────────────────────────────────────────────────
def _every(user: User, today: date, *, closed: bool) -> list[ListedCase]:
    cases = cases_for(user).filter(closed=closed)
    due = Min("tasks__due", filter=Q(tasks__done_on=None))
    rows = cases.annotate(due=due).order_by().values_list(*_Read._fields)
    read = [_Read(*row) for row in rows]
    ids = [one.id for one in read]
    if closed:
        return [_case(row, today) for row in read]
    # Asked for by the question itself: a list of thousands of ids costs more than the answer.
    of_these = cases.order_by().values("id")
    states, written = codes_in(ids, today), last_written(of_these)
    ends = _consents_ending(of_these, today)
    return [
        _case(row, today, states[row.id], written.get(row.id), ends.get(row.id)) for row in read
    ]


class _Read(NamedTuple):
    """What stands in clear of a case. `due`: the next day of its tasks."""

    id: UUID
    assignee: UUID | None
    opened_on: date
    due: date | None


def _case(
    row: _Read, today: date, state: DangerState = DangerState.UNKNOWN,
    written: date | None = None, ends: date | None = None,
) -> ListedCase:  # fmt: skip
    id, assignee, opened_on, due = row
    last = max(written or opened_on, opened_on)
    late = (today - due).days if due and due < today else 0
    return ListedCase(
        id, assignee, opened_on, state, due, last, days_quiet(last, today), late, ends
    )


def _consents_ending(cases: QuerySet[Case, CaseIdRow], today: date) -> dict[UUID, date]:
    """The first day on which a consent of each case ends soon that nobody has renewed."""
    found: dict[UUID, date] = {}
    for one in ending_consents(cases, today):
        if one.until:
            found.setdefault(one.case_id, one.until)
    return found


# ── Filters, order ───────────────────────────────────────────────────────────
def _narrowed(cases: Iterable[ListedCase], wanted: Wanted) -> list[ListedCase]:
    kept = [one for one in cases if wanted.among is None or one.id in wanted.among]
    if wanted.worker == "nobody":
        kept = [one for one in kept if one.assignee is None]
    elif wanted.worker:
        kept = [one for one in kept if str(one.assignee) == wanted.worker]
    if wanted.step:
        kept = _with(kept, "stage", lambda held: held == wanted.step)
    if wanted.kind:
        kept = _with(kept, "kinds", lambda held: wanted.kind in held.split())
    return _ordered(kept, wanted.sort)


def _with(cases: list[ListedCase], column: str, keeps: Callable[[str], bool]) -> list[ListedCase]:
    opened = _opened(cases, column)
    return [one for one in cases if keeps(opened[one.id])]


def _opened(cases: Iterable[ListedCase], column: str) -> dict[UUID, str]:
    """A sealed column of each."""
    found = Case.objects.filter(id__in=these([one.id for one in cases])).order_by()
    return dict(with_ids(found, column))


def _ordered(cases: list[ListedCase], sort: str) -> list[ListedCase]:
    """By what was asked for; who is in danger stays first whatever that is."""
    name, back = sort.removeprefix("-"), sort.startswith("-")
    cases = sorted(cases, key=lambda one: (one.next_day, -one.opened_on.toordinal(), one.id))
    if (key := _keys(cases, name)) is None:
        return sorted(cases, key=lambda one: (one.rank, -one.quiet, -one.late))
    cases = sorted(cases, key=key, reverse=back)
    return sorted(cases, key=lambda one: one.rank if one.urgent else REST)


def _keys(cases: list[ListedCase], name: str) -> Callable[[ListedCase], str | int | date] | None:
    match name:
        case "case":
            names = _opened(cases, "code_name")
            return lambda one: names[one.id]
        case "step":
            steps, order = _opened(cases, "stage"), list(CaseStage)
            return lambda one: order.index(CaseStage(steps[one.id]))
        case "contact":
            return lambda one: one.written
        case "next":
            return lambda one: one.next_day
        case "worker":
            workers = {one.pk: one.display_name for one in _workers(cases)}
            return lambda one: workers.get(one.assignee, "") if one.assignee else ""
    return None


def _workers(cases: Iterable[ListedCase]) -> Iterable[User]:
    return User.objects.filter(pk__in={one.assignee for one in cases if one.assignee})


def workers_of(user: User) -> list[tuple[str, str]]:
    """Whoever works on a case of the list, to choose from."""
    found = User.objects.filter(cases__in=cases_for(user).order_by().values("id"))
    return [(str(one.pk), one.display_name) for one in found.distinct().order_by("display_name")]
