"""Forms of people."""

from typing import Unpack

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.core.calendars import BirthSource, PartialDate, born_when_aged, claim
from fanal.core.casework.codes import NameKind
from fanal.core.casework.typed_text import SHORT
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.people.models import QUESTIONS
from fanal.web.forms import NOTHING
from fanal.web.forms.ages import AgesField
from fanal.web.forms.answers import AnswerField
from fanal.web.forms.codes import chosen_from
from fanal.web.forms.dates import PartialDateField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.options import FormOptions
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import translated
from scriptnames import Born, Facts, facts, from_zawgyi, script_of

# Languages of the region under their own names; what else is spoken is written in words.
LANGUAGES = [
    NOTHING,
    ("lo", "ລາວ"),
    ("vi", "Tiếng Việt"),
    ("th", "ไทย"),
    ("km", "ខ្មែរ"),
    ("my", "မြန်မာ"),
    ("shn", "ၽႃႇသႃႇတႆး"),
    ("zh", "中文"),
    ("ms", "Bahasa Melayu"),
    ("en", "English"),
    ("fr", "Français"),
]
SEXES = [NOTHING, ("F", _("Woman or girl")), ("M", _("Man or boy"))]
# Completion keeps names on the disk of the device, and some browsers send what they check for
# spelling to a server of theirs. Names of other languages are corrected into other names.
NAME_BOX = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}


def name_box(
    *, label: PageText, help_text: PageText = "", required: bool = True
) -> forms.CharField:
    """A name as said: never completed, never corrected, by no browser."""
    return forms.CharField(
        widget=forms.TextInput(NAME_BOX),
        label=label,
        help_text=help_text,
        max_length=SHORT,
        required=required,
    )


class BirthField(PartialDateField):
    """A date of birth: nobody was born after today."""

    def clean(self, value: object) -> PartialDate | None:
        born = super().clean(value)
        if born is not None:
            try:
                claim(BirthSource.HERSELF, born, today=timezone.localdate())
            except BadInput as mistake:
                raise forms.ValidationError(translated(mistake.why)) from None
        return born


class BornForm(forms.Form):
    """When she was born: a date that may be partial, or an age today with both its ends."""

    born = BirthField(label=_("Date of birth"))
    ages = AgesField(label=_("Or: her age today"))

    def clean(self) -> Answers:
        """A date beside an age would leave the age unread; one that the page proposed, in a part
        that may stand closed, gives way to a date that somebody typed."""
        super().clean()
        cleaned = self.cleaned_data
        if not (cleaned.get("ages") and cleaned.get("born")):
            return cleaned
        if "ages" not in self.changed_data:
            cleaned["ages"] = None
        else:
            self.add_error("ages", _("A date or an age: write the other down after this one."))
        return cleaned

    def claim(self) -> Answers:
        """The arguments of `add_birth` that say when; both None where nothing was told."""
        return {"born": self.cleaned_data["born"], "ages": self.cleaned_data["ages"]}

    def claims(self, source: BirthSource) -> list[Answers]:
        """What `create_person` takes: one birth, or none."""
        said = self.claim()
        return [{"source": source, **said}] if any(said.values()) else []

    def born_known(self) -> Born | None:
        """Return her birth as a search takes it; None where nothing was said."""
        said = self.claim()
        if said["ages"]:
            return Born(born_when_aged(*said["ages"], on=timezone.localdate()), estimated=True)
        return Born(said["born"].interval) if said["born"] else None


class KnownForm(BornForm):
    """What else tells her from another of that name; nothing of it is required."""

    later: Later = {
        _("What else tells her apart from others of that name"): (
            *("called", "place", "ages", "citizenship", "sex", "phone"),
        )
    }

    born = BirthField(label=_("Born, if known"))
    called = name_box(label=_("What family and friends call her"), required=False)
    place = name_box(label=_("Province or town she comes from"), required=False)
    sex = forms.ChoiceField(label=_("Woman or man"), choices=SEXES, required=False)
    citizenship = name_box(label=_("Citizenship"), required=False)
    phone = name_box(
        label=_("One of her telephone numbers"),
        help_text=_("To find her file, never to call."),
        required=False,
    )

    def known(self) -> Facts:
        cleaned = self.cleaned_data
        return facts(
            place=cleaned["place"],
            sex=cleaned["sex"],
            nationality=cleaned["citizenship"],
            phone=cleaned["phone"],
        )

    def asked(self) -> Answers:
        """The arguments of a search besides the name."""
        called = self.cleaned_data["called"]
        return {"born": self.born_known(), "known": self.known(), "called": called}

    def answers(self) -> dict[str, str]:
        """The same as answers of `details`, as they were typed, without those left empty."""
        cleaned = self.cleaned_data
        sex = dict(SEXES)[cleaned["sex"]] if cleaned["sex"] else ""
        said = {
            "origin": cleaned["place"],
            "gender": str(sex),
            "citizenship": cleaned["citizenship"],
            "telephone": cleaned["phone"],
        }
        return {question: text for question, text in said.items() if text.strip()}

    def nicknames(self) -> list[Answers]:
        """What `create_person` takes of what she is called: one name, or none."""
        called = self.cleaned_data["called"].strip()
        kind = {"kind": NameKind.NICKNAME, "script": script_of(called) or ""}
        return [{"text": called} | kind] if called else []


