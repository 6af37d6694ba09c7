"""The people of a journey who are still on the way, who left it, and who only go along."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fanal.core.journeys.ending import StillAway, still_away
from fanal.core.journeys.events import LifeSign
from fanal.core.journeys.state import JourneyStage, PersonState
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.journeys.queries.journey import JourneyPage


@dataclass(frozen=True)
class ShownLeft:
    code: str
    at: datetime | None
    words: str
    sign: LifeSign | None


def left_words(person: PersonState, whom: str) -> str:
    """Return in words whom she left, or with whom she stays, and why."""
    words = _("stays with {whom}: {why}") if person.stays else _("left {whom}: {why}")
    return words.format(whom=whom, why=person.reason.rstrip("."))


def who_left(found: JourneyPage) -> list[ShownLeft]:
    return [
        ShownLeft(
            found.codes.get(person.person, "?"),
            person.left_at,
            left_words(person, found.labels.get(person.custodian, "?")),
            person.last_sign,
        )
        for person in found.state.persons.values()
        if person.stage is JourneyStage.LEFT
    ]


@dataclass(frozen=True)
class ShownFollowed:
    """Somebody followed no more. `back`: since when; None where she never left."""

    code: str
    back: datetime | None


def followed_no_more(found: JourneyPage) -> list[ShownFollowed]:
    """Return who has no row of it any more, and has not left us."""
    rows = {row.person for row in found.rows}
    return [
        ShownFollowed(found.codes.get(person.person, "?"), person.returned_at)
        for person in found.state.persons.values()
        if person.person not in rows and person.stage is not JourneyStage.LEFT
    ]


# Who of a journey is still on the way, for the page that would end it.
@dataclass(frozen=True)
class ShownAway:
    """Somebody still away. `given_to`: who has not said that she arrived, where she
    is between two custodians."""

    code: str
    custodian: str
    given_to: str
    sign: LifeSign | None


def shown_away(found: JourneyPage) -> list[ShownAway]:
    return [_shown_away(found, one) for one in away_from(found)]


def away_from(found: JourneyPage) -> tuple[StillAway, ...]:
    return still_away(found.state, escorts_of(found.journey))


def _shown_away(page: JourneyPage, away: StillAway) -> ShownAway:
    to = (
        ", ".join(page.labels.get(custodian, "?") for custodian in away.one.given_to)
        if away.between
        else ""
    )
    return ShownAway(
        page.codes.get(away.one.person, "?"),
        page.labels.get(away.one.custodian, "?"),
        to,
        away.one.last_sign,
    )


def escorts_of(*journeys: Journey) -> set[str]:
    """Return the ids of the custodians of these journeys who only take people along."""
    rows = JourneyCustodian.objects.filter(journey__in=journeys, does=PartnerPurpose.ESCORT)
    return {str(id) for id in rows.order_by().values_list("id", flat=True)}
