"""Who is in danger of those whom colleagues look after who open no case, and whom to ask about it:
residents of a shelter, who waits for a bed, whom a health worker sees. They read that she is,
never why or from whom."""

from collections.abc import Collection, Mapping
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from fanal.absences.queries import stand_ins_of, whom_to_ask
from fanal.absences.reachable import in_other_hands
from fanal.accounts.models import User
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


def whom_to_ask_about(rows: Collection[AboutHer]) -> Mapping[UUID, str]:
    """By row, of those alone who are in danger by any case of theirs, or of whom two answers
    differ: who works on her case, or stands in; else a lead of its team."""
    danger = in_danger_of({row.person_id for row in rows})
    found = [row for row in rows if row.person_id in danger]
    workers = _workers(found)
    return {one.id: _whom(one, workers) for one in found}


def to_be_called(case: Case, unsafe: Collection[UUID]) -> str:
    """Who works on it, or its team; a lead in place of a colleague who is among the `unsafe`
    (`in_other_hands`): whoever holds her telephone would learn of the case."""
    if case.assignee is not None and case.assignee.pk in unsafe:
        return _a_lead(case)
    return str(case.assignee or case.team.name)


def _a_lead(case: Case) -> str:
    return _("a lead of {team}").format(team=case.team)


def danger_words(ask_whom: str) -> str:
    """Whom to ask about her who is in danger; "" of whom nobody says so."""
    return _("in danger: ask {who}").format(who=ask_whom) if ask_whom else ""


def _workers(rows: Collection[AboutHer]) -> Mapping[UUID, User]:
    ids = {row.case.assignee_id for row in rows if row.case.assignee_id}
    if not ids:
        return {}
    alone = in_other_hands() - {one for one in ids if stand_ins_of({one})}
    return {user.pk: user for user in User.objects.filter(pk__in=ids - alone, is_active=True)}


def _whom(row: AboutHer, workers: Mapping[UUID, User]) -> str:
    worker = workers.get(row.case.assignee_id) if row.case.assignee_id else None
    if worker is not None:
        return whom_to_ask(worker)
    return _a_lead(row.case)
