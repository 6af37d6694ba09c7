"""One question for each resident: was she seen? And what was served."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.core.shelters.nights import NightFinding
from fanal.core.shelters.stays import StayState
from fanal.shelters.models import ShelterStay
from fanal.web.forms.codes import chosen_from
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later, in_short_parts
from fanal.web.forms.texts import long_answer
from fanal.web.typing import FormData

EXPECTED = {StayState.AWAY: NightFinding.AWAY, StayState.HOSPITAL: NightFinding.HOSPITAL}


class NightCountForm(forms.Form):
    """A count. `stays`: of whom it is asked, with how each is shown. Nothing is chosen beforehand
    but what was agreed: that somebody is away and not due back yet, or in hospital."""

    staff = forms.IntegerField(
        label=_("How many of us are here tonight"), min_value=0, max_value=60, required=False
    )
    words = long_answer(_("In words"), 2, required=False)

    def __init__(self, data: FormData = None, *, stays: Iterable[tuple[ShelterStay, str]]) -> None:
        super().__init__(data)
        self.asked, today = [stay for stay, _shown in stays], timezone.localdate()
        for stay, shown in stays:
            self.fields[f"stay_{stay.id}"] = forms.ChoiceField(
                label=shown,
                choices=chosen_from(NightFinding),
                required=False,
                widget=forms.RadioSelect(attrs={"class": "choices--short"}),
                initial="" if stay.is_late_back(today) else EXPECTED.get(stay.stands, ""),
            )
        self.order_fields([f"stay_{stay.id}" for stay in self.asked])

    def answers(self) -> Mapping[UUID, str]:
        cleaned = self.cleaned_data
        return {stay.id: cleaned.get(f"stay_{stay.id}", "") for stay in self.asked}


class SettledNightForm(NightCountForm):
    """What was found of those about whom two counts differ."""

    staff = None  # type: ignore[assignment]  # leaves the field out: it was asked at the count
    words = long_answer(_("How it was found out"), 2)


class ServedForm(forms.Form):
    """Three meals for everybody, unless another number is typed."""

    on = DayField(label=_("On which day"), near=PAST)

    def __init__(self, data: FormData = None, *, stays: Iterable[tuple[ShelterStay, str]]) -> None:
        super().__init__(data)
        self.asked = [stay for stay, _shown in stays]
        # On most days nobody has one, and two boxes for each would be twice as far to scroll.
        trips = [f"trips_{stay.id}" for stay in self.asked]
        self.later: Later = in_short_parts(_("Trips with a receipt"), trips)
        for stay, shown in stays:
            self.fields[f"meals_{stay.id}"] = forms.IntegerField(
                label=_("%(who)s: meals") % {"who": shown},
                min_value=0,
                max_value=3,
                initial=3 if stay.stands is StayState.HERE else 0,
            )
            self.fields[f"trips_{stay.id}"] = forms.IntegerField(
                label=_("%(who)s: trips with a receipt") % {"who": shown},
                min_value=0,
                max_value=9,
                initial=0,
            )

    def answers(self) -> Mapping[UUID, tuple[int, int]]:
        cleaned = self.cleaned_data
        return {
            stay.id: (cleaned[f"meals_{stay.id}"], cleaned[f"trips_{stay.id}"])
            for stay in self.asked
        }
