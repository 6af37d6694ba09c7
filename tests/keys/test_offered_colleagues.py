"""Whom a list offers where a colleague is to be given something: one rule for all of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case
from fanal.colleagues import actions as incidents
from fanal.partners.actions.findings import record_finding
from tests import files
from tests.decisions.newcomers import bopha as newcomer
from tests.journeys.scene import scene
from tests.organisation.colleagues import let_in, stands_in
from tests.shelters import scene as shelters

pytestmark = pytest.mark.django_db
DO_NOT_CALL = "Bopha Keo (do not call her)"
TELLS = "Bopha Keo (it was found that she may tell others)"


@pytest.fixture
def bopha(cast):
    return let_in(cast)


def lists(cast, case):
    """The address of each page that gives something of the case away, with the name of its list."""
    journey = scene(cast, n=1).journey
    return {
        reverse("cases:assign", args=[case.id]): "to",
        reverse("cases:hand_over") + f"?case={case.id}": "to",
        reverse("cases:task", args=[case.id]): "assignee",
        reverse("cases:add_tasks") + f"?case={case.id}": "assignee",
        reverse("journeys:give_lead", args=[journey.id]): "to",
        reverse("journeys:new"): "lead",
        reverse("journeys:custodians", args=[journey.id]): "colleagues",
        reverse("organisation:name_stand_in", args=[cast.bangkok.id]): "stand_in",
    }


def offered(cast, reader, address, field):
    """What the list offers, and the text of the page."""
    page = files.browser(cast, reader).get(address)
    assert page.status_code == 200, address
    return " ".join(
        str(words) for _key, words in page.context["form"].fields[field].choices
    ), page.text


def lost(cast, who):
    return incidents.report(kind="device_taken", on=timezone.localdate(), by=who)


def test_nobody_gets_a_key_of_the_door_whose_telephone_was_taken(cast, bopha):
    address = reverse("shelters:give_key", args=[shelters.scene(cast).shelter.id])
    assert "Bopha" in offered(cast, cast.noi, address, "to")[0]
    lost(cast, bopha)
    choices, text = offered(cast, cast.noi, address, "to")
    assert "Bopha" not in choices
    assert DO_NOT_CALL in text


def test_no_health_worker_is_asked_whose_telephone_was_taken(cast, case):
    address = reverse("care:ask", args=[case.id])
    assert str(cast.ploy) in offered(cast, cast.sokha, address, "to")[0]
    lost(cast, cast.ploy)
    choices, text = offered(cast, cast.sokha, address, "to")
    assert str(cast.ploy) not in choices
    assert f"{cast.ploy} (do not call her)" in text


def test_nobody_is_given_anything_whose_keys_may_be_in_other_hands(cast, case, bopha):
    lost(cast, bopha)
    for address, field in lists(cast, case).items():
        choices, text = offered(cast, cast.noi, address, field)
        assert "Bopha" not in choices, address
        assert f"Not offered: {DO_NOT_CALL}" in text, address


def test_who_may_know_of_a_finding_reads_it_and_nobody_else_does(cast, case, bopha):
    record_finding(colleague=bopha, level="dangerous", reasons=["sells_information"], by=cast.noi)
    for address, field in lists(cast, case).items():
        choices, text = offered(cast, cast.noi, address, field)
        assert "Bopha" not in choices, address
        assert TELLS in text, address
    choices, text = offered(cast, cast.sokha, reverse("cases:assign", args=[case.id]), "to")
    assert "Bopha Keo" in choices
    assert "may tell others" not in text


def test_each_list_says_who_is_away(cast, case, bopha):
    stands_in(cast, cast.sokha, bopha)
    for address, field in lists(cast, case).items():
        assert "Bopha Keo (away from" in offered(cast, cast.noi, address, field)[0], address


def test_whom_a_lead_has_not_let_in_yet_is_given_no_case(cast, case):
    bopha = newcomer(cast)
    address = reverse("cases:assign", args=[case.id])
    choices, text = offered(cast, cast.noi, address, "to")
    assert "Bopha" not in choices
    assert "Bopha Keo (a lead has to let her in first)" in text
    answer = files.browser(cast, cast.noi).post(
        address, {"to": str(bopha.pk), "version": case.version}
    )
    assert answer.status_code == 422
    assert Case.objects.get(id=case.id).assignee == cast.sokha


def test_who_has_a_task_already_stays_on_its_list(cast, case, bopha):
    due = timezone.localdate() + timedelta(days=2)
    task = add_task(case=case, by=cast.noi, title="Ask the school", assignee=bopha, due=due)
    lost(cast, bopha)
    address = reverse("cases:reschedule", args=[case.id, task.id])
    assert DO_NOT_CALL in offered(cast, cast.noi, address, "assignee")[0]


def test_the_reader_is_offered_to_herself(cast, case, bopha):
    lost(cast, cast.noi)
    address = reverse("cases:assign", args=[case.id])
    assert "Noi" in offered(cast, cast.noi, address, "to")[0]
