"""What is asked about grants, rates, requests, payments and receipts."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.casework.amounts import LONGEST, read_amount
from fanal.core.errors import BadInput
from fanal.core.funds.kinds import HelpKind, Holder, PayMode, UnderName
from fanal.funds.models import BudgetLine
from fanal.sharing.forms.fields import AboutAPersonIfSeveral
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import YES_NO, currency_choice, radio_answer, select_answer
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.forms.typed_fields import FieldOptions
from fanal.web.typing import FormData
from fanal.web.words import translated

NO_NAME = _("Never the name of anybody whom we help.")  # it stays when her case is erased


class AmountField(forms.CharField):
    """An amount as people write it; cleans to a decimal number."""

    def __init__(self, **options: Unpack[FieldOptions]) -> None:
        # A text and no number field: browsers drop what they cannot read, such as a comma, without
        # a word.
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "narrow"})
        super().__init__(max_length=LONGEST, widget=widget, **options)

    def clean(self, value: object) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_amount("amount", text)
        except BadInput as mistake:
            raise ValidationError(capfirst(translated(mistake.why))) from None


def line_choices(lines: Iterable[BudgetLine]) -> list[tuple[str, str]]:
    return [(str(line.pk), f"{line.grant.name} · {line.name}") for line in lines]


# ── Grants and rates ─────────────────────────────────────────────────────────
class FundingGrantForm(forms.Form):
    later: Later = {_("More"): ("report_due", "may_ask")}

    name = short_answer(_("What it is called"))
    donor = short_answer(_("Donor"))
    currency = currency_choice(_("Currency"))
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"))
    report_due = DayField(label=_("Next report is due on"), required=False)
    may_ask = long_answer(
        _("What the donor may ask to see"),
        help_text=_("Counts, sums and tokens. Never a name."),
        required=False,
    )


class LineForm(forms.Form):
    name = short_answer(_("What the line is called"))
    amount = AmountField(label=_("Amount of the line"))


class BudgetForm(forms.Form):
    way = forms.ChoiceField(
        label=_("More or less?"),
        widget=forms.RadioSelect,
        choices=[("more", _("More on this line")), ("less", _("Less on this line"))],
    )
    amount = AmountField(label=_("By how much"))
    why = long_answer(_("Why?"))

    def signed(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        # Nobody types a minus: asked in words it cannot be overlooked.
        return amount if self.cleaned_data["way"] == "more" else -amount


class RateForm(forms.Form):
    on = DayField(label=_("Rate of which day?"), near=PAST)
    base = currency_choice(_("One of"))
    rate = forms.CharField(label=_("Equals"), max_length=LONGEST)
    quote = currency_choice(_("Of"))
    source = short_answer(_("Who says so?"), help_text=_("A bank, a list, its page or number."))


# ── A request in a case ──────────────────────────────────────────────────────
class RequestForm(AboutAPersonIfSeveral):
    later: Later = {_("More"): ("words", "danger", "needed_by")}

    kind = select_answer(_("What for?"), HelpKind)
    amount = AmountField(label=_("How much?"))
    currency = currency_choice(_("Currency"))
    line = forms.ChoiceField(label=_("From which grant?"), choices=[NOTHING])
    holder = radio_answer(_("Who takes it?"), Holder)
    under = select_answer(
        _("Under which name may it be given?"), UnderName, help_text=_("As she said, and no other.")
    )
    words = long_answer(
        _("What exactly"),
        help_text=_("Stays in the case: finance does not read it."),
        required=False,
    )
    danger = long_answer(_("What could go wrong if somebody sees it or takes it?"), required=False)
    needed_by = DayField(label=_("Needed by"), required=False, near=AHEAD)


class MoneyAnswerForm(forms.Form):
    agreed = forms.ChoiceField(label=_("Do you agree?"), widget=forms.RadioSelect, choices=YES_NO)
    why = long_answer(_("If not: why?"), required=False)


class MoneyReceiptForm(OfferingForm):
    amount = AmountField(label=_("How much arrived?"))
    on = DayField(label=_("On which day?"), near=PAST, initial=timezone.localdate)
    proof = radio_answer(_("What shows it?"), ())
    witness = forms.ModelChoiceField(
        User.objects.none(), label=_("If a colleague saw it: who?"), required=False
    )


# ── Finance ──────────────────────────────────────────────────────────────────
class PayForm(forms.Form):
    later: Later = {_("A bill"): ("receipt", "payee")}

    amount = AmountField(label=_("How much is paid out?"))
    mode = radio_answer(
        _("How?"),
        PayMode,
        help_text=_("Of a transfer: neutral words only, nothing of us and nothing of her."),
    )
    on = DayField(label=_("On which day?"), near=PAST, initial=timezone.localdate)
    receipt = short_answer(_("Number of the bill"), required=False)
    payee = short_answer(
        _("Paid to which shop, school or office"),
        required=False,
        help_text=NO_NAME,
    )


class MoneyReturnForm(forms.Form):
    amount = AmountField(label=_("How much came back?"))
    on = DayField(label=_("On which day?"), near=PAST, initial=timezone.localdate)
    why = long_answer(_("Why?"), required=False, help_text=NO_NAME)


class MoneyReasonForm(forms.Form):
    why = long_answer(_("Why?"), help_text=NO_NAME)


class LostForm(forms.Form):
    why = long_answer(_("What happened?"), help_text=NO_NAME)


class ShareField(AmountField):
    """A share in per cent, with at most two decimals."""


class SplitForm(forms.Form):
    """The split of an amount among up to three lines with their shares."""

    PLACES = ("first", "second", "third")

    def __init__(self, data: FormData = None, *, lines: Iterable[BudgetLine]) -> None:
        super().__init__(data)
        self.known = {str(line.pk): line for line in lines}
        offered = [NOTHING, *line_choices(self.known.values())]
        labels = (_("First line"), _("Second line"), _("Third line"))
        for place, label in zip(self.PLACES, labels, strict=True):
            self.fields[place] = forms.ChoiceField(label=label, choices=offered, required=False)
            self.fields[f"{place}_share"] = ShareField(
                label=_("Its share, in per cent"), required=False
            )

    def shares(self) -> list[tuple[BudgetLine, Decimal]]:
        cleaned = self.cleaned_data
        return [
            (self.known[cleaned[place]], cleaned[f"{place}_share"] or Decimal(0))
            for place in self.PLACES
            if cleaned.get(place)
        ]
