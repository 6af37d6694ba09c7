"""The language that she speaks is written once, and proposed wherever she is asked something."""

import re

import pytest
from django.urls import reverse

from fanal.cases.actions.consents import record_consent
from fanal.cases.known_language import known_language
from fanal.people.actions.persons import save_details
from tests import files, journal
from tests.consents import says
from tests.shelters.scene import scene, sleeps


@pytest.fixture
def here(cast):
    return scene(cast)


@pytest.fixture
def speaks(cast, here):
    def says(languages, person=None):
        save_details(
            person=person or here.person,
            answers={"languages": languages},
            **cast.acting(cast.sokha),
            version=0,
        )

    return says


def initial(cast, user, name, *ids, field="language"):
    page = files.browser(cast, user).get(reverse(name, args=ids))
    assert page.status_code == 200, name
    return page.context["form"][field].value()


@pytest.mark.parametrize("page", ["cases:consent", "cases:consents"])
def test_it_is_proposed_where_she_is_asked_for_her_consent(cast, here, speaks, page):
    assert not initial(cast, cast.sokha, page, here.case.id)
    speaks("Lao")
    assert initial(cast, cast.sokha, page, here.case.id) == "Lao"
    assert "identity" in journal.entries("case.opened")[-1].detail


def test_it_is_proposed_as_she_was_asked_for_her_consent_last(cast, here):
    says(cast, here, "care", answers={"language": "Lao"})
    says(cast, here, "interview", given_by="legal_guardian", answers={"language": "Thai"})
    assert initial(cast, cast.sokha, "cases:consents", here.case.id) == "Lao"


def test_of_a_case_of_two_the_language_is_of_whoever_was_asked_in_it(cast, here):
    other = files.person(cast)
    here.case = files.case(cast, people=[here.person, other])
    says(cast, here, "care", answers={"language": "Lao"})
    ring = cast.ring(cast.sokha)

    def known(person=None):
        return known_language(here.case, cast.sokha, ring, person)

    assert (known(here.person), known(other), known()) == ("Lao", "", "Lao")
    record_consent(
        case=here.case,
        person=other,
        purpose="care",
        answer="given",
        answers={"language": "Thai"},
        **cast.acting(cast.sokha),
    )
    assert (known(here.person), known(other), known()) == ("Lao", "Thai", "")


def test_it_is_proposed_before_an_interview_and_for_a_statement_of_hers(cast, here, speaks):
    files.agrees_to_interview(cast, here.case, here.person)
    speaks("Vietnamese")
    ids = (here.case.id, here.person.id)
    assert initial(cast, cast.sokha, "identification:before", *ids) == "vi"
    assert initial(cast, cast.sokha, "identification:victim_statement", *ids) == "Vietnamese"


def test_where_a_bed_is_given_it_is_offered_and_not_said_for_her(cast, here, speaks):
    """The rules are explained tomorrow, unless somebody says that they were."""
    speaks("Lao")
    page = files.browser(cast, cast.sokha).get(reverse("shelters:admit", args=[here.case.id])).text
    assert '<option value="Lao">' in page
    assert "She speaks: Lao." in page
    box = re.search(r'<input[^>]*name="rules_in"[^>]*>', page)[0]
    assert 'list="speaks"' in box
    assert "value=" not in box


def test_once_the_rules_were_explained_it_is_proposed_to_who_opens_her_case(cast, here, speaks):
    stay = sleeps(cast, here, rules_in="")
    speaks("Lao")
    asked = {"field": "rules_in"}
    assert initial(cast, cast.sokha, "shelters:explained", stay.id, **asked) == "Lao"
    assert not initial(cast, cast.rith, "shelters:explained", stay.id, **asked)


@pytest.mark.parametrize("written", ["Lao, Thai", "lao et thaï", "Lao/Thai"])
def test_of_several_languages_nobody_guesses_in_which_she_was_asked(cast, here, speaks, written):
    speaks(written)
    assert not initial(cast, cast.sokha, "cases:consent", here.case.id)


def test_of_several_people_nobody_guesses_who_is_asked(cast, here, speaks):
    speaks("Lao")
    case = files.case(cast, people=[here.person, files.person(cast)])
    assert not initial(cast, cast.sokha, "cases:consent", case.id)
