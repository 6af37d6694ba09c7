"""A question with its value, or one of the three answers that are not values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.answers import NOT_ASKED, NoAnswer, is_value
from fanal.web.forms.typed import FieldDescription
from fanal.web.typing import Context

WORDS = {
    NoAnswer.NOT_ASKED: _("not asked"),
    NoAnswer.NOT_KNOWN: _("not known"),
    NoAnswer.DOES_NOT_WANT_TO_SAY: _("does not want to say"),
}


class AnswerWidget(forms.MultiWidget):
    """The box of the value, and under it, once it was left, the three other answers."""

    template_name = "web/forms/answer.html"

    def __init__(self, value: forms.Widget) -> None:
        why = forms.RadioSelect(choices=[(str(code), words) for code, words in WORDS.items()])
        super().__init__(widgets={"": value, "why": why})

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        context = super().get_context(name, value, attrs)
        box, whole = context["widget"]["subwidgets"][0], context["widget"]["attrs"].get("id")
        if whole and not self.widgets[0].use_fieldset:
            box["attrs"]["aria-labelledby"] = f"{whole}_legend"
        chosen = context["widget"]["subwidgets"][1]["value"]
        context["widget"]["left"] = not {*chosen} <= {"", str(NOT_ASKED)}
        return context

    def decompress(self, value: object) -> list[object]:
        if isinstance(value, NoAnswer):
            return [None, value.value]
        return [value, None] if is_value(value) else [None, NOT_ASKED.value]


class AnswerField(forms.MultiValueField):
    """Wraps any field: `AnswerField(forms.CharField(), label=…)` gives a value or a `NoAnswer`.

    Never required: an empty answer is "not asked". A value beside "not known" or "does not want
    to say" is a contradiction, which only the person who typed can settle.
    """

    default_error_messages = {
        "both": _("There is an answer, and also “{why}”. Keep one of the two.")
    }

    def __init__(self, field: forms.Field, **options: Unpack[FieldDescription]) -> None:
        field.required = False
        self.value_field = field
        why = forms.ChoiceField(choices=list(WORDS.items()), required=False)
        super().__init__(
            fields=(field, why),
            widget=AnswerWidget(field.widget),
            required=False,
            require_all_fields=False,
            **options,
        )

    def clean(self, value: Sequence[object] | None) -> object:
        given, why = value or [None, None]
        answer = self.value_field.clean(given)
        reason = next((one for one in NoAnswer if one == why), NOT_ASKED)
        if not is_value(answer):
            return reason
        if reason is not NOT_ASKED:
            message = str(self.error_messages["both"]).format(why=WORDS[reason])
            raise ValidationError(message, code="both")
        return answer

    def has_changed(self, initial: object, data: Sequence[object] | None) -> bool:
        try:
            return self.clean(data) != (initial if is_value(initial) else NOT_ASKED)
        except ValidationError:
            return True
