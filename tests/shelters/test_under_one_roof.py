"""Two women of one family, one of whom is suspected of having sold the other, and one shelter."""

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from tests import files
from tests.shelters.scene import scene, sleeps

pytestmark = pytest.mark.django_db

SAID = "Not under one roof"
AUNT, NIECE = "Sok Kham", "Dara"


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.aunt = files.person(cast, names=(AUNT,))
    found.hers = files.case(cast, people=[found.aunt])
    found.niece = files.person(cast, names=(NIECE,))
    found.case_of_niece = files.case(cast, people=[found.niece])
    return found


def is_suspect(cast, case, name):
    answers = {"name": name, "relation": "relative", "safe": "suspect"}
    add_entry(case=case, kind="around", answers=answers, by=cast.sokha, ring=cast.ring(cast.sokha))


def page(cast, case, by=None):
    address = reverse("shelters:admit", args=[case.id])
    return files.browser(cast, by or cast.sokha).get(address).text


def test_a_suspect_is_not_given_a_bed_where_she_sleeps_whom_she_sold(cast, here):
    is_suspect(cast, here.case_of_niece, AUNT)
    assert SAID not in page(cast, here.hers)
    sleeps(cast, here, person=here.niece, case=here.case_of_niece)
    text = page(cast, here.hers)
    assert SAID in text
    assert "Who must not know of her is called like somebody of this case" in text
    assert here.niece.code_name in text


def test_nor_is_she_given_one_where_the_suspect_sleeps(cast, here):
    is_suspect(cast, here.case_of_niece, AUNT)
    sleeps(cast, here, person=here.aunt, case=here.hers)
    text = page(cast, here.case_of_niece)
    assert SAID in text
    assert "called like somebody who must not know of this case" in text
    assert here.aunt.code_name in text


def test_family_whom_nobody_suspects_is_welcome_together(cast, here):
    answers = {"name": AUNT, "relation": "relative", "safe": "safe"}
    ring = cast.ring(cast.sokha)
    add_entry(case=here.case_of_niece, kind="around", answers=answers, by=cast.sokha, ring=ring)
    sleeps(cast, here, person=here.niece, case=here.case_of_niece)
    assert SAID not in page(cast, here.hers)
