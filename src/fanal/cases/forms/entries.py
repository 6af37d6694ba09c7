"""Forms of the sections, built from `fanal.core.casework.entries`."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Unpack

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanal.cases.queries.known_answers import KnownAnswer
from fanal.core.calendars import PartialDate, read_text
from fanal.core.casework.amounts import LONGEST
from fanal.core.casework.answers import NOT_ASKED, dump, is_value, load
from fanal.core.casework.entries import EntryKind, Field, FieldType, entry_kind
from fanal.core.casework.typed_text import LONG, SHORT
from fanal.keys.sealed import Content
from fanal.web.forms import NOTHING
from fanal.web.forms.answers import AnswerField, BigAnswerField
from fanal.web.forms.codes import worded_choices, yes_or_no
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField, MomentField, PartialDateField
from fanal.web.forms.form_parts import MOST_SHOWN, Later
from fanal.web.forms.options import FormOptions
from fanal.web.forms.texts import long_answer
from fanal.web.typing import Answers, FormData
from fanal.web.words import translated


def entry_field(field: Field, *, reasons: bool = True) -> forms.Field:
    """One question of an entry, with the three answers that are not values beside it."""
    label = translated(field.label)
    hint = translated(field.hint) if field.hint else ""
    # "Not known", "does not want to say" and "not asked" beside every value: an empty field means
    # none of the three.
    return AnswerField(_value_field(field), reasons=reasons, label=label, help_text=hint)


def _value_field(field: Field) -> forms.Field:
    match field.type:
        case FieldType.LONG:
            return forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))
        case FieldType.YES_NO:
            return yes_or_no()
        case FieldType.CHOICE:
            words = worded_choices(field.choices)
            return forms.ChoiceField(choices=[NOTHING, *words])
        case FieldType.DAY:
            # A year or a month is an answer: a day that somebody made up to fill a field is a false
            # fact.
            return PartialDateField(near=() if field.ahead else PAST)
        case FieldType.MOMENT:
            return MomentField()
        case FieldType.AMOUNT:
            return forms.CharField(
                # No number field: "20 triệu" and "1.200,50" are typed as they are said, with either
                # separator.
                max_length=LONGEST,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        case FieldType.TEXT:
            return forms.CharField(max_length=SHORT)


def initial_of(kind: EntryKind, data: Content) -> Answers:
    """A sealed entry, opened, as its form shows it."""
    return {field.name: shown(field, data.get(field.name)) for field in kind.fields}


def shown(field: Field, stored: object) -> object:
    """A kept answer as the form takes it."""
    answer = load(stored)
    # The stored value is a bool, the radio button a word.
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if field.type is FieldType.DAY and type(answer) is str:
        return read_day(answer)
    return answer


def read_day(text: str) -> PartialDate:
    return read_text(text).date


def propose(box: forms.Field, known: KnownAnswer, value: object) -> None:
    """Fill in what was said before, with its source and day: to confirm or to correct."""
    # Filled in and never saved by itself: a proposal that nobody confirmed is nobody's statement.
    box.initial = value
    template = _("{source}, {day}: confirm or correct")
    source = capfirst(translated(known.source))
    where_from = str(template).format(source=source, day=date_format(known.on))
    box.help_text = f"{box.help_text} {where_from}".strip()


class EntryForm(forms.Form):
    """The form of one kind of entry. `on_file`: what `initial` has from a file of somebody."""

    def __init__(
        self,
        kind: EntryKind,
        data: FormData = None,
        *,
        known: dict[str, KnownAnswer] | None = None,
        on_file: Collection[str] = (),
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.kind = kind
        for field in kind.fields:
            self.fields[field.name] = entry_field(field)
            # The newest statement, with its source and day beside the box, so that a correction is
            # a new statement and not an overwritten one.
            if known and field.name in known:
                answer = known[field.name]
                propose(self.fields[field.name], answer, shown(field, dump(answer.value)))
            if field.name in on_file:
                self.fields[field.name].help_text = _("It is in a file: confirm or correct.")
        if kind.has_due_day:
            # Must lie ahead: a day that is over would be due and late the moment it is saved.
            self.fields["due"] = DayField(
                label=_("By which day"), required=False, near=AHEAD, must_come=True
            )
        # A screen of seven questions; what else there is opens by one tap.
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
        # Done belongs to what had a day; an observation is never finished.
        if kind.has_due_day:
            self.fields["done"] = forms.BooleanField(
                label=_("It is done"), initial=done is not None, required=False
            )
            others = [name for name in self.fields if name != "done"]
            self.later = {_("More"): others[MOST_SHOWN - 1 :]}


class NeedsForm(forms.Form):
    """Several needs at once: of each that matters, how soon, and what is needed in her words."""

    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        kind = entry_kind("need")
        self.fields["said_by"] = _asked_on_demand(kind.field("said_by"))
        soon = worded_choices(kind.field("urgency").choices)
        # All domains on one page, so that none is left out because nobody thought of it.
        for code, words in kind.field("domain").choices:
            self.fields[f"urgency_{code}"] = BigAnswerField(soon, label=capfirst(translated(words)))
            self.fields[f"words_{code}"] = long_answer(
                _("What is needed, in her own words"), 2, required=False
            )

    def clean(self) -> Answers:
        super().clean()
        # An empty page is no "she needs nothing": nobody asked.
        if not self.errors and not self.answers():
            self.add_error(None, _("Nothing was answered: choose at least one need."))
        return self.cleaned_data

    def answers(self) -> list[Answers]:
        """The answers of one entry each, in the order of the page."""
        answers = [
            {
                "domain": code,
                "urgency": self.cleaned_data.get(f"urgency_{code}", NOT_ASKED),
                "words": self.cleaned_data.get(f"words_{code}", ""),
                "said_by": self.cleaned_data.get("said_by") or NOT_ASKED,
            }
            for code, _words in entry_kind("need").field("domain").choices
        ]
        # Words without an urgency are kept: what she said counts before what we make of it.
        return [
            answer for answer in answers if is_value(answer["urgency"]) or answer["words"].strip()
        ]

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        codes = [code for code, _words in entry_kind("need").field("domain").choices]
        return [(self[f"urgency_{code}"], self[f"words_{code}"]) for code in codes]


class CorrectionForm(forms.Form):
    """The text of a note, anew."""

    text = long_answer(_("Note"), 8)


class NoteForm(forms.Form):
    """A note: what happened. Whom it is about, where the case concerns several; who said it, how
    and when, for who opens these questions."""

    MORE = ("said_by", "who", "how", "said_at")
    later: Later = {_("Who said it, how and when"): MORE}

    def __init__(
        self,
        people: Iterable[tuple[str, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        people = list(people)
        self.fields["text"] = long_answer(_("What happened?"), 6)
        # Of a case with one person the question answers itself.
        if len(people) > 1:
            self.fields["about"] = forms.ChoiceField(
                label=_("Who it is about"),
                # "Everybody" is an answer of its own, or a note on the family would stand with one
                # of them.
                choices=[("", _("Everybody in this case")), *people],
                widget=forms.RadioSelect,
                required=False,
            )
        for name in self.MORE:
            self.fields[name] = _asked_on_demand(entry_kind("note").field(name))


# Without the three reasons: beside an optional question they would be three more boxes.
def _asked_on_demand(field: Field) -> forms.Field:
    """A question that nobody has to answer, without the reasons for a gap beside it."""
    box = _value_field(field)
    box.label, box.required = translated(field.label), False
    return box
