"""The two-country file: what two sides may agree to tell each other, field by field.

Each side keeps its own file of her. Between them stands as little as helps: no field holds who she
is. A field is open when both sides have agreed to it, and closed again when either takes it back.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from fanal.core.errors import BadInput
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import Sentence, say

ENDED = say("This two-country file has ended already.")


class SharedField(StrEnum):
    CODE_NAME = "code_name"
    SAFETY = "safety"
    APPOINTMENT = "appointment"
    RESPONSIBLE = "responsible"
    JOURNEY = "journey"


@dataclass(frozen=True, slots=True)
class SharedFieldText:
    """What a field says, and the class of data for which her consent is asked."""

    label: Sentence
    told: DataClass


FIELDS: dict[SharedField, SharedFieldText] = {
    SharedField.CODE_NAME: SharedFieldText(say("Code name between us"), DataClass.EXISTENCE),
    SharedField.SAFETY: SharedFieldText(say("Safety alerts"), DataClass.NARRATIVE),
    SharedField.APPOINTMENT: SharedFieldText(say("Next appointment"), DataClass.NARRATIVE),
    SharedField.RESPONSIBLE: SharedFieldText(
        say("Who is responsible for what, and where"), DataClass.EXISTENCE
    ),
    SharedField.JOURNEY: SharedFieldText(say("Journey"), DataClass.WHEREABOUTS),
}


# With the code name alone, or an appointment, nobody agreed to say who has her or what threatens.
HOW_SHE_IS = frozenset({SharedField.SAFETY, SharedField.RESPONSIBLE, SharedField.JOURNEY})


def tells_how_she_is(fields: Collection[SharedField]) -> bool:
    """Whether a file in which these are open says by itself who has her."""
    return not HOW_SHE_IS.isdisjoint(fields)


def field_codes(fields: Iterable[str]) -> str:
    """Fields as a column keeps them. Raises `BadInput` for none or an unknown one."""
    wanted = set(fields)
    if not wanted or wanted - set(SharedField):
        raise BadInput("fields_shared", say("Say which fields."))
    return " ".join(field for field in SharedField if field in wanted)


def open_fields(one: Collection[str], other: Collection[str]) -> tuple[SharedField, ...]:
    """Return what both sides have agreed to, in the order of the list above."""
    # By both, at each look: a field that one side takes back is closed at once for the other as
    # well.
    return tuple(field for field in SharedField if field in one and field in other)
