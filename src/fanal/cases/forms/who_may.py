"""Forms of who may open a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.fields import COMPARTMENT_WORDS
from fanal.cases.forms.tasks import ColleagueForm
from fanal.core.casework.codes import EmergencyGround
from fanal.web.forms.codes import YES_NO, radio_answer
from fanal.web.forms.dates import DayField
from fanal.web.forms.texts import short_answer


class GrantForm(ColleagueForm):
    """Which parts of a file, to whom, why, until when."""

    compartments = forms.MultipleChoiceField(
        label=_("Which parts"),
        choices=[(str(c), words) for c, words in COMPARTMENT_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = short_answer(_("Why"))
    until = DayField(label=_("Until"), required=False)


class KeepOutForm(ColleagueForm):
    reason = short_answer(_("Why"))


class EmergencyForm(forms.Form):
    code_name = short_answer(_("Code name of the case"))
    ground = radio_answer(_("Why it cannot wait"), EmergencyGround)
    reason = short_answer(
        _("What happened, in a sentence"),
        help_text=_("At least four words. A lead reads this afterwards."),
    )


class ReviewForm(forms.Form):
    justified = forms.ChoiceField(
        label=_("Was it right to open this case?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_("If not, the case closes again at once to whoever opened it."),
    )
    remark = short_answer(
        _("Remark"),
        required=False,
        help_text=_("If it was not right, say why: whoever opened it reads it."),
    )
