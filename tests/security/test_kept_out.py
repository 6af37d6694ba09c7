"""Whoever is kept out of a case meets nothing of it on any page: no code, no id, no other answer."""

import pytest
from django.urls import reverse

from fanal.cases.actions import keep_out
from fanal.cases.models import Case
from fanal.keys import session
from fanal.people.models import Person
from tests import files
from tests.security.test_matrix import NAMING, UNNAMED, may_open, there
from tests.security.world import undone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["noi", "sokha", "claire"])
def test_no_page_tells_of_a_case_that_one_is_kept_out_of(world, monkeypatch, who):
    monkeypatch.setattr(session, "NOTED_EVERY", 3600)
    case = Case.objects.get(id=world.ids["", "case_id"][0])
    person = Person.objects.get(id=world.ids["", "person_id"][0])
    user, by = getattr(world.cast, who), world.cast.noi if who == "sokha" else world.cast.sokha
    keep_out(case=case, user=user, reason="her cousin", by=by)
    page = files.browser(world.cast, user)
    page.raise_request_exception = False
    words = [case.code_name, person.code_name, str(case.id), str(person.id)]
    opens = [one for one in NAMING if may_open(who, one[0])]
    wrong = [found for one in [*opens, *UNNAMED] for found in told(world, page, one, words)]
    assert wrong == []


def told(world, page, named, words):
    """Which of the words a page tells beside those of its address; or that it is there at all."""
    name, keys = named
    address = reverse(name, kwargs=there(world, name, keys))
    with undone(page):
        answer = page.get(address)
    text = answer.text.replace(address, "")
    said = [(name, word) for word in words if word in text]
    about_her = {*words, str(world.ids["journeys", "journey_id"][0])}
    hers = any(str(one) in about_her for one in there(world, name, keys).values())
    return said + ([(name, "opens")] if hers and answer.status_code == 200 else [])
