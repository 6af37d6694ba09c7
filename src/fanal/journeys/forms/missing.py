"""The form of the sheet of a missing person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.typed_text import LONG, SHORT
from fanal.core.trust.consent import SHORTEST_TEXT
from fanal.journeys.forms.plans import WhomForm
from fanal.web.forms import NOTHING
from fanal.web.forms.form_parts import Later
from fanal.web.typing import Answers, PageText

SPOKEN = [("fr", "Français"), ("en", "English"), ("vi", "Tiếng Việt")]


def line(
    label: PageText, *, required: bool = False, widget: forms.Widget | None = None
) -> forms.CharField:
    return forms.CharField(label=label, max_length=SHORT, required=required, widget=widget)


class MissingForm(WhomForm):
    """The questions of the sheet: for whom it is, what is not on file, and why her
    life or body is in danger."""

    only_if_offered = ("photo",)
    later: Later = {
        _("What is on file: confirm or correct"): ("gender", "citizenship", "languages", "photo")
    }

    language = forms.ChoiceField(label=_("Language of the sheet"), choices=SPOKEN)
    gender = line(_("Sex"))
    citizenship = line(_("Nationality"))
    languages = line(_("Languages she speaks"))
    clothing = line(_("What she wears"), widget=forms.Textarea(attrs={"rows": 2}))
    marks = line(
        _("How to know her: height, hair, scars, tattoos, what she carries"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photo = forms.ChoiceField(
        label=_("Photograph, from her documents"), choices=[NOTHING], required=False
    )
    call_back = line(_("Who to call back, and the number"), required=True)
    why = forms.CharField(
        label=_("Why her life or body is in danger"),
        help_text=_("The second person reads this. It does not go out."),
        min_length=SHORTEST_TEXT,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    TYPED = ("gender", "citizenship", "languages", "clothing", "marks", "call_back")

    def told(self, answers: Answers) -> Answers:
        """Return the answers as the action takes them."""
        codes = {name: answer for name, answer in answers.items() if name not in self.TYPED}
        return codes | {"answers": {name: answers[name] for name in self.TYPED}}
