"""The answer to a field, checked, as it is sealed."""

from fanal.core.casework.answers import dump, is_value
from fanal.core.casework.fields import Field, FieldType
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import NOT_IN_LIST
from fanal.core.errors import BadInput


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
