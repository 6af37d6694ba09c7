"""The forms of being away: who stands in, and what opens on a journey."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.web.forms import NOTHING
from fanal.web.forms.date_boxes import AHEAD
from fanal.web.forms.dates import DayField
from fanal.web.forms.offering import Narrowed, OfferingForm
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import FormData


class StandInForm(OfferingForm):
    away = forms.ChoiceField(label=_("Who is away"))
    stand_in = forms.ChoiceField(label=_("Who stands in"), choices=[NOTHING])
    since = DayField(label=_("First day"), near=AHEAD)
    until = DayField(label=_("Last day"))

    def __init__(
        self,
        away: list[User],
        able: Iterable[User],
        data: FormData = None,
        *,
        offered: Narrowed,
        chosen: str = "",
    ) -> None:
        initial = {"away": chosen or str(away[0].pk)}
        super().__init__(data, offered={"stand_in": offered}, initial=initial)
        self.people = {str(user.pk): user for user in (*away, *able)}
        if len(away) > 1:
            field_of(self, "away", forms.ChoiceField).choices = [
                (str(user.pk), str(user)) for user in away
            ]
        else:
            self.only = away[0]
            del self.fields["away"]

    def person(self, name: str) -> User:
        """The colleague who was chosen; herself, where nobody else can be."""
        return self.people[self.cleaned_data[name]] if name in self.fields else self.only


class TravelForm(forms.Form):
    until = DayField(
        label=_("Until the end of"),
        help_text=_("Before then, nobody but a second person can end it."),
    )
    cases = forms.MultipleChoiceField(
        label=_("Cases that still open"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what you cannot do without. If you mark none, none opens."),
    )

    def __init__(self, cases: Iterable[Case], data: FormData = None) -> None:
        super().__init__(data)
        self.by_id = {str(case.id): case for case in cases}
        field = field_of(self, "cases", forms.MultipleChoiceField)
        field.choices = [(id, case.code_name) for id, case in self.by_id.items()]
        if not self.by_id:
            del self.fields["cases"]

    def marked(self) -> list[Case]:
        return [self.by_id[key] for key in self.cleaned_data.get("cases", ())]