KNOWN = ["called", "place", "born", "ages", "citizenship", "sex", "phone"]
WHOSE = ["person", "name", *KNOWN]


class WhoseForm(KnownForm):
    """The question whose file it is: one that exists, by its code name, or a new one."""

    person = forms.CharField(label=_("Code name of her file, if she has one"), required=False)
    name = name_box(
        label=_("Otherwise: her name as said"),
        help_text=_("Leave it empty if it is not known. Similar names are shown first."),
        required=False,
    )
    field_order = WHOSE

    def new_file(self) -> Answers:
        """What `create_person` takes of a new file."""
        name = self.cleaned_data["name"]
        hers = [{"text": name, "script": script_of(name) or ""}] if name.strip() else []
        return {
            "names": hers + self.nicknames(),
            "births": self.claims(BirthSource.OTHER),
            "answers": self.answers(),
        }


class SearchForm(KnownForm):
    text = name_box(
        label=_("A name in any script, or a code name"),
        help_text=_("Spelling need not be right. A telephone number alone is enough, too."),
        required=False,
    )
    field_order = ["text", *KNOWN]

    def clean(self) -> Answers:
        """Ask for something to search for: what many people share finds nobody."""
        super().clean()
        cleaned = self.cleaned_data
        # A place, a sex or a citizenship alone would find everybody from there.
        if not self.errors and not cleaned["text"] and not self.known().phone:
            self.add_error("text", _("Write a name, a code name or a whole telephone number."))
        return cleaned


class FindForm(forms.Form):
    """The one box in which anything may be typed by which somebody is known."""

    q = name_box(label=_("A name in any script, a code name, a telephone number or a place"))


class NameForm(forms.Form):
    """One name. Zawgyi is offered in Unicode and never changed silently."""

    text = name_box(label=_("Name as said"), help_text=_("In any script."))
    kind = forms.ChoiceField(label=_("What kind of name"), choices=lambda: chosen_from(NameKind))
    language = forms.ChoiceField(label=_("Language of the name"), choices=LANGUAGES, required=False)
    as_it_is = forms.BooleanField(label=_("Keep the letters as they were typed"), required=False)

    def clean(self) -> Answers:
        super().clean()
        cleaned = self.cleaned_data
        offered = from_zawgyi(cleaned.get("text") or "")
        if offered and not cleaned.get("as_it_is"):
            why = say("this seems to be typed in Zawgyi; in Unicode it reads {text}", text=offered)
            self.add_error("text", translated(why))
        return cleaned


class NewPersonForm(OfferingForm, NameForm, KnownForm):
    """What a search before opening a file asks; nothing of it is required."""

    hidden_if_one = ("team",)

    team = forms.ChoiceField(label=_("Team"))
    field_order = ["text", "kind", "language", "as_it_is", *KNOWN, "team"]

    def __init__(self, data: FormData = None, **options: Unpack[OfferingOptions]) -> None:
        super().__init__(data, **options)
        # She may not know her name, or not say it yet: nothing is required to open a file.
        self.fields["text"].required = False


class BirthForm(BornForm):
    """A date, or an age; and who says it."""

    source = forms.ChoiceField(
        label=_("Who or what says it"), choices=lambda: chosen_from(BirthSource)
    )
    field_order = ["source"]

    def must_be_understood(self) -> None:
        """Ask, before it is saved, whether what this changes was read; what was sent stays."""
        self.fields["understood"] = forms.BooleanField(
            label=_("I have read what this changes"),
            error_messages={"required": _("Read above what this changes, then save it again.")},
        )
        # Once more, as the field was added after the form had been validated.
        self.full_clean()


class SourceLeftOutForm(forms.Form):
    """A question whose only answer is to agree."""


class DetailsForm(forms.Form):
    """The questions of `details`, each with the three answers that are not values."""

    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        for name, label in QUESTIONS.items():
            field = forms.CharField(max_length=SHORT, widget=forms.TextInput(NAME_BOX))
            self.fields[name] = AnswerField(field, label=translated(label))


class GroupForm(OfferingForm):
    """Who is let into the emergency group."""

    members = forms.MultipleChoiceField(
        label=_("Let into the group"), widget=forms.CheckboxSelectMultiple
    )
