"""What is asked of a service of a case, and of what happened."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.views.needs import sayers
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import (
    EXPECTED,
    MOVES,
    Barrier,
    EndReason,
    Refuser,
    ServiceState,
    Useful,
)
from fanal.partners.forms.areas import area_field
from fanal.services.words import kinds_by_support
from fanal.sharing.forms.fields import AboutAPersonIfSeveral
from fanal.web.forms.codes import chosen_from, radio_answer, select_answer
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import FormData

S = ServiceState
NOT_ASKED = ("", _("Not asked"))


# ── A service of a case ──────────────────────────────────────────────────────
class ServiceForm(AboutAPersonIfSeveral):
    """What she needs; what is known of her is not asked."""

    only_if_offered = ("goal",)

    later: Later = {_("More"): ("goal",)}

    need = forms.ChoiceField(label=_("For which need"), required=False)
    kind = forms.ChoiceField(
        label=_("What kind of service"), choices=lambda: [("", "—"), *kinds_by_support()]
    )
    area = area_field(_("Where?"))
    words = long_answer(_("What exactly"), 3, required=False)
    goal = forms.ChoiceField(label=_("For which of her goals"), required=False)


class ChangeServiceForm(OfferingForm):
    """What was described wrongly; who gives it and what happened stay."""

    kind = forms.ChoiceField(label=_("What kind of service"), choices=lambda: kinds_by_support())
    need = forms.ChoiceField(label=_("For which need"), required=False)
    goal = forms.ChoiceField(label=_("For which of her goals"), required=False)
    words = long_answer(_("What exactly"), 3, required=False)


# ── What happened ────────────────────────────────────────────────────────────
ANSWERS = {
    S.ASKED: _("We asked"),
    S.BEGUN: _("Yes, it happened"),
    S.WAITING: _("Not yet: she is on the waiting list"),
    S.OFFERED: _("Not yet: they said yes"),
    S.REFUSED: _("No: somebody refused"),
    S.NOT_AVAILABLE: _("No: it is not available"),
}


class FirstVisitForm(forms.Form):
    """The answer whether the first visit happened, or why there will be none."""

    later: Later = {_("If not: by whom, why, until when"): ("refused_by", "barrier", "until")}

    state = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    on = DayField(label=_("On which day"), near=PAST)
    said_by = forms.ChoiceField(label=_("Who says so?"), choices=sayers, required=False)
    refused_by = select_answer(_("Refused by whom"), Refuser, required=False)
    barrier = select_answer(_("Why not"), Barrier, required=False)
    until = DayField(
        label=_("Promised for"), required=False, help_text=_("Where she is on a waiting list.")
    )
    words = long_answer(_("In words"), 2, required=False)

    def __init__(self, state: ServiceState, data: FormData = None, *, asks: bool = True) -> None:
        """Offer the moves that are possible from a state. `asks`: whether it may be written here
        that somebody was asked: no partner is."""
        super().__init__(data)
        moves = [
            answer
            for answer in ANSWERS
            if answer in MOVES[state] and (asks or answer is not S.ASKED)
        ]
        field_of(self, "state", forms.ChoiceField).choices = [
            (move, ANSWERS[move]) for move in moves
        ]
        if not EXPECTED & set(moves):
            del self.fields["until"]
            self.later = {_("If not: by whom, why"): ("refused_by", "barrier")}

    def step(self) -> ServiceStep:
        """What was answered; by whom and why only of a no, and a promise only of a list."""
        cleaned = self.cleaned_data
        to = ServiceState(cleaned["state"])
        by = cleaned["refused_by"] if to is S.REFUSED else ""
        why = cleaned["barrier"] if to in (S.REFUSED, S.NOT_AVAILABLE) else ""
        return ServiceStep(
            to,
            cleaned["on"],
            refused_by=Refuser(by) if by else None,
            barrier=Barrier(why) if why else None,
            until=cleaned.get("until") if to is S.WAITING else None,
            said_by=cleaned["said_by"],
        )


class EndedForm(forms.Form):
    """The end of a service: why it ended, and whether it was any good, by her word."""

    end = radio_answer(_("Why did it end?"), EndReason)
    on = DayField(label=_("On which day"), near=PAST)
    useful = forms.ChoiceField(
        label=_("Did it help her? Her own word"),
        widget=forms.RadioSelect,
        required=False,
        choices=lambda: [*chosen_from(Useful), NOT_ASKED],
    )
    words = long_answer(_("In words"), 2, required=False)

    def step(self) -> ServiceStep:
        answers: Mapping[str, str] = self.cleaned_data
        useful = Useful(answers["useful"]) if answers["useful"] else None
        return ServiceStep(
            S.ENDED, self.cleaned_data["on"], end=EndReason(answers["end"]), useful=useful
        )


class MistakeForm(forms.Form):
    """The reason why the last step was a mistake. `step`: its number, so that no other is taken
    back."""

    step = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    words = long_answer(_("Why was it a mistake?"), 2)
