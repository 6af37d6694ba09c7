"""An area, typed: a list of hundreds is not looked through on a telephone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.partners.forms.proposals import ProposingInput
from fanal.partners.models import Area
from fanal.partners.words import AREAS
from fanal.web.codes import folded
from fanal.web.places import area_name
from fanal.web.typing import PageText

TYPE_IT = gettext_lazy("Type it, or choose from the list.")


class AreasByName(ModelChoiceIterator):
    """The areas of a list, each by what it is called in the language of the page."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        yield from [("", str(self.field.empty_label))] if self.field.empty_label is not None else []
        rows = list(self.queryset.select_related("within"))
        for area, name in told_apart(rows):
            yield ModelChoiceIteratorValue(self.field.prepare_value(area), area), name


class AreaChoice(forms.ModelChoiceField):
    """One of a list, each by what it is called in the language of the page."""

    iterator = AreasByName


class AreaChoices(forms.ModelMultipleChoiceField):
    iterator = AreasByName


class AreaByName(forms.CharField):
    """An area by what it is called. Cleans to the area."""

    widget = ProposingInput

    def __deepcopy__(self, memo: dict[int, object]) -> AreaByName:
        """Give each form a field of its own, which looks them up anew."""
        mine = super().__deepcopy__(memo)
        # A field of the class lives as long as the server, and would propose the areas of the day
        # on which it started.
        vars(mine).pop("areas", None)
        mine.widget.proposed = lambda: mine.areas
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
        # Without its accents where one alone is meant: few telephones write “Savannakhét”.
        alike = {area for name, area in found.items() if folded(name) == folded(typed)}
        if typed not in found and len(alike) == 1:
            return alike.pop()
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
    """The areas of today by what they are called in the language of the page."""
    rows = list(Area.objects.filter(valid_until=None).select_related("within"))
    return {name: area for area, name in told_apart(rows)}


def told_apart(areas: Sequence[Area]) -> Iterator[tuple[Area, str]]:
    """Yield each with its name; those of one name say which they lie in, and where that is the same
    which kind they are: a border crossing is often called like its province."""
    ways = (
        area_name,
        lambda area: _with(area, _lies_in(area)),
        lambda area: _with(area, _lies_in(area), str(AREAS[area.kind]).lower()),
        lambda area: _with(area, area.code),
    )
    names = [[way(area) for way in ways] for area in areas]
    many = [Counter(of_all) for of_all in zip(*names, strict=True)]
    for area, own in zip(areas, names, strict=True):
        alone = (name for name, among in zip(own, many, strict=True) if among[name] == 1)
        yield area, next(alone, own[-1])


def _lies_in(area: Area) -> str:
    return area_name(area.within) or area.code


def _with(area: Area, *words: str) -> str:
    return f"{area_name(area)} ({', '.join(words)})"


def _as_written(areas: Iterable[Area]) -> dict[str, Area]:
    """Return the areas by the names under which they are kept, where one area alone has it: typed
    by who learnt it in another language, or kept in an address before."""
    found = list(areas)
    many = Counter(area.name.casefold() for area in found)
    return {area.name.casefold(): area for area in found if many[area.name.casefold()] == 1}
