"""A name that is only like one of the register: whoever writes it is asked once whether it is that
partner, whatever is known of it, and the answer is kept."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import CaseEntry, StateCode
from fanal.core.casework.entry_statements import NOT_MEANT
from fanal.partners.actions.partners import add_partner
from tests import files
from tests.journeys.test_with_an_unsafe_partner import (
    NOT_KNOWN,
    ON_HER_CASE,
    board,
    case_page,
    falls,
    here,
)

__all__ = ["here"]

OF_HER_STATE = ("state", "sign")
ASKED = "Is it this partner of the register?"
WITH = {"with_whom": "partner", "with_name": "Quiet Hous"}
FORMS = {
    "in_danger": {"said_by": "mother"},
    "no_longer": {"said_by": "colleague", "free": "yes", "what_changed": "She was seen there."},
    "sign_of_life": {"sign": "seen"},
}


def sends(cast, here, form="sign_of_life", **more):
    now = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    moment = {"said_at": now} if form == "no_longer" else {}
    address = reverse(f"cases:{form}", args=[here.case.id, here.person.id])
    return files.browser(cast, cast.sokha).post(address, FORMS[form] | moment | WITH | more)


def offered(answer):
    return re.findall(r'name="meant" value="([^"]+)"', answer.content.decode())


def entries(here):
    return [one for one in CaseEntry.objects.filter(case=here.case) if one.kind in OF_HER_STATE]


def told(cast, here):
    (entry,) = entries(here)
    return entry.unseal(cast.ring(cast.sokha))


def held_by(here):
    return StateCode.objects.get(person=here.person).held_by


@pytest.mark.parametrize("form", ["no_longer", "sign_of_life"])
def test_a_name_like_one_of_the_register_comes_back_once_with_the_question(cast, here, form):
    answer = sends(cast, here, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ASKED in page
    assert "Yes: Quiet House" in page
    assert 'value="Quiet Hous"' in page
    assert len(offered(answer)) == 2
    assert entries(here) == []


def test_a_danger_is_saved_at_once_and_a_near_name_in_it_counts(cast, here):
    falls(cast, here.house)
    assert sends(cast, here, "in_danger").status_code == 302
    assert held_by(here) == str(here.house.id)
    assert ON_HER_CASE in case_page(cast, here)


@pytest.mark.parametrize("falls_first", [True, False])
def test_the_question_is_the_same_whatever_is_known_of_the_partner(cast, here, falls_first):
    if falls_first:
        falls(cast, here.house)
    assert offered(sends(cast, here)) == [str(here.house.id), f"none of {here.house.id}"]


def test_yes_writes_the_name_of_the_register(cast, here):
    answer = sends(cast, here, meant=str(here.house.id))
    assert answer.status_code == 302
    assert held_by(here) == str(here.house.id)
    assert told(cast, here)["with_name"] == "Quiet House"
    falls(cast, here.house)
    assert ON_HER_CASE in case_page(cast, here)


def test_yes_keeps_what_was_said_beside_the_name(cast, here):
    sends(cast, here, with_name="Quiet Hous, first floor", meant=str(here.house.id))
    assert told(cast, here)["with_name"] == "Quiet House (Quiet Hous, first floor)"
    assert held_by(here) == str(here.house.id)


def test_no_keeps_the_name_and_she_is_not_with_that_partner_when_it_falls(cast, here):
    assert sends(cast, here, meant=f"none of {here.house.id}").status_code == 302
    kept = told(cast, here)
    assert (kept["with_name"], kept[NOT_MEANT]) == ("Quiet Hous", [str(here.house.id)])
    falls(cast, here.house)
    assert held_by(here) == ""
    assert NOT_KNOWN[:-1] not in board(cast, cast.sokha)
    assert ON_HER_CASE not in case_page(cast, here)


def test_no_is_said_of_that_partner_alone(cast, here):
    falls(cast, here.house)
    sends(cast, here, meant=f"none of {here.house.id}")
    other = add_partner(kind="organisation", name="Quiet Hour", by=cast.noi)
    sends(cast, here, form="in_danger", with_name="")
    assert held_by(here) == str(other.id)


def test_no_stays_said_while_she_is_with_whoever_it_was(cast, here):
    sends(cast, here, meant=f"none of {here.house.id}")
    sends(cast, here, form="in_danger", with_name="")
    ring = cast.ring(cast.sokha)
    assert [one.unseal(ring)[NOT_MEANT] for one in entries(here)] == [[str(here.house.id)]] * 2


def test_no_said_of_another_name_answers_nothing(cast, here):
    other = add_partner(kind="organisation", name="Orchid House", by=cast.noi)
    answer = sends(cast, here, with_name="Orchid Hous", meant=f"none of {here.house.id}")
    assert answer.status_code == 422
    assert offered(answer)[0] == str(other.id)


@pytest.mark.parametrize(
    "more", [{"with_name": "Quiet House"}, {"with_name": "her aunt"}, {"with_whom": "family"}]
)
def test_nobody_is_asked_of_a_name_that_leaves_no_doubt(cast, here, more):
    assert sends(cast, here, **more).status_code == 302
    assert len(entries(here)) == 1


def test_what_is_shown_before_she_is_said_to_be_safe_keeps_the_answer(cast, here):
    answer = sends(cast, here, "no_longer", meant=str(here.house.id))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The page of the case will say:" in page
    assert re.search(rf'name="meant" value="{here.house.id}"[^>]*checked', page)
