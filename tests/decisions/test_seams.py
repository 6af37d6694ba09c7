"""Findings S10, S12 and S13, and a request to close: each is met by who may decide it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from fanal.accounts import agreeing
from fanal.accounts.actions import end_account, invite
from fanal.cases import actions as cases
from fanal.core.roles import Role
from fanal.intake.models import Signal
from fanal.keys import entering
from fanal.partners.models import TrustFinding
from fanal.sharing.models import Override
from tests import files
from tests.cast import PASSPHRASE
from tests.sharing.scene import scene

QUEUE = "/decisions/"
WHY = "The men who sold her are on their way to the village."


def queue(cast, user):
    return files.browser(cast, user).get(QUEUE)


def number(page):
    """What stands beside “Decisions” in the menu."""
    found = re.search(
        r'href="/decisions/"[^>]*>[^<]*(?:<span class="nav__count">(\d+))?', page.text
    )
    return int(found.group(1) or 0)


def asks_to_tell(cast, here, by):
    told = {
        "partner": here.shelter.id, "ground": "vital_interest", "text": WHY,
        "purpose": "know_whereabouts", "classes": ["whereabouts"],
    }  # fmt: skip
    address = reverse("sharing:override", args=[here.case.id])
    return files.browser(cast, by).post(address, told, follow=True)


@pytest.fixture
def here(cast):
    return scene(cast, consent=False)


def test_s10_a_director_reads_and_agrees_to_telling_without_her_consent(cast, here):
    told = asks_to_tell(cast, here, cast.noi)
    assert "Claire Morel" in told.text
    page = queue(cast, cast.claire)
    assert number(page) == 1
    assert here.case.code_name in page.text
    assert "Quiet House" in page.text
    assert "Noi Saetang" in page.text
    address = reverse("sharing:override_too", args=[Override.objects.get().id])
    assert address in page.text
    claire = files.browser(cast, cast.claire)
    read = claire.get(address)
    assert WHY in read.text
    assert "Quiet House" in read.text
    assert "where she is" in read.text
    assert claire.get(reverse("cases:case", args=[here.case.id])).status_code == 404
    assert claire.post(address).status_code == 302
    row = Override.objects.get()
    assert (row.second, row.at is None) == (cast.claire, False)
    assert number(queue(cast, cast.claire)) == 0


def test_s10_where_only_she_who_asks_could_agree_she_is_told_so_and_whom_to_call(cast, here):
    for one in (cast.claire, cast.somchit, cast.huong):
        end_account(user=one, by=cast.anan)
    told = asks_to_tell(cast, here, cast.noi)
    assert "nobody can decide it now" in told.text
    assert "Anan Suwan" in told.text


def test_s10_whom_a_conflict_keeps_out_neither_sees_it_nor_counts(cast, here):
    cases.keep_out(case=here.case, user=cast.claire, reason="her brother", by=cast.noi)
    asks_to_tell(cast, here, cast.sokha)
    address = reverse("sharing:override_too", args=[Override.objects.get().id])
    claire = files.browser(cast, cast.claire)
    assert number(queue(cast, cast.claire)) == 0
    assert claire.get(address).status_code == 404
    assert claire.post(address).status_code == 404
    assert number(queue(cast, cast.noi)) == 1


def test_s12_a_request_to_close_stands_in_the_list_of_the_lead(cast, here):
    here = asked_to_close(cast)
    page = queue(cast, cast.noi)
    assert number(page) == 1
    assert here.code_name in page.text
    assert "Sokha Chea" in page.text
    assert reverse("cases:agree", args=[here.id]) in page.text
    assert number(queue(cast, cast.sokha)) == 0


def asked_to_close(cast):
    """A case that can be closed, and Sokha asks for it on its page."""
    case = files.case(cast)
    write = {"case": case, "by": cast.sokha, "ring": cast.ring(cast.sokha)}
    cases.add_entry(kind="safety", answers={"danger_now": False}, **write)
    cases.record_consent(person=case.people.get(), purpose="care", answer="refused", **write)
    told = {"reason": "safe_and_independent", "words": ""}
    sent = files.browser(cast, cast.sokha).post(
        reverse("cases:close", args=[case.id]), told, follow=True
    )
    assert "Noi Saetang" in sent.text
    return case


def test_s12_a_dangerous_finding_stands_first_in_the_list_of_who_may_confirm_it(cast, here):
    asked_to_close(cast)
    told = {"level": "dangerous", "reasons": ["extorts_families"], "evidence": "two families",
            "reliability": "B", "credibility": "2"}  # fmt: skip
    sent = files.browser(cast, cast.sokha).post(
        reverse("partners:find", args=[here.station.id]), told, follow=True
    )
    assert TrustFinding.objects.filter(about=here.station).exists(), sent.text
    page = queue(cast, cast.noi)
    assert number(page) == 2
    assert page.text.index("Station") < page.text.index("Sokha Chea")
    assert number(queue(cast, cast.claire)) == 1
    assert number(queue(cast, cast.sokha)) == 0


NEW = {"display_name": "Bopha Keo", "email": "bopha@fanal.example", "language": "en"}


def newcomer(cast):
    """Invited, agreed to, come in: her keys are made, those of the team are not hers yet."""
    token = invite(
        role=Role.CASE_WORKER, office=cast.bangkok.office, teams=[cast.bangkok], by=cast.anan, **NEW
    )
    agreeing.agree(invitation=agreeing.waiting().get(), by=cast.claire)
    from fanal.accounts.actions import invitation_for

    entering.come_in(invitation=invitation_for(token), passphrase=PASSPHRASE)
    from fanal.accounts.models import User

    return User.objects.get(email=NEW["email"])


def test_s13_a_new_worker_is_told_that_her_signal_is_saved_and_who_lets_her_in(cast):
    bopha = newcomer(cast)
    browser = files.browser(cast, bopha) if cast.ring(bopha) else None
    form = browser.get(reverse("intake:new"))
    assert "Noi Saetang" in form.text
    assert "lets you in" in form.text
    told = {"team": str(cast.bangkok.pk), "known": "a girl calls"}
    sent = browser.post(reverse("intake:new"), told, follow=True)
    assert sent.status_code == 200
    assert "Saved. You can read it once Noi Saetang lets you in." in sent.text
    assert Signal.objects.count() == 1
    address = reverse("intake:signal", args=[Signal.objects.get().id])
    assert "There is nothing here" not in browser.get(address).text
    assert "Noi Saetang" in browser.get(address).text


def test_s13_the_lead_finds_the_new_worker_in_her_list_and_lets_her_in(cast):
    bopha = newcomer(cast)
    assert cast.ring(bopha)
    page = queue(cast, cast.noi)
    assert number(page) == 1
    assert "Bopha Keo" in page.text
    assert reverse("keys:team") in page.text
    files.browser(cast, cast.noi).post(reverse("keys:admit", args=[cast.bangkok.pk, bopha.pk]))
    assert number(queue(cast, cast.noi)) == 0
    form = files.browser(cast, bopha).get(reverse("intake:new"))
    assert "lets you in" not in form.text


def test_s13_a_link_that_waits_says_so_and_nothing_of_anybody(cast):
    token = invite(
        role=Role.CASE_WORKER, office=cast.bangkok.office, teams=[cast.bangkok], by=cast.anan, **NEW
    )
    page = Client().get(f"/keys/invitation/{token}/")
    assert page.status_code == 200
    assert "until somebody agrees" in page.text
    for word in ("Bopha", "bopha", "Bangkok", "Anan", "Claire", "Noi", "Case worker"):
        assert word not in page.text
    assert Client().get(f"/keys/invitation/{'x' * 32}/").status_code == 404
