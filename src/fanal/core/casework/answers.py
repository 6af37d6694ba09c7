"""An answer is a value, or one of three things that are not values and are never the same.

"Not known" was asked and found out by nobody; "does not want to say" is her decision and is not
asked again; "not asked" is still open.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from fanal.core.casework.fields import Field, FieldType
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import NOT_IN_LIST
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say


class NoAnswer(LabelledEnum):
    """Why there is no value."""

    NOT_KNOWN = "not_known", say("not known")
    DOES_NOT_WANT_TO_SAY = "does_not_want_to_say", say("does not want to say")
    NOT_ASKED = "not_asked", say("not asked")


NOT_KNOWN = NoAnswer.NOT_KNOWN
DOES_NOT_WANT_TO_SAY = NoAnswer.DOES_NOT_WANT_TO_SAY
NOT_ASKED = NoAnswer.NOT_ASKED

KEY = "no_answer"


def is_value(answer: object) -> bool:
    """Whether there is a value. An empty text is none: nobody has answered."""
    return not isinstance(answer, NoAnswer) and answer not in (None, "", [])


def refuse_unknown(answers: Iterable[str], questions: Collection[str]) -> None:
    """Refuse an answer under a name that nobody reads. Raises `BadInput` at that name."""
    # Refused, not dropped: it would be lost unnoticed.
    if unknown := {*answers}.difference(questions):
        raise BadInput(min(unknown), say("this is not one of the questions"))


def dump(answer: object) -> Any:
    """The answer as JSON: the value itself, or `{"no_answer": "not_known"}`. Empty is not asked."""
    if isinstance(answer, NoAnswer):
        return {KEY: answer.value}
    return answer if is_value(answer) else {KEY: NOT_ASKED.value}


def load(stored: Any) -> Any:
    """Return what `dump` kept. None is not asked. Raises `BadInput` for an unknown reason."""
    # A field that was added after the entry was written: nobody was asked it.
    if stored is None:
        return NOT_ASKED
    if not (isinstance(stored, dict) and KEY in stored):
        return stored
    try:
        return NoAnswer(stored[KEY])
    except ValueError:
        known = ", ".join(NoAnswer)
        why = say("{value} is not one of {names}", value=repr(stored[KEY]), names=known)
        raise BadInput(KEY, why) from None


def answered_text(answer: object) -> str:
    """The text that was answered; empty where the answer is none."""
    return answer if is_value(answer) and isinstance(answer, str) else ""


def text_in(stored: Mapping[str, object], name: str) -> str:
    """Return one answer of those that `dump` kept, as text; empty where there is no value."""
    answer = load(stored.get(name))
    return str(answer) if is_value(answer) else ""


def sealed_answer(field: Field, answer: object) -> object:
    """Return `answer` as JSON. Raises `BadInput` at the field."""
    if not is_value(answer):
        return dump(answer)
    of_choices = field.type is not FieldType.CHOICE or answer in dict(field.choices)
    if not of_choices or (field.type is FieldType.YES_NO and not isinstance(answer, bool)):
        raise BadInput(field.name, NOT_IN_LIST)
    if field.type is FieldType.TEXT:
        return dump(short_text(field.name, str(answer)))
    if field.type is FieldType.LONG:
        return dump(long_text(field.name, str(answer)))
    return dump(str(answer)) if field.type is FieldType.DAY else dump(answer)
