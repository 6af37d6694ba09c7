"""Who takes somebody over, on which leg, and what two people decide."""

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import Team, User
from fanal.journeys.forms.fields import CustodianChoice, it_happened
from fanal.journeys.models import JourneyCustodian
from fanal.journeys.words import DOES
from fanal.partners.forms.areas import AreaChoice
from fanal.partners.forms.proposals import PartnerNames, which_is_meant
from fanal.partners.forms.records import NamedPartner
from fanal.partners.models import Area, Partner
from fanal.web.forms.date_boxes import AHEAD
from fanal.web.forms.dates import MomentField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.typing import Answers, FormData


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Telephone"),
        help_text=_("Only those who hand over to them or receive from them get it on paper."),
        max_length=60,
        required=False,
    )


class CustodianForm(OfferingForm):
    later: Later = {_("When it was, and why all the same"): ("happened", "reason")}

    partner = NamedPartner(
        Partner.objects.filter(merged_into=None),
        label=_("A partner"),
        required=False,
        empty_label="—",
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Or one of our teams"), required=False, empty_label="—"
    )
    colleagues = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Which colleagues go with her?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    label = forms.CharField(
        label=_("What to call them here"),
        help_text=_("With only a name they count as not known."),
        required=False,
        max_length=120,
    )
    does = forms.ChoiceField(label=_("What for"), choices=DOES, required=False)
    area = AreaChoice(
        Area.objects.filter(valid_until=None),
        label=_("Where?"),
        required=False,
        help_text=_("Not said: only trust that holds everywhere counts."),
        empty_label="—",
    )
    phone = PhoneForm.base_fields["phone"]
    happened = it_happened()
    reason = forms.CharField(
        label=_("If it was refused and has to be them: why?"),
        help_text=_("A lead or the director decides as second person."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: FormData = None,
        *,
        register: PartnerNames,
        has_her: bool = False,
        **options: Unpack[OfferingOptions],
    ) -> None:
        """Make the form; `has_her`: they have her, and a rescue is to get her from them.
        `register`: the partners by name, since one who is only typed would go unexamined."""
        super().__init__(data, **options)
        self.has_her, self.meant = has_her, self._meant(register)
        if self.meant:
            self.fields["meant"] = which_is_meant(self.meant)
        for name in ("does", "happened", "reason") if has_her else ():
            del self.fields[name]

    def _meant(self, register: PartnerNames) -> dict[str, str]:
        """Return whom of the register the name may mean, where nothing but a name was given."""
        chosen = any(self.data.get(name) for name in ("partner", "team", "colleagues"))
        typed = "" if chosen else self.data.get("label", "").strip()
        return register.meant(typed) if typed else {}

    def clean_does(self) -> str:
        return self.cleaned_data["does"] or "hold_the_person"

    def clean(self) -> Answers:
        cleaned = super().clean() or self.cleaned_data
        meant = cleaned.pop("meant", "")
        if meant in self.meant:
            cleaned |= {"partner": Partner.objects.get(id=meant)}
        return cleaned | {"happened": True} if self.has_her else cleaned


class LegForm(OfferingForm):
    start = AreaChoice(Area.objects.all(), label=_("From"))
    end = AreaChoice(Area.objects.all(), label=_("To"))
    crossing = AreaChoice(Area.objects.filter(kind="crossing"), label=_("Crossing"), required=False)
    custodian = CustodianChoice(JourneyCustodian.objects.none(), label=_("With whom"))
    leaves = MomentField(label=_("Leaves"), near=AHEAD)
    arrives = MomentField(label=_("Arrives"), near=AHEAD)
    by_what = forms.CharField(label=_("By what"), required=False)


class ChangedLegForm(LegForm):
    later: Later = {_("If it is no longer just a plan"): ("happened",)}

    happened = it_happened()


class DecisionForm(forms.Form):
    """Why two people should go on in spite of what stands against it. `said_no`: somebody who goes
    said no to it herself, and there is one ground alone."""

    reason = forms.CharField(
        label=_("Why all the same, and what makes it safe enough?"),
        widget=forms.Textarea,
        max_length=2000,
    )

    def __init__(self, data: FormData = None, *, said_no: bool = False) -> None:
        super().__init__(data)
        if said_no:
            self.fields["life_in_danger"] = forms.BooleanField(
                label=_("Her life or body is in danger if she stays"),
                help_text=_("She said no to it herself. Nothing else is a ground to go on."),
            )
