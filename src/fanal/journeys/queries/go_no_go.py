"""Go or no go: the list, what is missing of it, and whether two people go on without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.journeys.custody import CustodyReason, left_without_go
from fanal.core.journeys.planning import (
    DERIVED,
    ITEM_SAYS,
    GoNoGoItem,
    LegTrouble,
    PlannedLeg,
    leg_troubles,
    no_go,
)
from fanal.core.words import Sentence, say
from fanal.journeys.models import Journey
from fanal.journeys.queries.custody import CustodyFacts, of_whole_journey
from fanal.partners.models import Area


@dataclass(frozen=True)
class GoNoGoLine:
    """`derived`: read from the register, and ticked by nobody."""

    item: GoNoGoItem
    sentence: Sentence
    yes: bool | None
    derived: bool

    @property
    def missing(self) -> Sentence:
        """The sentence of what is not yes."""
        if self.yes is False:
            return say("No: {what}", what=self.sentence)
        return say("Not known: {what}", what=self.sentence)


@dataclass(frozen=True)
class Go:
    """`missing`: what is not yes; `legs`: what is wrong with them. `decided`: two go on all the
    same."""

    lines: tuple[GoNoGoLine, ...]
    missing: tuple[GoNoGoItem, ...]
    legs: tuple[Sentence, ...]
    decided: bool

    @property
    def against(self) -> tuple[Sentence, ...]:
        """All that stands against leaving."""
        return (*(line.missing for line in self.lines if line.yes is not True), *self.legs)

    @property
    def clear(self) -> bool:
        return not (self.missing or self.legs)

    @property
    def may_leave(self) -> bool:
        return self.clear or self.decided


def go_of(journey: Journey, now: datetime, seen_by: User | None = None) -> Go:
    """The sum of what has to be known before anybody leaves; without a reader, from all on file."""
    asked = CustodyFacts([journey], now, seen_by)
    answers = dict(asked.file.answers.get(journey.id, {}))
    answers |= dict.fromkeys(DERIVED, _trusted(asked, journey))
    missing = no_go(answers)
    legs = tuple(one.sentence for one in troubles_of_legs(asked.file.legs.get(journey.id, [])))
    lines = tuple(
        GoNoGoLine(one, ITEM_SAYS[one], answers.get(one), one in DERIVED) for one in GoNoGoItem
    )
    covered = asked.file.covered.get((journey.id, ""), frozenset())
    keys = stop_keys(missing, legs)
    return Go(lines, missing, legs, bool(keys) and keys <= covered)


def stop_keys(missing: tuple[GoNoGoItem, ...], legs: tuple[Sentence, ...]) -> frozenset[str]:
    """What two people decide on who let somebody leave all the same."""
    trouble = left_without_go(missing)
    items = trouble.keys if trouble else frozenset()
    return items | {f"{CustodyReason.NO_GO}:leg:{one}" for one in legs}


def _trusted(asked: CustodyFacts, journey: Journey) -> bool | None:
    """Whether all who take over may; None while nobody is to."""
    found = of_whole_journey(asked, journey)
    if not found:
        return None
    troubles = (one for each in found.values() for one in each)
    return all(one.decided or one.reason is CustodyReason.NOT_ASKED for one in troubles)


def troubles_of_legs(legs: list[PlannedLeg]) -> Iterator[LegTrouble]:
    """What is wrong with these legs, with crossings by their names."""
    named = {one.crossing for one in legs if one.crossing}
    areas = {str(one.id): one for one in Area.objects.filter(id__in=named)} if named else {}
    for one in leg_troubles(legs, lambda area, at: _open(areas[area], at)):
        values = one.sentence.values
        if "crossing" in values:
            name = areas[values["crossing"]].name
            one = one._replace(sentence=Sentence(one.sentence.template, {"crossing": name}))
        yield one


def _open(crossing: Area, at: datetime) -> bool:
    day = timezone.localtime(at).date()
    return (crossing.valid_from is None or crossing.valid_from <= day) and (
        crossing.valid_until is None or day <= crossing.valid_until
    )
