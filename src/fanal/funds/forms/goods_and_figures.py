"""What is asked about several people at once, advances, goods, and figures for donors."""

from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.casework.amounts import LONGEST
from fanal.core.funds.advances import SETTLED_BY
from fanal.core.funds.checks import AfterPayment
from fanal.core.funds.figures import FundIndicator
from fanal.core.funds.kinds import HelpKind, Holder, UnderName
from fanal.core.funds.stock import MOST, GoodsStep
from fanal.funds.forms.money import AmountField
from fanal.sharing.forms.fields import AboutAPersonIfSeveral
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import currency_choice, radio_answer, select_answer
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer, short_answer


class SeveralForm(OfferingForm):
    """One amount for each who is ticked."""

    later: Later = {_("More"): ("words",)}

    of = forms.MultipleChoiceField(
        label=_("For whom?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Beside each stands the answer to money under a name, unless it is yes."),
    )
    kind = select_answer(_("What for?"), HelpKind)
    amount = AmountField(label=_("How much for each?"))
    currency = currency_choice(_("Currency"))
    line = forms.ChoiceField(label=_("From which grant?"), choices=[NOTHING])
    holder = select_answer(_("Who takes it?"), Holder)
    under = select_answer(
        _("Under which name may it be given?"), UnderName, help_text=_("Each of them was asked.")
    )
    words = long_answer(
        _("What exactly"),
        3,
        required=False,
        help_text=_("Stays in each case: finance does not read it."),
    )


# ── Advances ─────────────────────────────────────────────────────────────────
class AdvanceForm(OfferingForm):
    what = short_answer(
        _("What is it for?"), help_text=_("No name and no code of anybody whom we help.")
    )
    amount = AmountField(label=_("How much?"))
    currency = currency_choice(_("Currency"))
    line = forms.ChoiceField(label=_("From which grant?"), choices=[NOTHING])


class AdvanceSettleForm(OfferingForm):
    amount = AmountField(label=_("How much was spent?"))
    proof = radio_answer(_("What shows it?"), SETTLED_BY)
    receipt = short_answer(_("Number of the bill"), required=False)
    payee = short_answer(
        _("Paid to which shop, school or office"),
        required=False,
        help_text=_("Never the name of anybody whom we help."),
    )
    witness = forms.ModelChoiceField(
        User.objects.none(), label=_("If a colleague saw it: who?"), required=False
    )
    on = DayField(label=_("On which day?"), near=PAST)


class AfterForm(forms.Form):
    answer = radio_answer(_("What does she say?"), AfterPayment)
    on = DayField(label=_("On which day?"), near=PAST, initial=timezone.localdate)


# ── Goods ────────────────────────────────────────────────────────────────────
class GoodsForm(OfferingForm):
    later: Later = {_("What it is worth"): ("grant", "value", "currency", "source")}

    name = short_answer(_("What was given?"))
    donor = short_answer(_("Who gave it?"))
    quantity = forms.IntegerField(label=_("How many?"), min_value=1, max_value=MOST)
    unit = short_answer(_("Pieces, kilograms, boxes?"))
    on = DayField(label=_("On which day?"), near=PAST)
    grant = forms.ChoiceField(label=_("Which grant counts it?"), choices=[NOTHING], required=False)
    value = AmountField(label=_("What is all of it worth?"), required=False)
    currency = currency_choice(_("Currency"), required=False)
    source = forms.CharField(
        label=_("Who says so?"),
        max_length=LONGEST,
        required=False,
        help_text=_("A price list or a bill of the same day."),
    )


class GoodsMoveForm(forms.Form):
    step = radio_answer(_("What became of the goods?"), GoodsStep)
    quantity = forms.IntegerField(label=_("How many?"), min_value=1)
    on = DayField(label=_("On which day?"), near=PAST)
    words = long_answer(
        _("Where, and what happened"),
        3,
        required=False,
        help_text=_("No name and no code of anybody whom we help."),
    )


class HandOutForm(AboutAPersonIfSeveral):
    """Goods handed to somebody of a case. Finance reads her token and how much, and nothing
    else."""

    asked_on_doubt = ("again",)  # where the same stands there already

    goods = forms.ChoiceField(label=_("What?"), choices=[NOTHING])
    quantity = forms.IntegerField(label=_("How many?"), min_value=1, max_value=MOST)
    on = DayField(label=_("On which day?"), near=PAST)
    again = forms.BooleanField(label=_("She got it twice on this day"), required=False)


# ── Figures ──────────────────────────────────────────────────────────────────
class FigureForm(OfferingForm):
    """`read`: the mark of the number that stood on the page; `to_read`: the title above a number
    that stands there now."""

    to_read = ""

    indicator = radio_answer(_("What is counted?"), FundIndicator)
    grants = forms.MultipleChoiceField(
        label=_("Over which grants?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    first = DayField(label=_("From"))
    last = DayField(label=_("Until"))
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def chosen(self) -> set[UUID]:
        return {UUID(key) for key in self.cleaned_data["grants"]}


class ReleaseFigureForm(forms.Form):
    why = short_answer(_("To whom does it go, and in which report?"))


class WithdrawFigureForm(forms.Form):
    why = short_answer(_("Why is it withdrawn?"))
