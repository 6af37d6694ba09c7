"""The travellers of another team's journey who are in the cases of one's own teams."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fanal.accounts.models import User
from fanal.core.journeys.state import JourneyStage, PersonState
from fanal.core.words import Sentence
from fanal.journeys.models import Traveller
from fanal.journeys.queries.board import BoardLine, on_journeys
from fanal.journeys.queries.journey import JourneyPage
from fanal.journeys.queries.tonight import red_of


@dataclass(frozen=True)
class OwnTraveller:
    """A traveller of one's own team. `line`: her row of the board; None once this journey follows
    her no more. `now`: what is known of her on it; None where nothing that counts was kept."""

    traveller: Traveller
    now: PersonState | None
    line: BoardLine | None

    @property
    def stage(self) -> JourneyStage | None:
        return self.now.stage if self.now else None

    @property
    def red(self) -> dict[Sentence, Sentence]:
        """The reasons why she is red, each with what to do about it."""
        return {why: to_do for why, to_do, _phones in red_of(self.line)} if self.line else {}

    @property
    def other_why(self) -> list[Sentence]:
        """The other reasons to look at her."""
        return [why for why in self.line.row.why if why not in self.red] if self.line else []


def own_travellers(
    page: JourneyPage, hers: Iterable[Traveller], user: User, now: datetime
) -> list[OwnTraveller]:
    """Return the travellers as the board of `user` shows them; the number is that of
    whoever has her."""
    journey = page.journey
    lines = {line.row.person: line for line in on_journeys(user, now, [(journey, page.state)])}
    return [
        OwnTraveller(
            traveller,
            page.state.persons.get(str(traveller.person_id)),
            lines.get(str(traveller.person_id)),
        )
        for traveller in hers
    ]
