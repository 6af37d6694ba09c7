"""An area, typed: a list of hundreds is not looked through on a telephone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.partners.models import Area
from fanal.web.places import area_name
from fanal.web.typing import Context, PageText

TYPE_IT = gettext_lazy("Type it, or choose from the list.")


class AreaChoice(forms.ModelChoiceField):
    """One of a list, each by what it is called in the language of the page."""

    def label_from_instance(self, obj: Area) -> str:
        return area_name(obj)


class AreaChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Area) -> str:
        return area_name(obj)


class AreaInput(forms.TextInput):
    """The browser proposes the areas on file."""

    template_name = "partners/forms/area.html"
    field: AreaByName | None = None

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        context = super().get_context(name, value, attrs)
        context["widget"]["areas"] = list(self.field.areas) if self.field else []
        context["widget"]["attrs"]["list"] = f"{name}_proposals"
        return context


class AreaByName(forms.CharField):
    """An area by what it is called. Cleans to the area."""

    widget = AreaInput

    def __deepcopy__(self, memo: dict[int, object]) -> AreaByName:
        """Give each form a field of its own, which looks them up anew."""
        mine = super().__deepcopy__(memo)
        # A field of the class lives as long as the server, and would propose the areas of the day
        # on which it started.
        vars(mine).pop("areas", None)
        mine.widget.field = mine
        return mine

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        return dict(sorted(areas_by_name().items()))

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


def area_field(
    label: PageText, *, required: bool = False, help_text: PageText = TYPE_IT
) -> AreaByName:
    return AreaByName(label=label, required=required, help_text=help_text, max_length=120)


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
    """Return the areas by the names under which they are kept, where one area alone has it: typed
    by who learnt it in another language, or kept in an address before."""
    found = list(areas)
    many = Counter(area.name.casefold() for area in found)
    return {area.name.casefold(): area for area in found if many[area.name.casefold()] == 1}
