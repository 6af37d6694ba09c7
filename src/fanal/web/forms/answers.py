"""A question with its value, or one of the three answers that are not values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.answers import NOT_ASKED, NoAnswer, is_value
from fanal.web.forms.typed_fields import FieldDescription
from fanal.web.typing import Context, PageText

WORDS = {
    NoAnswer.NOT_ASKED: _("not asked"),
    NoAnswer.NOT_KNOWN: _("not known"),
    NoAnswer.DOES_NOT_WANT_TO_SAY: _("does not want to say"),
}


class AnswerWidget(forms.MultiWidget):
    """The box of the value, and under it, once it was left, the three other answers."""

    template_name = "web/forms/answer.html"

    def __init__(self, value: forms.Widget, *, reasons: bool = True) -> None:
        self.reasons = reasons
        why = forms.RadioSelect(choices=[(str(code), words) for code, words in WORDS.items()])
        # "" as the name of the first: its box is called as the field, so that tests, drafts and
        # labels need no suffix.
        super().__init__(widgets={"": value, "why": why})

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        context = super().get_context(name, value, attrs)
        context["widget"]["reasons"] = self.reasons
        box, whole = context["widget"]["subwidgets"][0], context["widget"]["attrs"].get("id")
        # A single box is labelled by the legend of the whole; several have one of their own.
        if whole and not self.widgets[0].use_fieldset:
            box["attrs"]["aria-labelledby"] = f"{whole}_legend"
        chosen = context["widget"]["subwidgets"][1]["value"]
        # Left with a reason: then the three answers stand open.
        context["widget"]["left"] = not {*chosen} <= {"", str(NOT_ASKED)}
        return context

    def decompress(self, value: object) -> list[object]:
        if isinstance(value, NoAnswer):
            return [None, value.value]
        # Without a value "not asked" is chosen: there is no fourth state.
        return [value, None] if is_value(value) else [None, NOT_ASKED.value]


class AnswerField(forms.MultiValueField):
    """A field with reasons for no answer.

    Wraps any field: `AnswerField(forms.CharField(), label=…)` gives a value or a `NoAnswer`.

    Never required: an empty answer is "not asked". A value beside "not known" or "does not want to
    say" is a contradiction, which only the person who typed can settle. Without `reasons` the three
    other answers are read and not shown: they are asked once the question was left.
    """

    default_error_messages = {
        "both": _("There is an answer, and also “{why}”. Keep one of the two.")
    }

    def __init__(
        self, field: forms.Field, *, reasons: bool = True, **options: Unpack[FieldDescription]
    ) -> None:
        # Refusing an empty box would be answered with a made-up value.
        field.required = False
        self.value_field = field
        why = forms.ChoiceField(choices=list(WORDS.items()), required=False)
        super().__init__(
            fields=(field, why),
            widget=AnswerWidget(field.widget, reasons=reasons),
            required=False,
            require_all_fields=False,
            **options,
        )

    def clean(self, value: Sequence[object] | None) -> object:
        given, why = value or [None, None]
        answer = self.value_field.clean(given)
        # A reason that is none of the three is "not asked": forms of an older page may send others.
        reason = next((one for one in NoAnswer if one == why), NOT_ASKED)
        if not is_value(answer):
            return reason
        # A value and "not known": only who typed it knows which was meant.
        if reason is not NOT_ASKED:
            message = str(self.error_messages["both"]).format(why=WORDS[reason])
            raise ValidationError(message, code="both")
        return answer

    def has_changed(self, initial: object, data: Sequence[object] | None) -> bool:
        try:
            return self.clean(data) != (initial if is_value(initial) else NOT_ASKED)
        except ValidationError:
            # What cannot be read has been touched.
            return True


class BigAnswers(forms.RadioSelect):
    """Large buttons. A reason that stands among them is read under its own name as well."""

    template_name = "web/forms/big_answers.html"

    def __init__(self, *, columns: str = "two", danger: str = "") -> None:
        super().__init__()
        self.columns, self.danger = columns, danger

    def value_from_datadict(
        self, data: Mapping[str, object], files: MultiValueDict[str, UploadedFile[bytes]], name: str
    ) -> object:
        given = super().value_from_datadict(data, files, name)
        return given or data.get(f"{name}_why")

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"columns": self.columns, "danger": self.danger}
        return context


class BigAnswerField(forms.ChoiceField):
    """One answer of a few, the reasons for none among them: gives the value or a `NoAnswer`.

    `values`: what a code stands for, where it is not itself.
    """

    def __init__(
        self,
        choices: Sequence[tuple[str, PageText]],
        *,
        reasons: Sequence[tuple[NoAnswer, PageText]] = (),
        values: Mapping[str, object] | None = None,
        widget: BigAnswers | None = None,
        **options: Unpack[FieldDescription],
    ) -> None:
        self.values = values or {}
        extra = [(code.value, words) for code, words in reasons]
        super().__init__(
            choices=[*choices, *extra], required=False, widget=widget or BigAnswers(), **options
        )

    def prepare_value(self, value: object) -> object:
        if isinstance(value, NoAnswer):
            return value.value
        return next((code for code, one in self.values.items() if one is value), value)

    def valid_value(self, value: object) -> bool:
        # Also a reason that this field does not show: it may be stored.
        return value in set(NoAnswer) or super().valid_value(value)

    def clean(self, value: object) -> object:
        given = super().clean(value)
        if not given:
            return NOT_ASKED
        # Compared by value: `given` is the text that was sent.
        reason = next((answer for answer in NoAnswer if answer == given), None)
        return reason if reason is not None else self.values.get(given, given)
