"""The fields of the forms of journeys."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.models import Case
from fanal.journeys.models import JourneyCustodian, Traveller
from fanal.people.models import Person


class ByCode(forms.ModelChoiceField):
    def label_from_instance(self, obj: Case | Person) -> str:
        return str(obj.code_name)


class CustodianChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: JourneyCustodian) -> str:
        return obj.label


class TravellerChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Traveller) -> str:
        return str(obj.person.code_name)


class PersonsByCode(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Person) -> str:
        return str(obj.code_name)


def it_happened() -> forms.BooleanField:
    """Ticked, it is kept whatever stands against it."""
    return forms.BooleanField(
        label=_("It has already happened"),
        help_text=_("Then it is kept in any case, and the board says what is wrong with it."),
        required=False,
    )
