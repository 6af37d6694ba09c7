"""What is asked about several people at once, advances, goods, and figures for donors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.casework.amounts import LONGEST
from fanal.core.funds.advances import SETTLED_BY
from fanal.core.funds.checks import AfterPayment
from fanal.core.funds.figures import FundIndicator
from fanal.core.funds.kinds import HelpKind, Holder, UnderName
from fanal.core.funds.stock import MOST, GoodsStep
from fanal.funds.forms.money import AmountField, currencies, line_choices
from fanal.funds.models import BudgetLine, FundingGrant, GoodsInKind
from fanal.sharing.forms.fields import AboutAPersonIfSeveral, PeopleQuery
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from, radio_answer
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.parts import Later
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.forms.typed import field_of
from fanal.web.typing import Answers, FormData

type Ticks = Sequence[tuple[str, str]]


class SeveralForm(forms.Form):
    """One amount for each who is ticked."""

    later: Later = {_("More"): ("words",)}

    of = forms.MultipleChoiceField(
        label=_("For whom?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Beside each stands the answer to money under a name, unless it is yes."),
    )
    kind = forms.ChoiceField(label=_("What for?"))
    amount = AmountField(label=_("How much for each?"))
    currency = forms.ChoiceField(label=_("Currency"))
    line = forms.ChoiceField(label=_("From which grant?"))
    holder = forms.ChoiceField(label=_("Who takes it?"))
    under = forms.ChoiceField(
        label=_("Under which name may it be given?"), help_text=_("Each of them was asked.")
    )
    words = long_answer(
        _("What exactly"),
        3,
        required=False,
        help_text=_("Stays in each case: finance does not read it."),
    )

    def __init__(
        self,
        data: FormData = None,
        *,
        of: Ticks,
        lines: Iterable[BudgetLine],
        initial: Answers | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        field_of(self, "of", forms.MultipleChoiceField).choices = of
        offered: dict[str, list[tuple[str, str]]] = {
            "kind": [("", "—"), *chosen_from(HelpKind)],
            "currency": currencies(),
            "line": [("", "—"), *line_choices(lines)],
            "holder": [("", "—"), *chosen_from(Holder)],
            "under": [("", "—"), *chosen_from(UnderName)],
        }
        for name, choices in offered.items():
            field_of(self, name, forms.ChoiceField).choices = choices


# ── Advances ─────────────────────────────────────────────────────────────────
class AdvanceForm(forms.Form):
    what = short_answer(
        _("What is it for?"), help_text=_("No name and no code of anybody whom we help.")
    )
    amount = AmountField(label=_("How much?"))
    currency = forms.ChoiceField(label=_("Currency"), choices=lambda: currencies())
    line = forms.ChoiceField(label=_("From which grant?"))

    def __init__(
        self, data: FormData = None, *, lines: Iterable[BudgetLine], initial: Answers | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        field_of(self, "line", forms.ChoiceField).choices = [("", "—"), *line_choices(lines)]


class AdvanceSettleForm(forms.Form):
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

    def __init__(
        self, data: FormData = None, *, witnesses: QuerySet[User], initial: Answers | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        field_of(self, "witness", forms.ModelChoiceField).queryset = witnesses


class AfterForm(forms.Form):
    answer = radio_answer(_("What does she say?"), AfterPayment)
    on = DayField(label=_("On which day?"), near=PAST)


# ── Goods ────────────────────────────────────────────────────────────────────
class GoodsForm(forms.Form):
    later: Later = {_("What it is worth"): ("grant", "value", "currency", "source")}

    name = short_answer(_("What was given?"))
    donor = short_answer(_("Who gave it?"))
    quantity = forms.IntegerField(label=_("How many?"), min_value=1, max_value=MOST)
    unit = short_answer(_("Pieces, kilograms, boxes?"))
    on = DayField(label=_("On which day?"), near=PAST)
    grant = forms.ChoiceField(label=_("Which grant counts it?"), required=False)
    value = AmountField(label=_("What is all of it worth?"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False, choices=lambda: currencies())
    source = forms.CharField(
        label=_("Who says so?"),
        max_length=LONGEST,
        required=False,
        help_text=_("A price list or a bill of the same day."),
    )

    def __init__(self, data: FormData = None, *, grants: Iterable[FundingGrant]) -> None:
        super().__init__(data)
        known = [NOTHING, *((str(grant.id), grant.name) for grant in grants)]
        field_of(self, "grant", forms.ChoiceField).choices = known


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
    """To somebody of a case. Finance reads her token and how much, and nothing else."""

    goods = forms.ChoiceField(label=_("What?"))
    quantity = forms.IntegerField(label=_("How many?"), min_value=1, max_value=MOST)
    on = DayField(label=_("On which day?"), near=PAST)
    again = forms.BooleanField(label=_("She got it twice on this day"), required=False)

    def __init__(
        self, data: FormData = None, *, people: PeopleQuery, goods: Iterable[GoodsInKind]
    ) -> None:
        super().__init__(data, people=people)
        offered = [
            (str(goods_in_kind.id), f"{goods_in_kind.name} ({goods_in_kind.unit})")
            for goods_in_kind in goods
        ]
        field_of(self, "goods", forms.ChoiceField).choices = [NOTHING, *offered]
        if not data:
            del self.fields["again"]  # asked once the same stands there already


# ── Figures ──────────────────────────────────────────────────────────────────
class FigureForm(forms.Form):
    indicator = radio_answer(_("What is counted?"), FundIndicator)
    grants = forms.MultipleChoiceField(
        label=_("Over which grants?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    first = DayField(label=_("From"))
    last = DayField(label=_("Until"))
    outside = forms.ChoiceField(
        label=_("Who reads it?"),
        widget=forms.RadioSelect,
        choices=[("no", _("We alone")), ("yes", _("A donor: it leaves the organisation"))],
    )

    def __init__(
        self,
        data: FormData = None,
        *,
        grants: Iterable[FundingGrant],
        initial: Answers | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        known = [(str(grant.id), grant.name) for grant in grants]
        field_of(self, "grants", forms.MultipleChoiceField).choices = known

    def chosen(self) -> set[UUID]:
        return {UUID(one) for one in self.cleaned_data["grants"]}
