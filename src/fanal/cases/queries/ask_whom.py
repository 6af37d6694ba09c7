"""Who is in danger of those whom colleagues look after who open no case, and whom to ask about it:
residents of a shelter, who waits for a bed, whom a health worker sees. They read that she is,
never why or from whom."""

from collections.abc import Collection, Mapping
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from fanal.absences.queries import whom_to_ask
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


def danger_words(ask_whom: str) -> str:
    """Whom to ask about her who is in danger; "" of whom nobody says so."""
    return _("in danger: ask {who}").format(who=ask_whom) if ask_whom else ""


def _workers(rows: Collection[AboutHer]) -> Mapping[UUID, User]:
    ids = {row.case.assignee_id for row in rows if row.case.assignee_id}
    return (
        {user.pk: user for user in User.objects.filter(pk__in=ids, is_active=True)} if ids else {}
    )


def _whom(row: AboutHer, workers: Mapping[UUID, User]) -> str:
    worker = workers.get(row.case.assignee_id) if row.case.assignee_id else None
    if worker is not None:
        return whom_to_ask(worker)
    return _("a lead of {team}").format(team=row.case.team)
