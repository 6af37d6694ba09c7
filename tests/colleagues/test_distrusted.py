"""A colleague of whom it is found that she tells others: a finding alone takes nothing from her."""

import pytest
from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.partners.actions.findings import record_finding, withdraw
from tests import files
from tests.journeys.scene import scene

pytestmark = pytest.mark.django_db
LOOK = "What she has in hand, and opened"


def page(cast, who="noi", about="sokha"):
    reader = User.objects.get(email=f"{who}@fanal.example")
    address = reverse("colleagues:distrusted", args=[getattr(cast, about).pk])
    return files.browser(cast, reader).get(address)


def found(cast, level="dangerous", **more):
    said = {"reasons": ["sells_information"]} | more
    return record_finding(colleague=cast.sokha, level=level, by=cast.noi, **said)


def test_her_lead_reads_what_she_has_in_hand_what_she_opened_and_who_ends_her_account(cast, case):
    files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id]))
    journey = scene(cast, n=1).journey
    found(cast)
    listed = files.browser(cast, cast.noi).get(reverse("partners:colleagues")).text
    assert LOOK in listed
    text = page(cast).text
    assert "Her account opens all that it opened before." in text
    assert "Anan Suwan" in text
    assert journey.code_name in text
    assert case.code_name in text.partition("Opened by her")[2]


@pytest.mark.parametrize("who", ["sokha", "mai", "anan", "ploy", "vera"])
def test_nobody_reads_it_but_leads_and_the_direction(cast, who):
    found(cast)
    assert page(cast, who).status_code == 404
    assert page(cast, "claire").status_code == 200


def test_where_nothing_was_found_or_it_was_taken_back_there_is_no_such_page(cast):
    assert page(cast).status_code == 404
    finding = found(cast)
    withdraw(finding=finding, by=cast.claire)
    assert page(cast).status_code == 404


def test_of_who_is_too_slow_nothing_of_that_is_shown(cast):
    found(cast, level="not_for_this", reasons=["too_slow"])
    assert page(cast).status_code == 404
    assert LOOK not in files.browser(cast, cast.noi).get(reverse("partners:colleagues")).text


# ── The start page ───────────────────────────────────────────────────────────
MEETS = "It was found that a colleague may tell others"


def first(cast, who):
    return files.browser(cast, getattr(cast, who)).get("/cases/today/").text


def test_every_lead_and_the_direction_meet_it_on_their_start_page_not_only_who_found_it(cast):
    assert all(MEETS not in first(cast, who) for who in ("noi", "huong", "claire"))
    finding = found(cast)
    assert all(MEETS in first(cast, who) for who in ("noi", "huong", "claire"))
    assert reverse("colleagues:distrusted", args=[cast.sokha.pk]) in first(cast, "claire")
    withdraw(finding=finding, by=cast.claire)
    assert all(MEETS not in first(cast, who) for who in ("noi", "huong", "claire"))


def test_what_she_is_given_by_whoever_may_not_know_of_it_is_counted_for_who_may(cast, case):
    found(cast)
    n = Case.objects.filter(assignee=cast.sokha, closed=False).count()
    assert f"She has {n} open case" in first(cast, "noi")
    files.case(cast, by=cast.sokha)
    assert f"She has {n + 1} open case" in first(cast, "noi")


def test_neither_she_nor_her_colleagues_nor_a_lead_of_whom_it_was_found_meet_it(cast):
    found(cast)
    record_finding(
        colleague=cast.huong, level="dangerous", by=cast.claire, reasons=["sells_information"]
    )
    assert all(MEETS not in first(cast, who) for who in ("sokha", "mai", "linh", "anan"))
    text = first(cast, "huong")
    assert reverse("colleagues:distrusted", args=[cast.sokha.pk]) in text
    assert reverse("colleagues:distrusted", args=[cast.huong.pk]) not in text


def test_once_her_account_is_ended_nobody_is_asked_to_see_to_it(cast):
    found(cast)
    User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    assert MEETS not in first(cast, "claire")
