"""What happened on a journey."""

from typing import Unpack

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.present import NOW, HourField
from fanal.core.casework.contact_evidence import SPOKEN_TO_WRONG
from fanal.core.journeys.events import Channel, CodeWord, EventKind, Sign
from fanal.journeys.forms.fields import CustodianChoice, it_happened
from fanal.journeys.models import JourneyCustodian
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from, select_answer, worded_choices
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import MomentField
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.texts import long_answer
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, FormData

HAPPENED = (EventKind.DEPARTED, EventKind.CROSSED, EventKind.ARRIVED, EventKind.RETURNED)
SIGNS = [
    sign for sign in Sign if sign is not Sign.SPOKEN_TO
]  # nobody calls her without the code word


class PersonsForm(OfferingForm):
    """A form that names persons of a journey, by their codes."""

    persons = forms.MultipleChoiceField(label=_("Who"), widget=forms.CheckboxSelectMultiple)


class OfSomeForm(PersonsForm):
    """The only person of a journey is proposed. Never where an arrival is confirmed or somebody is
    let go: that is for whoever answers to say."""

    chosen_if_one = ("persons",)


class GiveForm(OfSomeForm):
    """Who hands over is not asked where one of them has everybody."""

    giver = CustodianChoice(JourneyCustodian.objects.none(), label=_("Who hands over?"))
    receiver = CustodianChoice(JourneyCustodian.objects.none(), label=_("Who receives?"))
    count = forms.IntegerField(label=_("How many did you count?"), min_value=0)
    at = MomentField(label=_("When"), required=False, help_text=_("Empty: now."), near=PAST)
    happened = it_happened()

    def __init__(
        self,
        data: FormData = None,
        *,
        custodians: QuerySet[JourneyCustodian],
        receivers: QuerySet[JourneyCustodian],
        held_by: JourneyCustodian | None = None,
        **options: Unpack[OfferingOptions],
    ) -> None:
        super().__init__(data, **options)
        field_of(self, "giver", forms.ModelChoiceField).queryset = custodians
        self.held_by = held_by
        if held_by is not None:
            del self.fields["giver"]
            receivers = receivers.exclude(id=held_by.id)
        field_of(self, "receiver", forms.ModelChoiceField).queryset = receivers

    def clean(self) -> Answers:
        cleaned = super().clean() or self.cleaned_data
        return cleaned if self.held_by is None else cleaned | {"giver": self.held_by}


class ReceiveForm(PersonsForm):
    """Asked of the receiving side. Who is of it herself leaves out who said so, and how."""

    count = forms.IntegerField(label=_("How many did they count?"), min_value=0)
    said_by = forms.CharField(
        label=_("Who there said so?"), help_text=_("Name and work."), required=False, max_length=120
    )
    channel = select_answer(_("How did you reach them?"), Channel, required=False)
    code_word = select_answer(_("The code word was"), CodeWord, required=False)
    at = MomentField(label=_("When"), required=False, help_text=_("Empty: now."), near=PAST)

    def __init__(
        self,
        data: FormData = None,
        *,
        danger: bool = False,
        herself: bool = False,
        **options: Unpack[OfferingOptions],
    ) -> None:
        """Make the form; `herself`: whoever receives fills it in, and is asked of nobody else."""
        super().__init__(data, **options)
        if danger:
            self.fields["read_danger"] = self.read_danger()
        if herself:
            self.fields["count"].label = _("How many did you count?")
            for name in ("said_by", "channel", "code_word"):
                del self.fields[name]

    @staticmethod
    def read_danger() -> forms.BooleanField:
        return forms.BooleanField(label=_("I have read that she is in danger"))


class ArrivedForm(forms.Form):
    """Asked of a team of ours to which people were given: by number, since it knows no code."""

    count = forms.IntegerField(label=_("How many of them are with you?"), min_value=0)
    words = forms.CharField(
        label=_("If not all: what you see, and who is missing"),
        help_text=_("The team that handed them over reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    at = MomentField(label=_("When"), required=False, help_text=_("Empty: now."), near=PAST)

    def __init__(self, data: FormData = None, *, danger: bool = False) -> None:
        super().__init__(data)
        if danger:
            self.fields["read_danger"] = ReceiveForm.read_danger()


class HappenedForm(OfSomeForm):
    kind = select_answer(_("What happened"), HAPPENED)
    at = MomentField(label=_("When"), required=False, help_text=_("Empty: now."), near=PAST)
    happened = it_happened()


class SignForm(OfSomeForm):
    sign = forms.ChoiceField(
        label=_("How do we know?"),
        choices=lambda: [NOTHING, *chosen_from(SIGNS), *worded_choices([SPOKEN_TO_WRONG])],
    )
    at = HourField(label=_("When"), required=False, help_text=NOW, near=PAST, or_day=True)


class NotTakenForm(PersonsForm):
    words = long_answer(_("What did they say, and how do you know?"), 4)
    at = MomentField(label=_("When"), required=False, help_text=_("Empty: now."), near=PAST)


class LetGoForm(PersonsForm):
    """`custodians`: who may have her who does not leave; None once everybody has left."""

    stays = CustodianChoice(
        JourneyCustodian.objects.none(),
        label=_("If she stays here: who has her then?"),
        required=False,
        empty_label=_("She goes on without us"),
    )
    reason = forms.CharField(
        label=_("Why, and how do we know?"), widget=forms.Textarea, max_length=2000
    )

    def __init__(
        self,
        data: FormData = None,
        *,
        custodians: QuerySet[JourneyCustodian] | None,
        **options: Unpack[OfferingOptions],
    ) -> None:
        super().__init__(data, **options)
        if custodians is None:
            del self.fields["stays"]
        else:
            field_of(self, "stays", forms.ModelChoiceField).queryset = custodians
