"""Who answers for a child, decided by two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.consent import GivenBy
from fanal.core.casework.whose_consent import CarerGround
from fanal.web.forms import NOTHING, to_choose
from fanal.web.forms.codes import radio_answer
from fanal.web.forms.dates import DayField
from fanal.web.forms.options import FormOptions
from fanal.web.forms.texts import long_answer
from fanal.web.typing import FormData

CASE_WORKER = GivenBy.CASE_WORKER_IN_HER_INTEREST.value


class CarerDecisionForm(forms.Form):
    """For whom, who answers, why it is open, the reasons."""

    def __init__(
        self,
        people: list[tuple[str, str]],
        around: Iterable[tuple[str, str]],
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.fields["person"] = forms.ChoiceField(label=_("For whom"), choices=to_choose(people))
        self.fields["ground"] = radio_answer(_("Why it has to be decided"), CarerGround)
        self.fields["speaker"] = forms.ChoiceField(
            label=_("Who consents for this child"),
            help_text=_("Not on the list? Add this person under People around her first."),
            choices=[NOTHING, *around, (CASE_WORKER, _("the case worker, in her interest"))],
        )
        self.fields["reasons"] = long_answer(
            _("Why this is best for the child, and what the child thinks of it"), 4
        )
        self.fields["until"] = DayField(
            label=_("Until when, at the latest"),
            required=False,
            help_text=_("It has to be reviewed by that day."),
        )
