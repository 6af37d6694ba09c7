"""What is asked of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Unpack

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.records import DocumentForm
from fanal.core.calendars import read_text
from fanal.core.casework.topics import AskedOfFile
from fanal.core.papers.kinds import Keeper, Owner, PaperKind
from fanal.core.papers.states import PaperState
from fanal.keys.sealed import Content
from fanal.papers.models import TypedPaper
from fanal.partners.forms.records import NamedPartner, ToAPartner
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from, select_answer
from fanal.web.forms.date_boxes import AHEAD
from fanal.web.forms.dates import DayField, PartialDateField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.options import FormOptions
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import Answers, FormData

LANGUAGES = [("fr", "Français"), ("en", "English"), ("vi", "Tiếng Việt")]


class TypedPaperForm(forms.Form):
    """Where a paper stands, and what is known of it."""

    later: Later = {
        _("What it says"): ("number", "dated", "until", "language"),
        _("Its way"): ("sent_on", "answered_on", "remarks"),
    }

    state = forms.ChoiceField(label=_("Where it stands"), choices=lambda: chosen_from(PaperState))
    body = short_answer(_("Authority, doctor, court or platform"), required=False)
    # A deadline that is over reminds nobody.
    due = DayField(label=_("By which day"), required=False, near=AHEAD, must_come=True)
    owner = select_answer(_("Whose original it is"), Owner, required=False)
    keeper = select_answer(_("Where the original is kept"), Keeper, required=False)
    number = short_answer(_("Number"), required=False)
    # As it is written on it: many papers give a month, or a year of the Buddhist era.
    dated = PartialDateField(label=_("Date on it"))
    until = PartialDateField(label=_("Valid until"))
    language = short_answer(_("In which language"), required=False)
    sent_on = DayField(label=_("Sent or asked for on"), required=False)
    answered_on = DayField(label=_("Answered on"), required=False)
    remarks = long_answer(_("What to know about it"), 3, required=False)

    def answers(self) -> Answers:
        """What is sealed."""
        return {
            one: self.cleaned_data.get(one)
            # State, day, kind and person have columns of their own; the rest is sealed.
            for one in self.cleaned_data
            if one not in ("state", "due", "kind", "person")
        }


class NewPaperForm(TypedPaperForm):
    """The questions of a new paper: which, and of whom, where the case concerns several."""

    def __init__(
        self,
        kinds: Iterable[PaperKind],
        people: Iterable[tuple[Person, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        people = list(people)
        self.people = {str(person.pk): person for person, _label in people}
        # The rule depends on the kind, which is not known before it is saved.
        self.fields["due"].help_text = _("Left empty: a day is proposed once the paper is saved.")
        self.fields["kind"] = select_answer(_("Which paper"), kinds)
        if len(people) > 1:
            self.fields["person"] = forms.ChoiceField(
                label=_("Who it is about"),
                choices=[(str(one.pk), label) for one, label in people],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("This person is not in this case.")},
            )
        self.order_fields(["kind", "person"])

    def person(self) -> Person:
        chosen = self.cleaned_data.get("person") or next(iter(self.people))
        return self.people[chosen]


def initial_of(paper: TypedPaper, data: Content) -> Answers:
    """A sealed paper, opened, as its form shows it."""
    days = {
        name: read_text(data[name]).date if data.get(name) else None
        for name in ("dated", "until", "sent_on", "answered_on")
    }
    return {**data, **days, "state": paper.state, "due": paper.due}


# An answer often lies in the case already, as a scan that somebody took.
class PaperFileForm(DocumentForm):
    """A new file, or one that is in the case already."""

    def __init__(
        self,
        documents: Iterable[tuple[str, str]],
        data: FormData = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        asked: AskedOfFile = AskedOfFile.NOT,
    ) -> None:
        super().__init__(data, files, asked=asked)
        self.fields["file"].required = False
        if "shows" in self.fields:
            self.fields["shows"].required = False
        if documents := list(documents):
            self.fields["existing"] = forms.ChoiceField(
                label=_("Or a file of this case"), choices=[NOTHING, *documents], required=False
            )

    def clean(self) -> Answers:
        given = super().clean() or {}
        # Both or none: neither says which file shows the paper.
        if bool(given.get("file")) == bool(given.get("existing")):
            self.add_error("file", _("Choose one file: a new one, or one of this case."))
        # What a picture shows is asked before it is stored: images of abuse are never kept (domain
        # page on the programmes, 0.6).
        if given.get("file") and "shows" in self.fields and not given.get("shows"):
            self.add_error("shows", _("Answer this before the file is taken."))
        return given


class PrintPaperForm(ToAPartner):
    """The print of a paper: in which language, and for whom: a partner, whom the gate answers, or
    herself."""

    language = forms.ChoiceField(
        label=_("In which language"), choices=LANGUAGES, widget=forms.RadioSelect
    )
    # Empty is for her own hand, which passes no gate: it is her paper.
    partner = NamedPartner(
        Partner.objects.none(),
        label=_("For whom"),
        required=False,
        empty_label=_("For her to read and sign: it stays with us"),
    )
