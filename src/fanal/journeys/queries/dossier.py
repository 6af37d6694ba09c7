"""The dossier of a missing person: what is known, for us on screen, for others by the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from fanal.core.journeys.events import Event
from fanal.core.trust.vocabulary import DataClass, Purpose
from fanal.journeys.models import Traveller
from fanal.journeys.queries import journey as queries
from fanal.sharing import access as sharing
from fanal.sharing.queries.payloads import Line, payload

TOLD = (DataClass.IDENTITY, DataClass.WHEREABOUTS)


@dataclass(frozen=True)
class Dossier:
    """`answer` is the gate's; None while it is only looked at. `lines` are empty where refused."""

    traveller: Traveller
    story: list[tuple[Event, str, str]]
    lines: list[Line]
    partner: Any
    answer: sharing.Answer | None

    @property
    def goes_out(self) -> bool:
        return self.answer is not None and self.answer.allowed


def dossier_of(
    *, traveller: Traveller, user: Any, ring: Any, partner: Any = None, area: Any = None
) -> Dossier:
    """Read what is known; ask the gate where it is for a partner."""
    now = timezone.localtime()
    found = queries.seen(traveller.journey, now)
    story = queries.story_of(found, str(traveller.person_id))
    answer = None
    if partner is not None:
        answer = sharing.may_disclose(
            case=traveller.case, person=traveller.person, partner=partner, classes=TOLD,
            purpose=Purpose.TRACE_FAMILY, by=user, area=area,
        )  # fmt: skip
        if not answer.allowed:
            return Dossier(traveller, [], [], partner, answer)
    lines = payload(traveller.case, traveller.person, TOLD, ring, now.date())
    return Dossier(traveller, story, lines, partner, answer)
