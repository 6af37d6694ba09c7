"""The dossier of a missing person and journey papers: on screen for us, out by the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from fanal.core.journeys.events import Event
from fanal.core.trust.vocabulary import DataClass, Purpose
from fanal.core.words import say
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
    purpose: Purpose = Purpose.TRACE_FAMILY
    channel: str = "dossier"

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
        answer = _asked(traveller, user, partner, area, Purpose.TRACE_FAMILY)
        if not answer.allowed:
            return Dossier(traveller, [], [], partner, answer)
    lines = payload(traveller.case, traveller.person, TOLD, user, ring, now.date())
    return Dossier(traveller, story, lines, partner, answer)


def journey_papers_of(
    *, traveller: Traveller, user: Any, ring: Any, partner: Any = None, area: Any = None
) -> Dossier:
    """Who she is and the legs of her way, for those who escort her; not where she sleeps."""
    kind = {"purpose": Purpose.ESCORT, "channel": "journey_papers"}
    answer = None
    if partner is not None:
        answer = _asked(traveller, user, partner, area, Purpose.ESCORT)
        if not answer.allowed:
            return Dossier(traveller, [], [], partner, answer, **kind)
    known = payload(
        traveller.case, traveller.person, [DataClass.IDENTITY], user, ring, timezone.localdate()
    )
    return Dossier(traveller, [], [*known, *_way(traveller)], partner, answer, **kind)


def _asked(
    traveller: Traveller, user: Any, partner: Any, area: Any, purpose: Purpose
) -> sharing.Answer:
    return sharing.may_disclose(
        case=traveller.case, person=traveller.person, partner=partner, classes=TOLD,
        purpose=purpose, by=user, area=area,
    )  # fmt: skip


def _way(traveller: Traveller) -> list[Line]:
    return [
        Line(DataClass.WHEREABOUTS, say("Leg {n}", n=one.leg.number), way_words(one))
        for one in queries.legs(traveller.journey)
    ]


def way_words(one: queries.Stretch) -> str:
    """A leg in words: its areas and its times."""
    places = [one.leg.start, one.leg.crossing, one.leg.end]
    times = (timezone.localtime(moment) for moment in (one.leaves, one.arrives))
    return "{} ({})".format(
        " → ".join(place.name for place in places if place),
        " – ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in times),
    )
