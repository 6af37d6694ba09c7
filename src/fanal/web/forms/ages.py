"""An age as two ends, in two boxes: somebody seen once is 15 to 17, not 16."""

from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fanal.core.calendars.ages import OLDEST_AGE
from fanal.web.forms.typed_fields import FieldOptions


class AgesWidget(forms.MultiWidget):
    """A widget of two boxes: at least, at most."""

    template_name = "web/forms/ages.html"

    def __init__(self) -> None:
        box = {"inputmode": "numeric", "maxlength": "3"}
        super().__init__(widgets={"least": forms.TextInput(box), "most": forms.TextInput(box)})

    def decompress(self, value: tuple[int, int] | None) -> list[int | None]:
        return list(value or (None, None))


class AgesField(forms.MultiValueField):
    """The youngest and the oldest age in whole years, or None where both boxes are empty."""

    default_error_messages = {
        "both": _("An age needs both: at least and at most."),
        "order": _("The age at most is lower than the age at least."),
    }

    def __init__(self, **options: Unpack[FieldOptions]) -> None:
        options.setdefault("required", False)
        parts = tuple(
            forms.IntegerField(required=False, min_value=0, max_value=OLDEST_AGE)
            for _end in range(2)
        )
        super().__init__(fields=parts, widget=AgesWidget(), require_all_fields=False, **options)

    def compress(self, ends: list[int | None]) -> tuple[int, int] | None:
        if not any(end is not None for end in ends):
            return None
        least, most = ends
        if least is None or most is None:
            raise ValidationError(self.error_messages["both"], code="both")
        if least > most:
            raise ValidationError(self.error_messages["order"], code="order")
        return least, most
