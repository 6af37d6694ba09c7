"""Forms of her present state: in danger, no longer, heard from, decided."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Unpack

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.answers import NOT_ASKED
from fanal.core.casework.contact_evidence import SPOKEN_TO_WRONG
from fanal.core.casework.state_entries import CUSTODIES, SAYERS, SIGNS
from fanal.core.casework.statements import Custody
from fanal.core.casework.typed_text import LONG, SHORT
from fanal.partners.forms.proposals import PartnerNames, ProposingInput, which_is_meant
from fanal.partners.forms.records import NamedPartner
from fanal.partners.models import Partner
from fanal.partners.queries.partner_names import written_out
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import worded_choices, yes_or_no
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import MomentField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, FormData, PageText

NOW = _("Empty: now. If nobody knows the hour, give the day alone.")


class HourField(MomentField):
    """A day and an hour of what was said. The minute that runs is now: whoever says at once that it
    is over says it after what was said a moment ago."""

    def given(self, value: object) -> datetime | None:
        """Return the moment as it was written, or None where it is none."""
        cleaned = super().clean(value)
        return cleaned if isinstance(cleaned, datetime) else None

    def clean(self, value: object) -> date | datetime | None:
        hour, now = super().clean(value), timezone.localtime()
        if not isinstance(hour, datetime):
            return hour
        return now if timedelta(0) <= now - hour < timedelta(minutes=1) else hour


def _text(label: PageText, *, long: bool = False, required: bool = False) -> forms.CharField:
    if not long:
        return forms.CharField(label=label, max_length=SHORT, required=required)
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=LONG, required=required, widget=box)


class WithHerForm(OfferingForm):
    """Who is with her now: asked last by each form on her state."""

    asks_who_is_meant = True

    with_whom = forms.ChoiceField(
        label=_("Who is with her now?"),
        choices=lambda: [NOTHING, *worded_choices(CUSTODIES)],
        required=False,
    )
    with_name = forms.CharField(
        label=_("Name or place of whoever is with her"),
        max_length=SHORT,
        required=False,
        widget=ProposingInput,
    )

    def __init__(
        self,
        data: FormData = None,
        *,
        known: str = "",
        register: PartnerNames | None = None,
        **options: Unpack[OfferingOptions],
    ) -> None:
        """Make the form; `known`: who has her, which holds where nobody says another; `register`:
        the partners by name, since one who is misspelled may be taken for another."""
        super().__init__(data, **options)
        self.near: Mapping[str, str] = {}
        if register is not None:
            field_of(self, "with_name", forms.CharField).widget.proposed = register.proposed
            self._ask_which(register)
        if known:
            self.fields["with_name"].help_text = _("Empty: {who}, as known.").format(who=known)

    def _ask_which(self, register: PartnerNames) -> None:
        """Ask of a name that is only like one of the register whether it is that partner."""
        typed = self.data.get("with_name", "").strip()
        with_partner = self.data.get("with_whom") == Custody.PARTNER
        if typed and with_partner and self.asks_who_is_meant:
            self.near = register.near(typed)
        if self.near:
            self.fields["meant"] = which_is_meant(self.near)

    def clean(self) -> Answers:
        cleaned = super().clean() or self.cleaned_data
        meant = cleaned.pop("meant", "")
        if meant in self.near:
            whole = written_out(cleaned["with_name"], self.near[meant])
            return cleaned | {"with_name": whole if len(whole) <= SHORT else self.near[meant]}
        return cleaned | ({"not_meant": tuple(self.near)} if meant else {})


class InDangerForm(WithHerForm):
    """A danger that somebody tells; nothing is required, so that it is said at once."""

    # A danger does not wait for an answer; until there is one a near name counts as that partner.
    asks_who_is_meant = False

    said_by = forms.ChoiceField(
        label=_("Who says so?"), choices=lambda: [NOTHING, *worded_choices(SAYERS)], required=False
    )
    who = _text(_("Name of who says so"))
    said_at = HourField(
        label=_("Since when?"), required=False, help_text=NOW, near=PAST, or_day=True
    )
    words = _text(_("What is known"), long=True)
    field_order = ("said_by", "who", "said_at", "words")


class NoLongerForm(WithHerForm):
    """Who says that she is no longer in danger, whether she was free, since when, what changed.

    `sign`: asked where a word is agreed by which it is known that it is her. `seen`: goes with the
    form once it was shown what the page would say (`views.present`).
    """

    later: Later = {_("Who is with her now?"): ("with_whom", "with_name", "meant")}
    only_if_offered = ("sign",)

    said_by = forms.ChoiceField(
        label=_("Who says so?"), choices=lambda: worded_choices(SAYERS), widget=forms.RadioSelect
    )
    who = _text(_("Name of who says so"))
    free = yes_or_no(
        label=_("Could she speak freely, apart from those who hold or held her?"),
        empty_value=NOT_ASKED,
        required=False,
    )
    sign = forms.ChoiceField(
        label=_("If she says so herself: how was she heard from?"),
        choices=[],
        widget=forms.RadioSelect,
        required=False,
    )
    partner = NamedPartner(
        Partner.objects.none(),
        label=_("The side that received her"),
        required=False,
        empty_label=NOTHING[1],
    )
    said_at = HourField(label=_("Since when?"), near=PAST)
    what_changed = _text(_("What changed?"), long=True, required=True)
    field_order = ("said_by", "who", "sign", "free", "partner", "said_at", "what_changed")

    def __init__(
        self,
        data: FormData = None,
        *,
        known: str = "",
        register: PartnerNames | None = None,
        **options: Unpack[OfferingOptions],
    ) -> None:
        super().__init__(data, known=known, register=register, **options)
        if "seen" in self.data:
            self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)


class SignOfLifeForm(WithHerForm):
    """A sign of life: which, when, and by when the next is agreed."""

    sign = forms.ChoiceField(
        label=_("How was she heard from?"),
        choices=lambda: worded_choices([*SIGNS, SPOKEN_TO_WRONG]),
        widget=forms.RadioSelect,
    )
    said_at = HourField(label=_("When?"), required=False, help_text=NOW, near=PAST, or_day=True)
    who = _text(_("Who heard from her"))
    words = _text(_("What she said"), long=True)
    next_by = MomentField(label=_("Next sign of life agreed for"), required=False, near=AHEAD)
    field_order = ("sign", "said_at", "who", "words", "next_by")


class DecideForm(forms.Form):
    """A lead decides between two answers."""

    danger = yes_or_no(label=_("Is she in danger now?"))
    reason = _text(_("Why"), long=True, required=True)
