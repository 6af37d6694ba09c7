"""The place where she is, by her stay: the name of the shelter and its area, never an address."""

from dataclasses import replace
from datetime import date

from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.stays import StayAct
from fanal.core.words import Sentence, say
from fanal.shelters.models import ShelterStay, ShelterStayStep
from fanal.web.places import area_name
from fanal.web.words import translated

AWAY = say("Away from {shelter}, as agreed")
AWAY_UNTIL = say("Away from {shelter}, as agreed, back by {day}")
LATE_BACK = say("Not known: was to be back in {shelter} by {day}")
IN_HOSPITAL = say("In hospital, has a bed in {shelter}")
LOST = say("Not known: something of her stay in {shelter} was deleted from outside. Ask there")
NOT_SEEN = say("Not known: not seen in {shelter}")


def place_after(stay: ShelterStay, row: ShelterStayStep) -> str:
    """Return the place after a step. Of whom nobody saw, and who sleeps elsewhere: nobody goes on
    reading that she is there."""
    if row.act is StayAct.NOT_SEEN:
        return _of_shelter(NOT_SEEN, stay)
    if row.act is StayAct.GO_TO_HOSPITAL:
        return _of_shelter(IN_HOSPITAL, stay)
    if row.act is StayAct.GO_AWAY:
        return _away(stay, row)
    return place_in(stay, row.left_to)


def place_in(stay: ShelterStay, to: LeftTo | None = None) -> str:
    """The shelter and its area; of whoever left for good that she did, and whereto in words."""
    if to is not None:
        return translated(say("Left {shelter}: {to}", shelter=stay.shelter.name, to=to.sentence()))
    return " · ".join(filter(None, [stay.shelter.name, area_name(stay.shelter.area)]))


def late_back(stay: ShelterStay, by: date) -> str:
    return _of_shelter(LATE_BACK, stay, by)


def step_lost(stay: ShelterStay) -> str:
    return _of_shelter(LOST, stay)


def _away(stay: ShelterStay, row: ShelterStayStep) -> str:
    """Return the place of who is away. By when she is back stands in the stay, for the last time
    that she went."""
    last = max(step.number for step in stay.steps.all() if step.act is StayAct.GO_AWAY)
    if stay.back_by is None or row.number != last:
        return _of_shelter(AWAY, stay)
    return _of_shelter(AWAY_UNTIL, stay, stay.back_by)


def _of_shelter(words: Sentence, stay: ShelterStay, day: date | None = None) -> str:
    values = {"shelter": stay.shelter.name} | ({"day": day} if day else {})
    return translated(replace(words, values=values))
