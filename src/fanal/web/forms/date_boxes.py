"""What the one date control shows: days near today as large answers, boxes for any other day.

Each near day is sent as the day itself, never as "today": a page may stay open past midnight. So a
day that is sent whole (2026-11-27), or with its hour, is read as well, whatever the boxes say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from fanal.core.calendars import Era, PartialDate, read_date
from fanal.core.calendars.partial_dates import SURELY_BUDDHIST_AFTER
from fanal.core.casework.origins import moment_of
from fanal.core.errors import BadInput
from fanal.web.typing import Context, PageText

OTHER = "other"
PARTS = ("", "day", "month", "year", "era", "hour", "seen")  # as they are sent, in this order
ERAS = [
    ("", _("as written")),
    (Era.COMMON.value, _("common era")),
    (Era.BUDDHIST.value, _("Buddhist era")),
]

# Days near today that a field offers, by how far they are from it.
type NearDays = tuple[tuple[int, PageText], ...]
NO_DAYS: NearDays = ()
PAST: NearDays = ((0, _("Today")), (-1, _("Yesterday")))
AHEAD: NearDays = ((0, _("Today")), (1, _("Tomorrow")))


class NearDaysWidget(forms.RadioSelect):
    """The near days of the day on which the page is drawn, and another one."""

    def __init__(self, near: NearDays) -> None:
        super().__init__()
        self.near = near

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        self.choices = near_choices(self.near)
        return super().get_context(name, value, attrs)


class DateWidget(forms.MultiWidget):
    """The near days, the boxes of another day, and the hour where it matters.

    `seen`, hidden: the day that the page showed. It is not asked about again.
    """

    template_name = "web/forms/date.html"

    def __init__(self, near: NearDays = NO_DAYS, *, hour: bool = False) -> None:
        self.near, self.hour = near, hour
        box = {"inputmode": "numeric", "maxlength": "4"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "": NearDaysWidget(near),
            "day": forms.TextInput(box),
            "month": forms.TextInput(box),
            "year": forms.TextInput(box),
            "era": forms.Select(choices=ERAS),
            "hour": forms.TextInput({"maxlength": "8"}),
            "seen": forms.HiddenInput(),
        }
        super().__init__(widgets=widgets)

    def use_required_attribute(self, initial: object) -> bool:
        return False

    def value_from_datadict(
        self, data: Mapping[str, object], files: MultiValueDict[str, UploadedFile[bytes]], name: str
    ) -> list[object]:
        sent = super().value_from_datadict(data, files, name)
        return [one if isinstance(one, str) else "" for one in sent]

    def value_omitted_from_data(
        self, data: Mapping[str, object], files: MultiValueDict[str, UploadedFile[bytes]], name: str
    ) -> bool:
        return not any(f"{name}_{part}" if part else name in data for part in PARTS)

    def decompress(self, value: object) -> list[object]:
        return boxes_of(value)

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        boxes = list(value) if isinstance(value, list | tuple) else self.decompress(value)
        whole = _whole(str(boxes[0] or ""))
        if whole is not None and boxes[0] not in dict(near_choices(self.near)):
            shown = boxes_of(whole)
            boxes = [*shown[:5], shown[5] or boxes[5], boxes[6]]
        boxes[6] = _read(boxes)
        self._choose_near(boxes)
        context = super().get_context(name, boxes, attrs)
        context["widget"] |= {
            "near": bool(self.near),
            "hour": self.hour,
            "asks_era": bool(boxes[4]) or _is_of_another_era(str(boxes[3] or "")),
        }
        return context

    def _choose_near(self, boxes: list[object]) -> None:
        """A day near today is shown as such; any other one in its boxes."""
        near = [code for code, _words in near_choices(self.near) if code != OTHER]
        day = "-".join(str(one or "").zfill(2) for one in (boxes[3], boxes[2], boxes[1]))
        this_year = str(timezone.localdate().year)
        offered = self.near and not any(boxes[1:3]) and str(boxes[3]) == this_year
        if not boxes[0] and any(boxes[1:4]) and not offered:
            boxes[0] = OTHER
        if boxes[0] == OTHER and day in near and not boxes[4]:
            boxes[:4] = [day, "", "", ""]
        if not any(boxes[1:4]) and boxes[0] != OTHER and self.near:
            boxes[3] = this_year


def near_choices(near: NearDays) -> list[tuple[str, PageText]]:
    """The near days of today, and another one."""
    today = timezone.localdate()
    days = [((today + timedelta(days=far)).isoformat(), words) for far, words in near]
    return [*days, (OTHER, _("Another day"))]


def boxes_of(value: object) -> list[object]:
    """A day, a moment or a part of a date as the parts of the control."""
    match value:
        case datetime():
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            return [OTHER, local.day, local.month, local.year, "", f"{local:%H:%M}", ""]
        case date():
            return [OTHER, value.day, value.month, value.year, "", "", ""]
        case PartialDate():
            return [OTHER, value.day, value.month, value.year, "", "", ""]
        case str() if value:
            whole = _whole(value)
            return boxes_of(whole) if whole is not None else [value, *[""] * 6]
    return [""] * 7


def _whole(text: str) -> date | datetime | None:
    """A day or a moment that was sent whole."""
    try:
        return moment_of(text)
    except ValueError:
        return None


def _read(boxes: Sequence[object]) -> str:
    """The day of the control, where it is one."""
    quick, day, month, year, era, *_more = [str(box or "") for box in boxes]
    if quick not in ("", OTHER):
        return quick
    try:
        chosen = Era(era) if era else None
        return str(read_date(int(year), int(month), int(day), era=chosen).date)
    except (BadInput, ValueError):
        return ""


def _is_of_another_era(year: str) -> bool:
    return year.isdecimal() and len(year) == 4 and int(year) > SURELY_BUDDHIST_AFTER
