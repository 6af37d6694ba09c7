"""The kinds of dated records, what each asks, and whose key opens it.

After the steps of the Inter-Agency Guidelines for Case Management and Child Protection (2014) and
of the OSCE/ODIHR NRM Handbook (2022). What a clock or a guard of closing asks of a record is in
`coded`; everything else is sealed with the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fanal.core.casework.fields import Field
from fanal.core.protection import questions as ask
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, Compartment
from fanal.core.words import Sentence, say


class RecordKind(StrEnum):
    """In the order of the page."""

    RISK = "risk"
    SAFETY_PLAN = "safety_plan"
    RECOVERY = "recovery"
    BEST_INTERESTS = "best_interests"
    DUTY = "duty"
    REVIEW = "review"
    EVENT = "event"
    PRESSURE = "pressure"
    CLOSING = "closing"
    FOLLOW_UP = "follow_up"

    def sentence(self) -> Sentence:
        return DESCRIBED[self].title

    @property
    def described(self) -> DescribedKind:
        return DESCRIBED[self]


@dataclass(frozen=True)
class DescribedKind:
    """`coded`: answers that clocks and guards read while nobody has unlocked. `next_day`: the words
    of the day by which somebody looks at it again. `of_case`: it is about the case, not one person.
    `later`: fields that stand closed, by the title of their part.
    """

    title: Sentence
    add: Sentence
    fields: tuple[Field, ...]
    coded: tuple[str, ...] = ()
    next_day: Sentence | None = None
    compartment: Compartment = NARRATIVE
    of_case: bool = False
    later: tuple[tuple[Sentence, tuple[str, ...]], ...] = ()

    def field(self, name: str) -> Field:
        return next(one for one in self.fields if one.name == name)


DESCRIBED = {
    RecordKind.RISK: DescribedKind(
        say("Risk level"),
        say("Assess the risk"),
        ask.RISK,
        coded=("level", "because"),
        next_day=say("Review it on"),
    ),
    RecordKind.SAFETY_PLAN: DescribedKind(
        say("Safety plan"),
        say("Make the safety plan with her"),
        (*ask.SAFETY_PLAN, *ask.DIGITAL_SAFETY),
        next_day=say("Go through it with her again on"),
        later=(
            (say("Telephone and internet"), tuple(one.name for one in ask.DIGITAL_SAFETY)),
            (say("Children, and who has the plan"), ("children", "who_has_it")),
        ),
    ),
    RecordKind.RECOVERY: DescribedKind(
        say("Recovery and reflection period"),
        say("Record what she decided"),
        ask.RECOVERY,
        coded=("country", "decision"),
        next_day=say("Last day, where it differs from the days of the country"),
        compartment=LEGAL,
    ),
    RecordKind.BEST_INTERESTS: DescribedKind(
        say("Best interests of the child"),
        say("Assess the best interests"),
        ask.BEST_INTERESTS,
        coded=("guardian",),
        next_day=say("Assess again on"),
        later=((say("Health, school and what must go on"), ("development",)),),
    ),
    RecordKind.DUTY: DescribedKind(
        say("Duty to report"),
        say("Record what was explained or reported"),
        ask.DUTY,
        coded=("country", "explained", "reported"),
        compartment=LEGAL,
    ),
    RecordKind.REVIEW: DescribedKind(
        say("Case review"),
        say("Record a case review or conference"),
        ask.REVIEW,
        coded=("form",),
        next_day=say("Next review on"),
        of_case=True,
    ),
    RecordKind.EVENT: DescribedKind(
        say("Event that changes the risk"),
        say("Something happened, or will"),
        ask.EVENT,
        coded=("event",),
    ),
    RecordKind.PRESSURE: DescribedKind(
        say("Pressure because of a proceeding"),
        say("Somebody is putting pressure on her because of a proceeding"),
        ask.PRESSURE,
        coded=("how",),
        compartment=LEGAL,
    ),
    RecordKind.CLOSING: DescribedKind(
        say("Before closing"),
        say("Answer what closing asks"),
        ask.CLOSING,
        coded=("last_contact", "her_view", "child", "open_goals", "way_back", "wants_contact"),
    ),
    RecordKind.FOLLOW_UP: DescribedKind(
        say("Follow-up after closing"),
        say("Record a follow-up"),
        ask.FOLLOW_UP,
        coded=("reached", "safe", "wants_contact"),
    ),
}
