"""Who is in danger of those whom colleagues look after who open no case, and whom to ask about it:
residents of a shelter, who waits for a bed, whom a health worker sees. They read that she is,
never why or from whom."""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from fanal.absences.queries import stand_ins_of
from fanal.absences.reachable import each_to_call, responsible, whom_to_call, working_in
from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases.access import conflicts_on
from fanal.cases.models import Case
from fanal.cases.queries.codes import in_danger_of


class AboutHer(Protocol):
    """A row about one person of a case."""

    @property
    def id(self) -> UUID: ...
    @property
    def person_id(self) -> UUID: ...
    @property
    def case(self) -> Case: ...


def whom_to_ask_about(rows: Collection[AboutHer], reader: User) -> Mapping[UUID, str]:
    """Return by row whom to call about her case: only where she is in danger by any case of hers,
    or two answers about her differ. `reader`: as in `to_be_called`."""
    danger = in_danger_of({row.person_id for row in rows})
    in_danger = [row for row in rows if row.person_id in danger]
    prefetch_related_objects([row.case for row in in_danger], "assignee", "team")
    # Asked once for the page, and not at all where nobody is in danger.
    unsafe = in_other_hands() if in_danger else frozenset()
    return {row.id: to_be_called(row.case, unsafe, reader=reader) for row in in_danger}


def worker_of(case: Case) -> User | None:
    """Return who works on the case, as `working_in`."""
    return working_in(case.assignee, case.team_id)


def to_be_called(case: Case, unsafe: Collection[UUID] | None = None, *, reader: User | None) -> str:
    """Return `whom_to_call` of the colleague who works on the case; `unsafe`, `reader`:
    as there."""
    return whom_to_call(worker_of(case), case.team, not_for(case, unsafe), reader=reader)


def to_be_asked(asker: User | None, case: Case) -> str:
    """Return whom to ask about what this colleague asked for in the case: her as long as she works
    in its team, else whoever is to be called about the case."""
    asker = working_in(asker, case.team_id)
    if asker is None:
        return to_be_called(case, reader=None)
    return whom_to_call(asker, case.team, not_for(case), reader=None)


def who_sees_to_it(
    case: Case, unsafe: Collection[UUID] | None = None, *, reader: User | None
) -> str:
    """Return `responsible` of the colleague who works on the case; "" where nobody does."""
    worker = worker_of(case)
    if worker is None:
        return ""
    return responsible(worker, case.team, not_for(case, unsafe), reader=reader)


def leads_to_ask(
    case: Case,
    leads: Iterable[User],
    unsafe: Collection[UUID] | None = None,
    *,
    reader: User | None,
) -> list[str]:
    """Return each lead who may be called about this case, by name and with who stands in."""
    people = list(leads)
    kept_from = not_for(case, unsafe, {lead.pk for lead in people})
    return each_to_call(people, case.team, kept_from, reader=reader)


def not_for(
    case: Case, unsafe: Collection[UUID] | None = None, leads: Collection[UUID] = ()
) -> set[UUID]:
    """Return whom no page names to be called about this case: also who stands in for its worker, or
    for one of these leads, and whom a conflict keeps out, for she would hear of it from whoever
    reads her name."""
    unsafe = set(in_other_hands() if unsafe is None else unsafe)
    away = {*leads, case.assignee_id} if case.assignee_id else set(leads)
    if away and (instead := stand_ins_of(away)):
        unsafe.update(conflicts_on(case.id).filter(user__in=instead).values_list("user", flat=True))
    return unsafe


def danger_words(ask_whom: str, ask_where: str = "") -> str:
    """Return in words whom to ask about her who is in danger, or of whom nobody knows where she is;
    "" of whom nobody says so."""
    danger = _("in danger: ask {who}").format(who=ask_whom) if ask_whom else ""
    lost = _("nobody knows where she is: ask {who}").format(who=ask_where) if ask_where else ""
    return " · ".join(filter(None, [danger, lost]))
