"""A partner that is in the register already is entered once more only by whoever says that it is another."""

import pytest
from django.urls import reverse

from fanal.partners.actions.partners import add_partner
from fanal.partners.models import Partner
from tests import files


@pytest.fixture
def lotus(cast):
    return add_partner(kind="organisation", name="Lotus", contact="+66 2 555 0101", by=cast.noi)


def enters(cast, name, **more):
    told = {"kind": "organisation", "type": "ngo", "name": name} | more
    return files.browser(cast, cast.noi).post(reverse("partners:new"), told)


@pytest.mark.parametrize(("name", "contact"), [("lotus", ""), ("Lotos House", "02 555 0101")])
def test_it_is_asked_whether_it_is_another(cast, lotus, name, contact):
    page = files.browser(cast, cast.noi).get(reverse("partners:new")).text
    assert "It is another partner" not in page
    answer = enters(cast, name, contact=contact)
    assert answer.status_code == 422
    assert "Lotus is in the register" in answer.text
    assert "It is another partner" in answer.text
    assert Partner.objects.count() == 1
    assert enters(cast, name, contact=contact, another="on").status_code == 302
    assert Partner.objects.count() == 2


def test_of_another_name_nothing_is_asked(cast, lotus):
    assert enters(cast, "Jasmine").status_code == 302
