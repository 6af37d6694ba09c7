"""What the forms of what leaves the house have in common."""

from typing import Unpack

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fanal.people.models import Person
from fanal.web.forms.offering import Files, OfferingForm, OfferingOptions
from fanal.web.forms.typed import field_of
from fanal.web.typing import FormData

type PeopleQuery = QuerySet[Person]


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """People by their code: a name is not shown to choose."""

    def label_from_instance(self, obj: Person) -> str:
        return str(obj.code_name)


class AboutAPerson(OfferingForm):
    """A form about one of the people of a case."""

    person = PersonChoice(Person.objects.none(), label=_("Person"), empty_label=None)

    def __init__(
        self,
        data: FormData = None,
        files: Files = None,
        *,
        people: PeopleQuery,
        **options: Unpack[OfferingOptions],
    ) -> None:
        super().__init__(data, files, **options)
        person = field_of(self, "person", PersonChoice)
        person.queryset = people
        if people.count() > 1:  # nobody is chosen beforehand: mother or child is for her to say
            person.empty_label = "—"


class AboutAPersonIfSeveral(AboutAPerson):
    """The same, not asked where a case has one person: there is nobody to choose."""

    def __init__(
        self, data: FormData = None, *, people: PeopleQuery, **options: Unpack[OfferingOptions]
    ) -> None:
        super().__init__(data, people=people, **options)
        if people.count() == 1:
            del self.fields["person"]

    def about(self, people: PeopleQuery) -> Person:
        return self.cleaned_data.get("person") or people.get()
