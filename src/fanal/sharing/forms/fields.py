"""What the forms of what leaves the organisation have in common."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Unpack
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.people.consent_ages import consent_ages, with_age
from fanal.people.models import Person
from fanal.web.forms.codes import chosen_from
from fanal.web.forms.offering import Files, OfferingForm, OfferingOptions
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import FormData, PageText

type PeopleQuery = QuerySet[Person]


def asked_of_whoever_is_told() -> list[tuple[str, PageText]]:
    """Offer what they may be asked to do. A missing person has a page of her own, with the sheet
    that a second person reads: asked here, it would stand on nobody's list."""
    purposes = chosen_from(PartnerPurpose)
    return [one for one in purposes if one[0] != PartnerPurpose.FIND_MISSING]


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """People by their code, a child with her age: a name is not shown to choose. `ages`: of several
    of whom one is chosen."""

    ages: Mapping[UUID, ConsentAge] = MappingProxyType({})

    def label_from_instance(self, obj: Person) -> str:
        return with_age(obj, self.ages.get(obj.pk))


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
            person.ages = consent_ages(people.values_list("pk", flat=True), timezone.localdate())


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
