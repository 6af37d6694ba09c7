"""A case with one person, Sokha's browser, and what is recorded of a girl of Sungai Kolok."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.identification.access import concern_for
from fanal.identification.actions.recording import save_circumstances
from fanal.identification.actions.statements import add_statement
from tests import files


@pytest.fixture
def person(case):
    return case.people.get()


@pytest.fixture
def agreed(cast, case, person):
    """Her yes to an interview."""
    return files.agrees_to_interview(cast, case, person)


@pytest.fixture
def go(case, person):
    def to(name="matrix", **more):
        return reverse(
            f"identification:{name}", kwargs={"case_id": case.id, "person_id": person.id, **more}
        )

    return to


@pytest.fixture
def concern(cast, case, person):
    return concern_for(cast.sokha, case.id, person.id, cast.ring(cast.sokha))


@pytest.fixture
def kolok(cast, concern):
    """A Lao girl of 15 to 17, recruited by deceit, in Thailand in December 2011."""
    who = cast.acting(cast.sokha)
    places = {"recruited": ["LA"], "moved_through": [], "exploited": ["TH"]}
    days = (date(2011, 12, 1), date(2011, 12, 14))
    save_circumstances(
        concern=concern, sex="female", age=(15, 17), when=days, places=places, version=0, **who
    )
    answers = dict.fromkeys(("recruited", "deception", "prostitution_of_others"), "yes")
    add_statement(
        concern=concern,
        answers=answers,
        source="partner",
        said_by="embassy",
        said_on=date(2011, 12, 20),
        **who,
    )
    return concern
