"""What a question of an entry is, and what a kind of entry is; the kinds are in `entries`."""

from dataclasses import dataclass
from enum import StrEnum

from fanal.core.casework.sections import Section
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence


class FieldType(StrEnum):
    """How a field is asked and kept."""

    TEXT = "text"
    LONG = "long"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DAY = "day"
    MOMENT = "moment"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Field:
    """One question. `choices` are codes with their words. `hint` stands under the label.

    `inside`: the answer leaves the organisation in no bundle. `ahead`: a day that is still to come.
    `currency`: the question of an amount's currency, without which the amount is refused. `or_day`:
    a moment of which somebody may know the day alone.
    """

    name: str
    label: Sentence
    type: FieldType = FieldType.TEXT
    choices: tuple[tuple[str, Sentence], ...] = ()
    hint: Sentence | None = None
    inside: bool = False
    ahead: bool = False
    currency: str = ""
    or_day: bool = False


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry: its section, whose key opens it, its fields; `under` names its parent.

    `own_page`: it is written on a page of its own, and offered nowhere else.
    """

    code: str
    section: Section
    compartment: Compartment
    title: Sentence
    fields: tuple[Field, ...]
    under: str | None = None
    has_due_day: bool = False
    append_only: bool = False
    own_page: bool = False

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


def text(name: str, label: Sentence, hint: Sentence | None = None) -> Field:
    return Field(name, label, hint=hint)


def long(name: str, label: Sentence, hint: Sentence | None = None) -> Field:
    return Field(name, label, FieldType.LONG, hint=hint)


def yes_no(name: str, label: Sentence) -> Field:
    return Field(name, label, FieldType.YES_NO)


def day(name: str, label: Sentence, *, ahead: bool = False) -> Field:
    return Field(name, label, FieldType.DAY, ahead=ahead)


def moment(name: str, label: Sentence, *, or_day: bool = False) -> Field:
    return Field(name, label, FieldType.MOMENT, or_day=or_day)


def choice(
    name: str,
    label: Sentence,
    choices: tuple[tuple[str, Sentence], ...],
    hint: Sentence | None = None,
) -> Field:
    return Field(name, label, FieldType.CHOICE, choices, hint=hint)


def amount(name: str, label: Sentence, hint: Sentence | None = None) -> Field:
    """Return a question for an amount in the currency that the question `currency` of
    the same entry names."""
    return Field(name, label, FieldType.AMOUNT, hint=hint, currency="currency")
