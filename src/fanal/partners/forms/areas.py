"""An area, typed: a list of hundreds is not looked through on a telephone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from fanal.partners.models import Area
from fanal.web.places import area_name


class AreaChoice(forms.ModelChoiceField):
    """One of a list, each by what it is called in the language of the page."""

    def label_from_instance(self, obj: Area) -> str:
        return area_name(obj)


class AreaChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Area) -> str:
        return area_name(obj)


class AreaByName(forms.CharField):
    """The browser proposes those on file, from the list `areas`. Cleans to the area."""

    def __deepcopy__(self, memo: dict[int, object]) -> AreaByName:
        """Each form has a field of its own, which looks them up anew."""
        mine = super().__deepcopy__(memo)
        vars(mine).pop("areas", None)
        return mine

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        return dict(sorted(areas_by_name().items()))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return super().widget_attrs(widget) | {"list": "areas"}

    def prepare_value(self, value: object) -> object:
        """What is proposed by the name on file is shown by the one of the page."""
        proposed = _as_written(self.areas.values()).get(str(value or "").casefold())
        shown = [name for name, area in self.areas.items() if area == proposed]
        return shown[0] if shown else value

    def clean(self, value: object) -> Area | None:
        typed = " ".join(str(super().clean(value)).split()).casefold()
        found = _as_written(self.areas.values())
        found |= {name.casefold(): area for name, area in self.areas.items()}
        if typed and typed not in found:
            raise forms.ValidationError(
                _(
                    "This area is not known. Choose one of the list; a lead or a director adds "
                    "what is missing on the page “Areas”."
                )
            )
        return found.get(typed)


def areas_by_name() -> dict[str, Area]:
    """The areas of today by what they are called in the language of the page; those of one name say
    which they lie in."""
    rows = list(Area.objects.filter(valid_until=None).select_related("within"))
    names = [area_name(row) for row in rows]
    many = Counter(names)
    return {
        name if many[name] == 1 else f"{name} ({area_name(one.within) or one.code})": one
        for name, one in zip(names, rows, strict=True)
    }


def _as_written(areas: Iterable[Area]) -> dict[str, Area]:
    """By the names under which they are kept, where one area alone has it: typed by who learnt it
    in another language, or kept in an address before."""
    found = list(areas)
    many = Counter(area.name.casefold() for area in found)
    return {area.name.casefold(): area for area in found if many[area.name.casefold()] == 1}
