"""The one date control: a day of ours, a moment, or as much of a date as is known.

Years of the Buddhist era are recognised and asked about, never taken silently.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from fanal.core.calendars import DateReading, Era, PartialDate, read_date, read_text
from fanal.core.calendars.hours import LONGEST, read_hour
from fanal.core.errors import BadInput
from fanal.web.forms.date_boxes import NO_DAYS, OTHER, PARTS, DateWidget, NearDays, boxes_of
from fanal.web.forms.typed_fields import FieldDescription, FieldOptions
from fanal.web.words import translated

LONGEST_NUMBER = 8


class _DateField(forms.Field):
    """What every kind of date reads: a day sent whole, a near day, or the boxes."""

    takes_hour = False
    default_error_messages = {
        "number": _("Write the day, the month and the year in digits."),
        "year": _("Write at least the year. Leave unknown parts empty."),
        "whole": _("Write the day, the month and the year."),
        "both": _("A day is chosen, and another one is written below it. Keep one of the two."),
        "era": _(
            "{given} looks like a year of the Buddhist era, {common} in the common era. "
            "Choose the era below."
        ),
    }

    def __init__(
        self, *, near: NearDays = NO_DAYS, confirm_era: bool = True, **options: Unpack[FieldOptions]
    ) -> None:
        self.confirm_era = confirm_era
        super().__init__(widget=DateWidget(near, hour=self.takes_hour), **options)

    def parts(self, value: object) -> list[str]:
        """Return the parts as sent, by `PARTS`: also where a whole day stands in place of them."""
        if value is None or isinstance(value, str):
            value = [value or ""]
        elif not isinstance(value, Sequence):
            value = boxes_of(value)
        given = [str(one or "").strip() for one in value]
        if len(given) == 4:  # day, month, year and era alone
            given = ["", *given]
        return given + [""] * (len(PARTS) - len(given))

    def read(self, value: object) -> PartialDate | None:
        """The date that was sent, or None where there is none."""
        near, day, month, year, era, _hour, seen = self.parts(value)
        boxes = None
        if any((day, month)) or (year and not self._offered(year)):
            boxes = self._confirmed(*self._numbers(day, month, year), era)
        if near in ("", OTHER):
            return boxes
        chosen = self._of_text(near, era)
        # The script empties the boxes of the day that was proposed, and leaves its year.
        proposed = (seen, seen[:4])
        if boxes not in (None, chosen) and str(boxes) not in proposed and "T" not in near:
            raise ValidationError(self.error_messages["both"], code="both")
        return chosen

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return bool(self.clean(data) != self.clean(initial))
        except ValidationError:
            return True

    def _offered(self, year: str) -> bool:
        """The year of today stands in its box before anybody writes: alone it says nothing."""
        return bool(self._near()) and year == str(timezone.localdate().year)

    def _near(self) -> NearDays:
        return self.widget.near if isinstance(self.widget, DateWidget) else NO_DAYS

    def _of_text(self, text: str, era: str) -> PartialDate:
        try:
            reading = read_text(text.partition("T")[0], era=_era(era))
        except BadInput as mistake:
            raise ValidationError(translated(mistake.why), code=mistake.where) from None
        self._ask_the_era(reading, text)
        return reading.date

    def _numbers(self, day: str, month: str, year: str) -> tuple[int | None, int | None, int]:
        given = [box for box in (day, month, year) if box]
        if not all(box.isdecimal() and len(box) <= LONGEST_NUMBER for box in given):
            raise ValidationError(self.error_messages["number"], code="number")
        if not year:
            raise ValidationError(self.error_messages["year"], code="year")
        return int(day) if day else None, int(month) if month else None, int(year)

    def _confirmed(self, day: int | None, month: int | None, year: int, era: str) -> PartialDate:
        try:
            reading = read_date(year, month, day, era=_era(era))
        except BadInput as mistake:
            raise ValidationError(translated(mistake.why), code=mistake.where) from None
        self._ask_the_era(reading, year)
        return reading.date

    def _ask_the_era(self, reading: DateReading, given: object) -> None:
        if self.confirm_era and reading.to_confirm:
            message = str(self.error_messages["era"]).format(given=given, common=reading.date.year)
            raise ValidationError(message, code="era")


class PartialDateField(_DateField):
    """A field that gives a `PartialDate`, or None where nothing was said. `confirm_era`: a year
    like 2554 is not taken silently, the form comes back and asks which era."""

    def __init__(
        self, *, near: NearDays = NO_DAYS, confirm_era: bool = True, **options: Unpack[FieldOptions]
    ) -> None:
        options.setdefault("required", False)
        super().__init__(near=near, confirm_era=confirm_era, **options)

    def clean(self, value: object) -> PartialDate | None:
        found = self.read(value)
        if found is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return found


class DayField(_DateField):
    """A day of an act of ours.

    `must_come`: a day that is over is asked about once, before it is taken as the day by which
    something is to be done.
    """

    default_error_messages = {
        "past": _("{day} is over. Save once more to keep it, or choose another day.")
    }

    def __init__(
        self, *, near: NearDays = NO_DAYS, must_come: bool = False, **options: Unpack[FieldOptions]
    ) -> None:
        self.must_come = must_come
        super().__init__(near=near, **options)

    def clean(self, value: object) -> date | datetime | None:
        day = self._day(value)
        if day is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        # The page that came back carries the day as `seen`: sent again, it was meant.
        if self.must_come and day < timezone.localdate() and self.parts(value)[-1] != str(day):
            message = str(self.error_messages["past"]).format(day=date_format(day))
            raise ValidationError(message, code="past")
        return day

    def _day(self, value: object) -> date | None:
        found = self.read(value)
        if found is None:
            return None
        if found.day is None or found.month is None:
            raise ValidationError(self.error_messages["whole"], code="whole")
        return date(found.year, found.month, found.day)


class MomentField(DayField):
    """A day and an hour, by the 24-hour clock.

    `or_day`: the day alone is taken as well, where nobody knows the hour. `zoned`: the hour is one
    of the office; without it, of a place that is asked apart.
    """

    takes_hour = True
    default_error_messages = {
        "hour": _("Write the hour like 18:00, from 0:00 to 23:59."),
        "day": _("Choose the day of this hour."),
    }

    def __init__(
        self,
        *,
        near: NearDays = NO_DAYS,
        must_come: bool = False,
        or_day: bool = False,
        zoned: bool = True,
        **options: Unpack[FieldOptions],
    ) -> None:
        self.or_day, self.zoned = or_day, zoned
        super().__init__(near=near, must_come=must_come, **options)

    def clean(self, value: object) -> date | datetime | None:
        day, hour = super().clean(value), self._hour(value)
        if day is None:
            if hour is not None:
                raise ValidationError(self.error_messages["day"], code="day")
            return None
        if hour is None and self.or_day:
            return day
        if hour is None:
            raise ValidationError(self.error_messages["hour"], code="hour")
        moment = datetime.combine(day, hour)
        return from_current_timezone(moment) if self.zoned else moment

    def _hour(self, value: object) -> time | None:
        parts = self.parts(value)
        given = parts[0].partition("T")[2] or parts[5]
        try:
            return read_hour(given)
        except BadInput:
            raise ValidationError(self.error_messages["hour"], code="hour") from None


class TimeOfDayField(forms.CharField):
    """An hour of the day as people write it; empty where it does not matter."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def __init__(self, **options: Unpack[FieldDescription]) -> None:
        options.setdefault("help_text", _("From 0:00 to 23:59"))
        super().__init__(max_length=LONGEST, required=False, **options)

    def prepare_value(self, value: object) -> object:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def clean(self, value: object) -> time | None:
        try:
            return read_hour(str(super().clean(value) or ""))
        except BadInput as mistake:
            raise ValidationError(translated(mistake.why), code=mistake.where) from None


def _era(code: str) -> Era | None:
    return Era(code) if code in set(Era) else None
