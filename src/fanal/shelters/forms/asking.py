"""A bed asked for in a shelter of another team, and what its staff answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.whose_consent import ConsentAge
from fanal.sharing.forms.fields import PeopleQuery
from fanal.shelters.forms.stays import AdmissionForm, offer_beds
from fanal.shelters.models import Bed
from fanal.web.forms.parts import Later
from fanal.web.forms.texts import long_answer
from fanal.web.forms.typed import field_of
from fanal.web.typing import Answers, FormData


class AskForBedForm(AdmissionForm):
    """As where a bed is given at once, but for which one it is and what is explained there."""

    later: Later = {_("More, now or tomorrow"): ("due", "diet", "tonight")}

    shelter = forms.ChoiceField(label=_("Which shelter"))
    field_order = ("person", "shelter", "answer", "assent", "given_by", "called", "due")

    def __init__(
        self,
        data: FormData = None,
        *,
        people: PeopleQuery,
        shelters: Iterable[tuple[str, str]],
        ages: Collection[ConsentAge],
        initial: Answers | None = None,
    ) -> None:
        super().__init__(data, people=people, beds=(), residents=(), ages=ages, initial=initial)
        for name in ("bed", "rules_in", "came_with"):
            del self.fields[name]
        self.fields["due"].help_text = _("Empty: tonight.")
        field_of(self, "shelter", forms.ChoiceField).choices = [("", "—"), *shelters]


class GiveBedForm(forms.Form):
    bed = forms.ChoiceField(label=_("Which bed"), required=False)
    words = long_answer(
        _("What the other team has to know"),
        2,
        required=False,
        help_text=_("Never where the shelter is."),
    )

    def __init__(self, data: FormData = None, *, beds: Iterable[Bed]) -> None:
        super().__init__(data)
        offer_beds(self, beds)


class DeclineBedForm(forms.Form):
    words = long_answer(_("Why, and where else to ask"), 2)
