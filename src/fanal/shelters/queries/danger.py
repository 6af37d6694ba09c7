"""Which residents, and who of those who wait for a bed, are in danger, and whom to ask about it.
The staff of a shelter opens no case: it reads that she is, never why or from whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from fanal.absences.queries import whom_to_ask
from fanal.accounts.models import User
from fanal.cases.queries.codes import told_of
from fanal.shelters.models import BedRequest, ShelterStay

type WithABed = ShelterStay | BedRequest


def whom_to_ask_about(stays: Collection[WithABed]) -> Mapping[UUID, str]:
    """By stay or request, of those alone who are in danger by any case of theirs, or of whom two
    answers differ: who works on her case, or stands in; else a lead of its team."""
    told = told_of([stay.person_id for stay in stays])
    found = [stay for stay in stays if told[stay.person_id].code.counts_as_danger]
    workers = _workers(found)
    return {one.id: _whom(one, workers) for one in found}


def danger_words(ask_whom: str) -> str:
    """Whom to ask about her who is in danger; "" of whom nobody says so."""
    return _("in danger: ask {who}").format(who=ask_whom) if ask_whom else ""


def _workers(stays: Collection[WithABed]) -> Mapping[UUID, User]:
    ids = {stay.case.assignee_id for stay in stays if stay.case.assignee_id}
    return (
        {user.pk: user for user in User.objects.filter(pk__in=ids, is_active=True)} if ids else {}
    )


def _whom(stay: WithABed, workers: Mapping[UUID, User]) -> str:
    worker = workers.get(stay.case.assignee_id) if stay.case.assignee_id else None
    if worker is not None:
        return whom_to_ask(worker)
    return _("a lead of {team}").format(team=stay.case.team)
