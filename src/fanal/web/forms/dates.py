"""Dates of which parts may be missing, in boxes; Buddhist years are recognised and confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fanal.core.calendars import DateReading, Era, PartialDate, read_date
from fanal.core.errors import BadInput
from fanal.web.forms.typed import FieldOptions
from fanal.web.words import translated

ERAS = [
    ("", _("as written")),
    (Era.COMMON.value, _("common era")),
    (Era.BUDDHIST.value, _("Buddhist era")),
]


LONGEST_NUMBER = 8


class _OurYears(forms.Field):
    """Refuses a year that nobody means. One of the Buddhist era comes back with the common one."""

    default_error_messages = {
        "era": _("{given} looks like a year of the Buddhist era. Write {common}, the common era.")
    }

    def clean(self, value: object) -> object:
        day = super().clean(value)
        if isinstance(day, date):
            self._in_our_years(day.year)
        return day

    def _in_our_years(self, given: int) -> None:
        try:
            reading = read_date(given)
        except BadInput as mistake:
            raise ValidationError(translated(mistake.why), code=mistake.where) from None
        if reading.to_confirm:
            message = str(self.error_messages["era"])
            message = message.format(given=given, common=reading.date.year)
            raise ValidationError(message, code="era")


class DayField(_OurYears, forms.DateField):
    """A day of an act of ours, by the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MomentField(_OurYears, forms.DateTimeField):
    """A day and an hour, by the browser's own calendar."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PartialDateWidget(forms.MultiWidget):
    """Three boxes: day, month, year. An era is offered when a year is read as Buddhist."""

    template_name = "web/forms/partial_date.html"

    def __init__(self) -> None:
        box = {"inputmode": "numeric", "maxlength": "4"}
        super().__init__(
            widgets={
                "day": forms.TextInput(box),
                "month": forms.TextInput(box),
                "year": forms.TextInput(box),
                "era": forms.Select(choices=ERAS),
            }
        )

    def decompress(self, value: PartialDate | None) -> list[int | str | None]:
        if isinstance(value, PartialDate):
            return [value.day, value.month, value.year, ""]
        return [None, None, None, ""]


class PartialDateField(forms.MultiValueField):
    """Gives a `PartialDate`, or None where all boxes are empty.

    `confirm_era`: a year like 2554 is not taken silently, the form comes back and asks which era.
    """

    default_error_messages = {
        "number": _("Write the day, the month and the year in digits."),
        "year": _("Write at least the year. Leave unknown parts empty."),
        "era": _(
            "{given} looks like a year of the Buddhist era, {common} in the common era. "
            "Choose the era below."
        ),
    }

    def __init__(self, *, confirm_era: bool = True, **options: Unpack[FieldOptions]) -> None:
        self.confirm_era = confirm_era
        options.setdefault("required", False)
        parts = tuple(
            forms.CharField(required=False, max_length=LONGEST_NUMBER) for _part in range(4)
        )
        super().__init__(
            fields=parts, widget=PartialDateWidget(), require_all_fields=False, **options
        )

    def clean(self, value: Sequence[object] | None) -> PartialDate | None:
        *boxes, era = [str(part or "").strip() for part in (value or [""] * 4)]
        if not any(boxes):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        day, month, year = self._numbers(*boxes)
        return self._confirmed(day, month, year, era)

    def _numbers(self, day: str, month: str, year: str) -> tuple[int | None, int | None, int]:
        given = [box for box in (day, month, year) if box]
        if not all(box.isdecimal() and len(box) <= LONGEST_NUMBER for box in given):
            raise ValidationError(self.error_messages["number"], code="number")
        if not year:
            raise ValidationError(self.error_messages["year"], code="year")
        return int(day) if day else None, int(month) if month else None, int(year)

    def _confirmed(self, day: int | None, month: int | None, year: int, era: str) -> PartialDate:
        try:
            reading = read_date(year, month, day, era=Era(era) if era in set(Era) else None)
        except BadInput as mistake:
            raise ValidationError(translated(mistake.why), code=mistake.where) from None
        self._ask_the_era(reading, year)
        return reading.date

    def _ask_the_era(self, reading: DateReading, given: int) -> None:
        if self.confirm_era and reading.to_confirm:
            message = str(self.error_messages["era"]).format(given=given, common=reading.date.year)
            raise ValidationError(message, code="era")
