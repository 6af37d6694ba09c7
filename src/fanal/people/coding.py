"""What a file says in coded facts: sex and citizenship as her own words leave no doubt, her age."""

from uuid import UUID

from django.utils import timezone

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.casework.answers import load
from fanal.core.coded_facts import coded
from fanal.people.models import Details
from fanal.people.own_words import country_code, sex_of


def code_details(row: Details, content: RowContent) -> FactsOfRow:
    gender, citizenship = load(content.get("gender")), load(content.get("citizenship"))
    code = country_code(citizenship) if type(citizenship) is str else ""
    today = timezone.localdate()
    yield row.person_id, coded("profile", today, sex=sex_of(gender), citizenship=code)


def register_coders() -> None:
    # Details are of a person, not of a case: `code_case` codes them itself, once.
    register(Details, code_details, _none_of_a_case)


def _none_of_a_case(case: UUID) -> list[Details]:
    return []
