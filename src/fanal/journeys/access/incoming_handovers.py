"""A hand-over to a team of ours, on a journey that another team runs. A part of `access`.

The journey stays closed to whoever takes them over: she says of this one hand-over who is there.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.journeys.events import EventKind
from fanal.journeys.access.journeys import closed_to, must_write
from fanal.journeys.models import Journey, JourneyCustodian


def handed_journey_for(
    user: User, journey_id: UUID, handover: UUID
) -> tuple[Journey, JourneyCustodian]:
    """The journey and the hands to which this hand-over goes, for whoever is of them; or `Http404`,
    which is written down."""
    must_write(user)
    open_to = Journey.objects.exclude(id__in=closed_to(user)).select_related("team", "lead")
    found = open_to.filter(id=journey_id).first()
    hands = _receiving(found, str(handover)) if found else None
    if found is None or hands is None or not _takes_over(user, hands):
        audit.record(act="journey.refused", by=user, about=journey_id)
        raise Http404
    return found, hands


def _receiving(journey: Journey, handover: str) -> JourneyCustodian | None:
    told = (row.event() for row in journey.happenings.all())
    given = [one for one in told if one.kind is EventKind.GIVEN and one.handover == handover]
    first = min(given, key=lambda one: one.order, default=None)
    return journey.hands.filter(id=first.to).first() if first else None


def _takes_over(user: User, hands: JourneyCustodian) -> bool:
    return hands.team_id is not None and user.teams.filter(pk=hands.team_id).exists()
