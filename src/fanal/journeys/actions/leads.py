"""Giving the lead of a journey to somebody else."""

from django.db import transaction
from django.utils import timezone

from fanal.absences.queries import absences_between
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.errors import BadInput, Conflict
from fanal.core.words import say
from fanal.journeys.actions.mails import owe
from fanal.journeys.models import Journey
from fanal.journeys.queries.leads import CANNOT_LEAD, could_lead


@transaction.atomic
def give_lead(*, journey: Journey, to: User, by: User, version: int) -> None:
    """Give the lead to `to`, who is called first from now on; she is told that something waits.

    Raises `BadInput` for somebody who may not lead it, or does, and `Conflict` if somebody else was
    chosen since `version`.
    """
    _choose(journey, to, version)
    detail = {"from": str(journey.lead_id), "to": str(to.pk)}
    journey.lead, journey.version = to, version + 1
    audit.record(act="journey.lead_given", by=by, about=journey.id, detail=detail)
    if to != by:
        owe([to], timezone.localdate())


def _choose(journey: Journey, to: User, version: int) -> None:
    """Set these two columns only: whether the journey is followed may change at the same moment."""
    if not could_lead(journey).filter(pk=to.pk).exists():
        raise BadInput("to", CANNOT_LEAD)
    today = timezone.localdate()
    # Today, since she is called from now on, and on the day on which they leave.
    for day in (today, max(today, journey.starts_on)):
        if away := absences_between(day, day).get(to.pk):
            raise BadInput("to", away.sentence)
    rows = Journey.objects.filter(id=journey.id)
    # Before the write: it would pass, and say that something changed.
    if rows.filter(version=version, lead=to).exists():
        raise BadInput("to", say("this colleague leads this journey already"))
    if not rows.filter(version=version).update(lead=to, version=version + 1):
        theirs = rows.select_related("lead").get()
        raise Conflict({"to": str(to.pk)}, {"to": str(theirs.lead)}, theirs.version)
