"""What is asked of supervision, of qualifications and of incidents."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.colleagues.incidents import SecurityIncidentKind
from fanal.core.colleagues.validity import QualificationKind
from fanal.partners.forms.areas import area_field
from fanal.web.forms.codes import select_answer
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer, short_answer


class SupervisionForm(forms.Form):
    on = DayField(label=_("For which day?"), near=AHEAD)


class QualificationForm(forms.Form):
    kind = select_answer(_("What?"), QualificationKind)
    on = DayField(label=_("Since which day?"), near=PAST)
    until = DayField(
        label=_("Until which day?"),
        required=False,
        help_text=_("Vetting ends after 24 months where nothing is written."),
    )


class SecurityIncidentForm(OfferingForm):
    later: Later = {_("More"): ("area", "near", "first", "second")}

    kind = select_answer(_("What happened?"), SecurityIncidentKind)
    colleague = forms.ModelChoiceField(
        User.objects.none(),
        label=_("To whom did it happen?"),
        required=False,
        empty_label=_("To me"),
    )
    on = DayField(label=_("On which day?"), near=PAST, initial=timezone.localdate)
    words = long_answer(
        _("In a few words"),
        3,
        required=False,
        help_text=_("Never the name of somebody we help. More can be added later."),
    )
    area = area_field(_("Where?"))
    near = forms.BooleanField(label=_("A near miss: nothing happened"), required=False)
    first = forms.ModelChoiceField(
        User.objects.none(),
        label=_("First colleague who may know"),
        required=False,
        help_text=_(
            "Asked for sexual violence only: nobody else is told, and nothing written is kept."
        ),
    )
    second = forms.ModelChoiceField(
        User.objects.none(), label=_("Second colleague who may know"), required=False
    )

    def named(self) -> tuple[User, ...]:
        return tuple(user for name in ("first", "second") if (user := self.cleaned_data.get(name)))


class GiveIncidentsForm(OfferingForm):
    incidents = forms.MultipleChoiceField(
        label=_("Of which incidents?"), widget=forms.CheckboxSelectMultiple
    )

    def chosen(self) -> set[str]:
        return set(self.cleaned_data["incidents"])


class IncidentNoteForm(forms.Form):
    words = long_answer(
        _("What was learned or done"), 3, help_text=_("Never the name of somebody we help.")
    )


class ColleagueComplaintForm(OfferingForm):
    later: Later = {_("More"): ("second", "said_by", "case")}

    first = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who it concerns"),
        help_text=_("She never reads it, nor does anybody who leads her."),
    )
    words = long_answer(
        _("What is complained of, in the words of whoever complains"),
        4,
        help_text=_("You cannot read it again: it goes to whoever answers it."),
    )
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who answers it"),
        required=False,
        empty_label=_("The direction alone"),
        help_text=_("A lead of another team than hers, beside the direction."),
    )
    second = forms.ModelChoiceField(
        User.objects.none(), label=_("Who else it concerns"), required=False
    )
    said_by = short_answer(
        _("Who complains"), required=False, help_text=_("Empty: nobody is to know.")
    )
    case = short_answer(
        _("Code name of the case it comes from"),
        required=False,
        help_text=_("Whoever answers it can close this case to the colleague it concerns."),
    )

    def concerns(self) -> list[User]:
        chosen = [self.cleaned_data.get(name) for name in ("first", "second")]
        return [user for user in chosen if user is not None]


class ColleagueAnswerForm(forms.Form):
    words = long_answer(_("What was done, and what the person who complained was told"), 4)
