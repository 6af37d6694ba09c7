"""Who of a journey is still on the way, for the page that would end it."""

from __future__ import annotations

from dataclasses import dataclass

from fanal.core.journeys.ending import StillAway, still_away
from fanal.core.journeys.events import LifeSign
from fanal.journeys.queries.escorts import escorts_of
from fanal.journeys.queries.journey import JourneyPage


@dataclass(frozen=True)
class ShownAway:
    """`given_to`: who has not said that she arrived, where she is between two custodians."""

    code: str
    hands: str
    given_to: str
    sign: LifeSign | None


def shown_away(found: JourneyPage) -> list[ShownAway]:
    away = still_away(found.state, escorts_of(found.journey))
    return [_shown(found, one) for one in away]


def _shown(found: JourneyPage, away: StillAway) -> ShownAway:
    to = ", ".join(found.labels.get(one, "?") for one in away.one.given_to) if away.between else ""
    return ShownAway(
        found.codes.get(away.one.person, "?"),
        found.labels.get(away.one.hands, "?"),
        to,
        away.one.last_sign,
    )
