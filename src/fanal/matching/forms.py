"""Forms of duplicates, tracing and exchanges."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.tracing import ConfirmedBy, Whom
from fanal.core.casework.typed_text import LONG, SHORT
from fanal.core.private_linkage.match_bands import Band
from fanal.figures.models import COUNTS_AS
from fanal.matching.queries.exchanges import BANDS
from fanal.partners.forms.areas import AreaChoice
from fanal.partners.forms.records import NamedPartner
from fanal.partners.models import Area, Partner
from fanal.people.forms import BirthField
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from, radio_answer, worded_choices
from fanal.web.forms.dates import DayField
from fanal.web.forms.offering import OfferingForm
from fanal.web.typing import Answers, PageText

TWINS = "twins"
SAME = {"same": True, "not_same": False, TWINS: False, "cannot_tell": None}
# As `NAME_BOX` of people: no browser keeps, completes or corrects a name.
NO_HELP = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}


class PairForm(forms.Form):
    """The decision on two files: same, not the same, twins, cannot tell; a merge needs its
    reason."""

    answer = forms.ChoiceField(
        label=_("One person or two?"),
        choices=[
            ("same", _("The same person")),
            ("not_same", _("Two different people")),
            (TWINS, _("Two different people: twins, both are real")),
            ("cannot_tell", _("I cannot tell")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Needed if it is the same person. Kept sealed, for whoever reads it later."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(NO_HELP | {"rows": 3}),
    )


class TracingForm(OfferingForm):
    """A search: whom we look for, and who asked us to."""

    hidden_if_one = ("person",)

    person = forms.ChoiceField(label=_("Who asked us to look"))
    whom = radio_answer(_("Who is looked for"), Whom)
    names = forms.CharField(
        label=_("Names, one a line"),
        help_text=_("In any script; nicknames too."),
        max_length=5 * SHORT,
        widget=forms.Textarea(NO_HELP | {"rows": 3}),
    )
    born = BirthField(label=_("Born, if known"))
    about = forms.CharField(
        label=_("How they are related, and where they were last"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(NO_HELP | {"rows": 3}),
    )


class TracingFindingForm(forms.Form):
    """What one colleague found, and what it rests on."""

    agrees = forms.ChoiceField(
        label=_("Is it the one we look for?"),
        choices=[("yes", _("Yes")), ("no", _("No, somebody else"))],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(label=_("It rests on"), choices=lambda: chosen_from(ConfirmedBy))
    words = forms.CharField(
        label=_("What you found, and how"),
        max_length=LONG,
        widget=forms.Textarea(NO_HELP | {"rows": 4}),
    )


class TakeBackForm(forms.Form):
    """The reason why one takes back one's own answer."""

    reason = forms.CharField(
        label=_("Why do you take it back?"),
        help_text=_("Kept sealed beside your answer, for whoever decides whether to tell."),
        max_length=LONG,
        widget=forms.Textarea(NO_HELP | {"rows": 3}),
    )


class ConfirmerForm(OfferingForm):
    """Who of another team is asked to confirm."""

    to = forms.ChoiceField(
        label=_("Who do you ask?"), help_text=_("Leads of other teams and directors who hold keys.")
    )


class ExchangeForm(OfferingForm):
    """An exchange: with whom, why, until when, how many people on each list, how many files."""

    hidden_if_one = ("team",)

    partner = NamedPartner(Partner.objects.none(), label=_("With which partner?"))
    purpose = forms.CharField(
        label=_("Why"),
        help_text=_("One sentence without a name. The partner reads it in every file."),
        max_length=200,
        widget=forms.TextInput(NO_HELP),
    )
    project = forms.CharField(
        label=_("The word for this exchange"),
        help_text=_("Agreed with the partner, new for each exchange; both sides type the same."),
        max_length=40,
        widget=forms.TextInput(NO_HELP),
    )
    party = forms.CharField(
        label=_("What the files call us"), max_length=60, widget=forms.TextInput(NO_HELP)
    )
    size = forms.IntegerField(
        label=_("How many people our list has at most"),
        help_text=_("Agreed with the partner: the list is filled up to it, so they learn no more."),
        min_value=20,
        max_value=4_000,
    )
    their_size = forms.IntegerField(
        label=_("How many people their list has at most"),
        help_text=_("Agreed with the partner: a longer list is refused."),
        min_value=20,
        max_value=4_000,
    )
    most_files = forms.IntegerField(
        label=_("How many files at most"),
        help_text=_(
            "An exchange takes three. Each file more is one more thing they can learn from."
        ),
        min_value=3,
        max_value=20,
        initial=6,
    )
    ends_on = DayField(label=_("Last day"), help_text=_("Then our key and the pairs are deleted."))
    team = forms.ChoiceField(label=_("For which team?"))


class PseudonymForm(forms.Form):
    """What a partner asked about, and who asked."""

    pseudonym = forms.CharField(
        label=_("The pseudonym they name"), max_length=64, widget=forms.TextInput(NO_HELP)
    )
    contact = forms.CharField(
        label=_("Who asks, and how to reach them"),
        max_length=SHORT,
        widget=forms.TextInput(NO_HELP),
    )


def file_of_theirs(label: PageText) -> forms.FileField:
    return forms.FileField(label=label, help_text=_("At most 10 MB."))


class SizedForm(forms.Form):
    """A form whose files are read in memory: what is too large is said next to its field."""

    def clean(self) -> Answers:
        data = super().clean() or {}
        for name, file in data.items():
            if file.size > settings.LARGEST_UPLOAD:
                self.add_error(name, _("The file is larger than 10 MB."))
        return data

    def read(self) -> dict[str, bytes]:
        return {name: file.read() for name, file in self.cleaned_data.items()}


class TheirListForm(SizedForm):
    theirs = file_of_theirs(_("The partner's list"))


class TheirAnswerForm(SizedForm):
    answer = file_of_theirs(_("The partner's answer to our list"))
    theirs = file_of_theirs(_("The partner's list"))


class TheirMatchedForm(SizedForm):
    matched = file_of_theirs(_("The partner's file of what matched"))


class CountForm(forms.Form):
    """The count of an exchange: as which source the partner counts, where, when, and which pairs
    are sure enough."""

    source = forms.SlugField(
        label=_("Source"),
        help_text=_("A short code for the partner's list, such as lotus-list."),
        max_length=40,
    )
    month = DayField(label=_("A day of the month in which they knew them"))
    area = AreaChoice(Area.objects.filter(valid_until=None), label=_("Where"))
    counts_as = forms.ChoiceField(label=_("Who counts"), choices=[NOTHING, *COUNTS_AS])
    bands = forms.MultipleChoiceField(
        label=_("Which pairs"),
        choices=lambda: worded_choices((one.value, said) for one, said in BANDS.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=[Band.STRONG],
    )
