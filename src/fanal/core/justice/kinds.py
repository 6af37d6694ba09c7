"""The kinds of records of a proceeding, what each asks, and what can be written below it.

After programmes of practice: Council of Europe Convention arts 12, 15, 26, 28-30; Directive
2012/29/EU arts 3-6, 18-24; ECOSOC 2005/20. Rows are only added; what changes is a new row below.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fanal.core.casework.fields import Field
from fanal.core.justice import questions as ask
from fanal.core.words import Sentence, say


class JusticeKind(StrEnum):
    """What is written of a proceeding, and below it."""

    HEARING = "hearing"
    HEARING_NEWS = "hearing_news"
    STEP = "step"
    TOLD = "told"
    LIMIT = "limit"
    LIMIT_NEWS = "limit_news"
    ACT = "act"
    ACT_NEWS = "act_news"
    MEASURE = "measure"
    MEASURE_NEWS = "measure_news"
    EVIDENCE = "evidence"
    CUSTODY = "custody"
    CLAIM = "claim"
    MONEY = "money"
    INFORMATION = "information"
    INFORMATION_NEWS = "information_news"
    PRESSURE = "pressure"
    PRESSURE_NEWS = "pressure_news"
    STATUS = "status"
    STATUS_NEWS = "status_news"
    COST = "cost"

    def sentence(self) -> Sentence:
        return DESCRIBED[self].title

    @property
    def described(self) -> DescribedRecord:
        return DESCRIBED[self]

    @property
    def below(self) -> JusticeKind | None:
        """What is written below a record of this kind."""
        return BELOW.get(self)

    @property
    def is_below(self) -> bool:
        return self in BELOW.values()


K = JusticeKind
ENDING = frozenset({K.LIMIT, K.STATUS})  # what can be done until a day and not after
BELOW = {
    K.HEARING: K.HEARING_NEWS,
    K.STEP: K.TOLD,
    K.LIMIT: K.LIMIT_NEWS,
    K.ACT: K.ACT_NEWS,
    K.MEASURE: K.MEASURE_NEWS,
    K.EVIDENCE: K.CUSTODY,
    K.INFORMATION: K.INFORMATION_NEWS,
    K.PRESSURE: K.PRESSURE_NEWS,
    K.STATUS: K.STATUS_NEWS,
}


@dataclass(frozen=True)
class DescribedRecord:
    """`must`: the questions that have to be answered. `coded`: those whose codes are counted.
    `day`: the words of its day, None where today is meant. `later`: fields that stand closed, by
    the title of their part. `due`: the words of a day to come that somebody sets."""

    title: Sentence
    add: Sentence
    fields: tuple[Field, ...]
    must: tuple[str, ...]
    coded: tuple[str, ...] = ()
    day: Sentence | None = None
    due: Sentence | None = None
    asks_if_sure: bool = False
    later: tuple[tuple[Sentence, tuple[str, ...]], ...] = ()

    def field(self, name: str) -> Field:
        return next(one for one in self.fields if one.name == name)


ON_WHICH_DAY = say("On which day")
MORE, HOW_LONG = say("More"), say("How long she is away")
WHO_GOES = say("Who goes with her")
WHO_COMES = ("interpreter", "ties", "escort", "child_care", "adult")
DESCRIBED = {
    K.HEARING: DescribedRecord(
        say("Hearing"),
        say("Add a hearing"),
        ask.HEARING,
        ("day", "presence"),
        ("presence",),
        asks_if_sure=True,
        later=(
            (WHO_GOES, WHO_COMES),
            (HOW_LONG, ("leaves", "back")),
            (say("What protects her there"), ("measures", "needs", "recorded", "zone")),
        ),
    ),
    K.HEARING_NEWS: DescribedRecord(
        say("What became of the hearing"),
        say("Postponed, arranged, held or cancelled"),
        ask.HEARING_NEWS,
        ("news",),
        ("news", "heard"),
        asks_if_sure=True,
        day=ON_WHICH_DAY,
        later=((WHO_GOES, WHO_COMES), (HOW_LONG, ("leaves", "back"))),
    ),
    K.STEP: DescribedRecord(
        say("Step or decision"),
        say("Add a step or decision"),
        ask.STEP,
        ("step",),
        ("step", "the_accused"),
        day=ON_WHICH_DAY,
        asks_if_sure=True,
    ),
    K.TOLD: DescribedRecord(
        say("She was told"),
        say("She was told of it"),
        ask.TOLD,
        ("language",),
        ("how",),
        day=say("Told on"),
    ),
    K.LIMIT: DescribedRecord(
        say("Time limit"),
        say("Calculate a time limit"),
        ask.LIMIT,
        ("rule",),
        ("rule",),
        due=say("Last day, where a lawyer of the country set it"),
    ),
    K.LIMIT_NEWS: DescribedRecord(
        say("What became of the time limit"),
        say("Met, or does not apply"),
        ask.LIMIT_NEWS,
        ("news",),
        ("news",),
        day=ON_WHICH_DAY,
    ),
    K.ACT: DescribedRecord(
        say("Act that she was made to do"),
        say("Add an act that she was made to do"),
        ask.ACT,
        ("act",),
        (),
    ),
    K.ACT_NEWS: DescribedRecord(
        say("Non-punishment"),
        say("Raised, or answered"),
        ask.ACT_NEWS,
        ("news",),
        ("news",),
        day=ON_WHICH_DAY,
    ),
    K.MEASURE: DescribedRecord(
        say("Protection measure"),
        say("Ask for a protection measure"),
        ask.MEASURE,
        ("measure",),
        ("measure",),
        day=say("Asked for on"),
        due=say("It holds until"),
    ),
    K.MEASURE_NEWS: DescribedRecord(
        say("What became of the measure"),
        say("Granted, refused or broken"),
        ask.MEASURE_NEWS,
        ("news",),
        ("news",),
        day=ON_WHICH_DAY,
        due=say("It holds until"),
    ),
    K.EVIDENCE: DescribedRecord(
        say("Evidence"),
        say("Collect a piece of evidence"),
        ask.EVIDENCE,
        ("what", "keeper"),
        (),
        day=say("Collected on"),
        later=((MORE, ("place", "seal", "digest", "photographed")),),
    ),
    K.CUSTODY: DescribedRecord(
        say("Handed on"),
        say("Hand it on"),
        ask.CUSTODY,
        ("from_hand", "to_hand", "why"),
        ("why",),
        day=ON_WHICH_DAY,
        later=((MORE, ("hour", "new_seal", "receipt")),),
    ),
    K.CLAIM: DescribedRecord(
        say("Damage"),
        say("Add a damage"),
        ask.CLAIM,
        ("head", "amount"),
        ("head",),
    ),
    K.MONEY: DescribedRecord(
        say("Money"),
        say("Ordered, paid or in her hands"),
        ask.MONEY,
        ("money", "amount"),
        ("money",),
        day=ON_WHICH_DAY,
        asks_if_sure=True,
        later=((say("Interest"), ("percent", "interest_from")),),
    ),
    K.INFORMATION: DescribedRecord(
        say("What she wants to be told"),
        say("Ask to be told"),
        ask.INFORMATION,
        ("topic",),
        ("topic",),
        day=say("Asked for on"),
    ),
    K.INFORMATION_NEWS: DescribedRecord(
        say("Their answer"),
        say("They answered"),
        ask.INFORMATION_NEWS,
        ("news",),
        ("news",),
        day=ON_WHICH_DAY,
    ),
    K.PRESSURE: DescribedRecord(
        say("Pressure on her"),
        say("Write down pressure on her"),
        ask.PRESSURE,
        ("how",),
        ("how",),
        day=ON_WHICH_DAY,
    ),
    K.PRESSURE_NEWS: DescribedRecord(
        say("What became of the pressure"),
        say("Say what happened, or what was done"),
        ask.PRESSURE_NEWS,
        ("news",),
        ("news",),
    ),
    K.STATUS: DescribedRecord(
        say("Victim status"),
        say("Add a decision on her status"),
        ask.STATUS,
        ("status",),
        ("status",),
        day=ON_WHICH_DAY,
        due=say("Last day to appeal, where a lawyer set it"),
        later=((MORE, ("reference",)),),
    ),
    K.STATUS_NEWS: DescribedRecord(
        say("Appeal for her status"),
        say("Appealed, or what became of it"),
        ask.STATUS_NEWS,
        ("news",),
        ("news",),
        day=ON_WHICH_DAY,
    ),
    K.COST: DescribedRecord(
        say("Legal cost"),
        say("Add a legal cost"),
        ask.COST,
        ("what", "payer"),
        ("payer",),
        day=ON_WHICH_DAY,
    ),
}
