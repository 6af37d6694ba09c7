"""Forms of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.core.calendars import BirthSource, PartialDate, claim
from fanal.core.casework.name_kinds import NameKind
from fanal.core.casework.written import SHORT
from fanal.core.errors import BadInput
from fanal.core.names import Born, Facts, facts, script_of, zawgyi
from fanal.core.words import say
from fanal.people.models import QUESTIONS
from fanal.web.forms import AnswerField, PartialDateField
from fanal.web.words import translated

# Languages of the region under their own names; what else is spoken is written in words.
LANGUAGES = [
    ("", "—"), ("lo", "ລາວ"), ("vi", "Tiếng Việt"), ("th", "ไทย"), ("km", "ខ្មែរ"),
    ("my", "မြန်မာ"), ("shn", "ၽႃႇသႃႇတႆး"), ("zh", "中文"), ("ms", "Bahasa Melayu"),
    ("en", "English"), ("fr", "Français"),
]  # fmt: skip
NAME_BOX = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}


def name_box(**options: Any) -> forms.CharField:
    """A name as said: never completed, never corrected, by no browser."""
    return forms.CharField(widget=forms.TextInput(NAME_BOX), **options)


class BirthField(PartialDateField):
    """A date of birth: nobody was born after today."""

    def clean(self, value: list[Any]) -> PartialDate | None:
        born = super().clean(value)
        if born is not None:
            try:
                claim(BirthSource.HERSELF, born, today=timezone.localdate())
            except BadInput as mistake:
                raise forms.ValidationError(translated(mistake.why)) from None
        return born


class KnownForm(forms.Form):
    """What else tells her from another of that name; nothing of it is required."""

    born = BirthField(label=_("Born, if known"))
    place = name_box(label=_("Province or town she comes from"), max_length=SHORT, required=False)
    sex = forms.ChoiceField(
        label=_("Woman or man"),
        choices=[("", "—"), ("F", _("Woman or girl")), ("M", _("Man or boy"))],
        required=False,
    )
    phone = name_box(
        label=_("A telephone number of hers"),
        help_text=_("To find her file, never to call."),
        max_length=SHORT,
        required=False,
    )

    def known(self) -> Facts:
        told = self.cleaned_data
        return facts(place=told["place"], sex=told["sex"], phone=told["phone"])

    def born_known(self) -> Born | None:
        born = self.cleaned_data["born"]
        return Born(born.interval) if born else None

    def answers(self) -> dict[str, str]:
        """The same as answers of `details`, as they were typed, without those left empty."""
        told = self.cleaned_data
        sex = dict(self.fields["sex"].choices)[told["sex"]] if told["sex"] else ""
        said = {"origin": told["place"], "gender": str(sex), "telephone": told["phone"]}
        return {question: text for question, text in said.items() if text.strip()}


class WhoseForm(KnownForm):
    """Whose file: one that exists, by its code name, or a new one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = forms.CharField(
            label=_("Code name of her file, if she has one"), max_length=SHORT, required=False
        )
        self.fields["name"] = name_box(
            label=_("Otherwise: her name as said"),
            help_text=_("Leave it empty if it is not known. Near names are shown first."),
            max_length=SHORT,
            required=False,
        )
        self.order_fields(["person", "name", "born", "place", "sex", "phone"])

    def new_file(self) -> dict[str, Any]:
        """What `create_person` takes of a new file."""
        told = self.cleaned_data
        name, born = told["name"], told["born"]
        return {
            "names": [{"text": name, "script": script_of(name) or ""}] if name.strip() else [],
            "births": [{"source": BirthSource.OTHER, "born": born}] if born else [],
            "answers": self.answers(),
        }


class SearchForm(KnownForm):
    text = name_box(
        label=_("A name in any script, or a code name"),
        help_text=_("Spelling need not be right. A telephone number alone is enough, too."),
        max_length=SHORT,
        required=False,
    )
    field_order = ["text"]

    def clean(self) -> dict[str, Any]:
        """Something to search for: what many people share finds nobody."""
        told = super().clean()
        if not self.errors and not told["text"] and not self.known().phone:
            self.add_error("text", _("Write a name, a code name or a whole telephone number."))
        return told


class NameForm(forms.Form):
    """One name. Zawgyi is offered in Unicode and never changed silently."""

    text = name_box(label=_("Name as said"), help_text=_("In any script."), max_length=SHORT)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(kind.value, translated(kind.sentence())) for kind in NameKind]
        self.fields["kind"] = forms.ChoiceField(label=_("What kind of name"), choices=kinds)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the name"), choices=LANGUAGES, required=False
        )
        self.fields["as_it_is"] = forms.BooleanField(
            label=_("Keep the letters as they were typed"), required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        offered = zawgyi.offered(cleaned.get("text") or "")
        if offered and not cleaned.get("as_it_is"):
            why = say("this seems to be typed in Zawgyi; in Unicode it reads {text}", text=offered)
            self.add_error("text", translated(why))
        return cleaned


class NewPersonForm(NameForm, KnownForm):
    """What a search before opening a file asks; nothing of it is required."""

    def __init__(self, teams: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].required = False
        self.order_fields(["text", "kind", "language", "as_it_is", "born", "place", "sex", "phone"])
        self.fields["team"] = forms.ChoiceField(label=_("Team"), choices=teams)
        if len(teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.fields["team"].initial = teams[0][0]


class BirthForm(forms.Form):
    """A date, or an age; and who says it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        sources = [(source.value, translated(source.sentence())) for source in BirthSource]
        self.fields["source"] = forms.ChoiceField(label=_("Who or what says it"), choices=sources)
        self.fields["born"] = BirthField(label=_("Date of birth"))
        self.fields["youngest"] = age_box(_("Or: age today, at least"))
        self.fields["oldest"] = age_box(_("Age today, at most"))

    def clean(self) -> dict[str, Any]:
        """An age has two ends, the right way round; a date beside it would make it unread."""
        told = super().clean()
        ages = {name: told.get(name) for name in ("youngest", "oldest") if name not in self.errors}
        low, high = ages.get("youngest"), ages.get("oldest")
        if len(ages) == 2 and (low is None) != (high is None):
            empty = "oldest" if high is None else "youngest"
            self.add_error(empty, _("An age needs both: at least and at most."))
        elif low is not None and high is not None and low > high:
            self.add_error("oldest", _("This is lower than the age at least."))
        elif low is not None and told.get("born"):
            self.add_error("youngest", _("A date or an age: write the other down after this one."))
        return told

    def claim(self) -> dict[str, Any]:
        """The arguments of `add_birth`."""
        told = self.cleaned_data
        ages = (told["youngest"], told["oldest"])
        return {
            "source": told["source"],
            "born": told["born"],
            "ages": None if ages[0] is None else ages,
        }


def age_box(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=120)


class DetailsForm(forms.Form):
    """The questions of `details`, each with the three answers that are not values."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in QUESTIONS.items():
            field = forms.CharField(max_length=SHORT, widget=forms.TextInput(NAME_BOX))
            self.fields[name] = AnswerField(field, label=translated(label))


class IndexForm(forms.Form):
    above = forms.IntegerField(
        label=_("For teams of more than how many people?"),
        help_text=_("Below 50,000 every row can be opened, and there is nothing to steal."),
        min_value=1_000,
        max_value=100_000_000,
    )


class GroupForm(forms.Form):
    """Who is let into the emergency group."""

    def __init__(self, people: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["members"] = forms.MultipleChoiceField(
            label=_("Let into the group"), choices=people, widget=forms.CheckboxSelectMultiple
        )
