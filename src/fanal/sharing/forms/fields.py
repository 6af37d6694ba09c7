"""What the forms of what leaves the house have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fanal.partners.models import Area
from fanal.people.models import Person
from fanal.web.forms import field_of
from fanal.web.typing import FormData

type PeopleQuery = QuerySet[Person]
type Initial = dict[str, object] | None  # what a form is filled in with before it is shown


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """People by their code: a name is not shown to choose."""

    def label_from_instance(self, obj: Person) -> str:
        return str(obj.code_name)


class AboutAPerson(forms.Form):
    """A form about one of the people of a case."""

    person = PersonChoice(Person.objects.none(), label=_("Person"), empty_label=None)

    def __init__(
        self, data: FormData = None, *, people: PeopleQuery, initial: Initial = None
    ) -> None:
        super().__init__(data, initial=initial)
        person = field_of(self, "person", PersonChoice)
        person.queryset = people
        if people.count() > 1:  # nobody is chosen beforehand: mother or child is for her to say
            person.empty_label = "—"


class AreaByName(forms.CharField):
    """An area, typed: the browser proposes those on file. Cleans to the area."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=120, **options)
        self.areas: Mapping[str, Area] = {}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"list": "areas"}

    def clean(self, value: Any) -> Any:
        typed = " ".join(super().clean(value).split()).casefold()
        found = {name.casefold(): area for name, area in self.areas.items()}
        if typed and typed not in found:
            raise forms.ValidationError(_now("This area is not known. Choose one of the list."))
        return found.get(typed)


def areas_by_name() -> dict[str, Area]:
    """The areas of today by what they are called; those of one name say which they lie in."""
    rows = list(Area.objects.filter(valid_until=None).select_related("within"))
    names = [one.name for one in rows]
    return {
        one.name if names.count(one.name) == 1 else f"{one.name} ({one.within or one.code})": one
        for one in rows
    }
