"""One reason for or against an option, with the records it rests on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from fanal.core.trust.situation import Situation
from fanal.core.words import LabelledEnum, Sentence, say


class Effect(LabelledEnum):
    """What a ground does, hardest first."""

    BLOCK = "block", say("blocked by")
    FIND_OUT = "find_out", say("find out")
    PRECAUTION = "precaution", say("precaution")
    NOT_ON_FILE = "not_on_file", say("not known")
    AGAINST = "against", say("against")
    IN_FAVOUR = "in_favour", say("in favour")


@dataclass(frozen=True, slots=True)
class MetCondition:
    """A condition that holds: what it rests on and the values of its sentence."""

    sources: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GateGround:
    rule: str
    effect: Effect
    sentence: Sentence
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule[Subject]:
    """`when` finds what holds of a subject; `tells` rules also guard the gate.

    `why` cites where the rule comes from.
    """

    name: str
    effect: Effect
    when: Callable[[Situation, Subject], Iterator[MetCondition]]
    sentence: Sentence
    why: str
    tells: bool = False

    def grounds(self, situation: Situation, subject: Subject) -> Iterator[GateGround]:
        for hit in self.when(situation, subject):
            sentence = Sentence(self.sentence.template, hit.values)
            yield GateGround(self.name, self.effect, sentence, hit.sources)
