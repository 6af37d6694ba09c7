"""Who is followed by a journey no more: home again, or gone on without us, as two have said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fanal.core.journeys.events import LifeSign
from fanal.core.journeys.state import JourneyStage
from fanal.journeys.queries.journey import JourneyPage


@dataclass(frozen=True)
class ShownLeft:
    code: str
    at: datetime | None
    words: str
    sign: LifeSign | None


def left_words(whom: str, reason: str) -> str:
    """Whom she left and why."""
    return _("left {whom}: {why}").format(whom=whom, why=reason.rstrip("."))


def who_left(found: JourneyPage) -> list[ShownLeft]:
    return [
        ShownLeft(
            found.codes.get(one.person, "?"),
            one.left_at,
            left_words(found.labels.get(one.hands, "?"), one.reason),
            one.last_sign,
        )
        for one in found.state.persons.values()
        if one.stage is JourneyStage.LEFT
    ]


@dataclass(frozen=True)
class ShownFollowed:
    """`back`: since when; None where she never left."""

    code: str
    back: datetime | None


def followed_no_more(found: JourneyPage) -> list[ShownFollowed]:
    """Who has no row of it any more, and has not left us."""
    rows = {row.person for row in found.rows}
    return [
        ShownFollowed(found.codes.get(one.person, "?"), one.returned_at)
        for one in found.state.persons.values()
        if one.person not in rows and one.stage is not JourneyStage.LEFT
    ]
