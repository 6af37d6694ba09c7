"""Forms of the sections, built from `fanal.core.casework.entries`."""

from __future__ import annotations

from datetime import date
from typing import Unpack

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.fields import YES_NO, capital, codes
from fanal.cases.queries.known import KnownAnswer
from fanal.core.calendars import PartialDate, read_text
from fanal.core.casework.answers import dump, load
from fanal.core.casework.entries import EntryKind, Field, FieldType
from fanal.core.casework.rendering import LONG, SHORT
from fanal.core.casework.sections import REQUIRED, NotApplicable, Section, WaitingFor
from fanal.keys.sealed import Content
from fanal.web.forms import NOTHING, AnswerField, DayField, MomentField, PartialDateField
from fanal.web.forms.options import FormOptions
from fanal.web.forms.parts import MOST_SHOWN, Later
from fanal.web.typing import Answers, FormData
from fanal.web.words import translated


def entry_field(field: Field) -> forms.Field:
    """One question of an entry, with the three answers that are not values beside it."""
    label = translated(field.label)
    hint = translated(field.hint) if field.hint else ""
    return AnswerField(_value_field(field), label=label, help_text=hint)


def _value_field(field: Field) -> forms.Field:
    match field.type:
        case FieldType.LONG:
            return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))
        case FieldType.YES_NO:
            return forms.TypedChoiceField(
                choices=YES_NO, widget=forms.RadioSelect, coerce=lambda v: v == "yes"
            )
        case FieldType.CHOICE:
            words = [(code, capital(translated(words))) for code, words in field.choices]
            return forms.ChoiceField(choices=[NOTHING, *words])
        case FieldType.DAY:
            return PartialDateField()
        case FieldType.MOMENT:
            return MomentField()
        case FieldType.TEXT:
            return forms.CharField(max_length=SHORT)


def initial_of(kind: EntryKind, data: Content) -> Answers:
    """A sealed entry, opened, as its form shows it."""
    return {field.name: shown(field, data.get(field.name)) for field in kind.fields}


def shown(field: Field, kept: object) -> object:
    """A kept answer as the form takes it."""
    answer = load(kept)
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if field.type is FieldType.DAY and type(answer) is str:
        return read_day(answer)
    return answer


def read_day(text: str) -> PartialDate:
    return read_text(text).date


def _propose(box: forms.Field, field: Field, known: KnownAnswer) -> None:
    """Fill in what was said before, with its source and day: to confirm or to correct."""
    box.initial = shown(field, dump(known.value))
    told = _("{source}, {day}: confirm or correct")
    source = capital(translated(known.source))
    said = str(told).format(source=source, day=date_format(known.on))
    box.help_text = f"{box.help_text} {said}".strip()


class EntryForm(forms.Form):
    """The form of one kind of entry."""

    def __init__(
        self,
        kind: EntryKind,
        data: FormData = None,
        *,
        known: dict[str, KnownAnswer] | None = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.kind = kind
        for field in kind.fields:
            self.fields[field.name] = entry_field(field)
            if known and field.name in known:
                _propose(self.fields[field.name], field, known[field.name])
        if kind.has_due_day:
            self.fields["due"] = DayField(label=_("By which day"), required=False)
        self.later: Later = {_("More"): list(self.fields)[MOST_SHOWN:]}

    def answers(self) -> Answers:
        return {field.name: self.cleaned_data[field.name] for field in self.kind.fields}


class EditForm(EntryForm):
    """An entry that exists: an action can be done."""

    def __init__(
        self,
        kind: EntryKind,
        data: FormData = None,
        *,
        done: date | None = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(kind, data, **options)
        if kind.has_due_day:
            self.fields["done"] = forms.BooleanField(
                label=_("It is done"), initial=done is not None, required=False
            )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 8})
    )


class MarkForm(forms.Form):
    """How far a section is, in the judgement of the person who works on it."""

    def __init__(
        self, section: Section, data: FormData = None, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, **options)
        self.fields["done"] = forms.BooleanField(label=_("This section is done"), required=False)
        self.fields["waiting_for"] = forms.ChoiceField(
            label=_("Waiting for"), choices=codes(WaitingFor, empty=True), required=False
        )
        if section not in REQUIRED:
            self.fields["not_applicable"] = forms.ChoiceField(
                label=_("It does not apply because"),
                choices=codes(NotApplicable, empty=True),
                required=False,
            )
