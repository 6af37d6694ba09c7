"""The two-country file: what two sides may agree to tell each other, field by field.

Each side keeps its own file of her. Between them stands as little as helps: no field holds who she
is. A field is open when both sides have agreed to it, and closed again when either takes it back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import Sentence, say


class Field(StrEnum):
    CODE_NAME = "code_name"
    SAFETY = "safety"
    APPOINTMENT = "appointment"
    RESPONSIBLE = "responsible"
    JOURNEY = "journey"


@dataclass(frozen=True, slots=True)
class Told:
    """What a field says, and the class of data for which her consent is asked."""

    label: Sentence
    told: DataClass


FIELDS: dict[Field, Told] = {
    Field.CODE_NAME: Told(say("Code name between us"), DataClass.EXISTENCE),
    Field.SAFETY: Told(say("Safety alerts"), DataClass.NARRATIVE),
    Field.APPOINTMENT: Told(say("Next appointment"), DataClass.NARRATIVE),
    Field.RESPONSIBLE: Told(say("Who answers for what, and where"), DataClass.EXISTENCE),
    Field.JOURNEY: Told(say("Journey"), DataClass.WHEREABOUTS),
}


def open_fields(one: Collection[str], other: Collection[str]) -> tuple[Field, ...]:
    """What both sides have agreed to, in the order of the list above."""
    return tuple(field for field in Field if field in one and field in other)
