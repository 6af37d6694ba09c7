"""An area, typed: a list of hundreds is not looked through on a telephone."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _

from fanal.partners.models import Area


class AreaByName(forms.CharField):
    """The browser proposes those on file, from the list `areas`. Cleans to the area."""

    areas: Mapping[str, Area] = {}

    def offer(self, areas: Mapping[str, Area]) -> None:
        self.areas = areas
        self.widget.attrs["list"] = "areas"

    def clean(self, value: object) -> Area | None:
        typed = " ".join(str(super().clean(value)).split()).casefold()
        found = {name.casefold(): area for name, area in self.areas.items()}
        if typed and typed not in found:
            raise forms.ValidationError(_("This area is not known. Choose one of the list."))
        return found.get(typed)


def areas_by_name() -> dict[str, Area]:
    """The areas of today by what they are called; those of one name say which they lie in."""
    rows = list(Area.objects.filter(valid_until=None).select_related("within"))
    names = [one.name for one in rows]
    return {
        one.name if names.count(one.name) == 1 else f"{one.name} ({one.within or one.code})": one
        for one in rows
    }
