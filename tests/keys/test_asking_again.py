"""A screen left open is not enough to let somebody in or something out."""

import re
import time

import pytest
from django.urls import reverse

from fanal.accounts.asking_again import GIVEN
from fanal.keys.models import Draft, Grant
from tests.cast import PASSPHRASE
from tests.files import browser, case


def later(client, seconds):
    kept = client.session
    kept[GIVEN] = int(time.time()) - seconds
    kept.save()
    return client


@pytest.fixture
def lead(cast):
    """The lead's browser, six minutes after the pass-phrase, and one of her cases."""
    return later(browser(cast, cast.noi), 6 * 60), case(cast)


def unlock(client, back):
    return client.post("/keys/unlock/", {"passphrase": PASSPHRASE, "next": back})


def test_granting_asks_for_the_passphrase_again_and_then_does_not(cast, lead):
    client, made = lead
    page = reverse("cases:give", args=[made.id])
    asked = client.get(page)
    assert asked["Location"].startswith("/keys/unlock/?next=")
    assert "lets somebody in or something out" in client.get(asked["Location"]).content.decode()
    assert unlock(client, page)["Location"] == page
    assert client.get(page).status_code == 200


def test_what_was_typed_meanwhile_is_kept_and_sent_after_the_passphrase(cast, lead):
    client, made = lead
    page = reverse("cases:give", args=[made.id])
    told = {"to": str(cast.mai.pk), "compartments": ["legal"], "reason": "court", "until": ""}
    assert client.post(page, told).status_code == 302
    assert not Grant.objects.filter(to_keys__user=cast.mai).exists()
    again = client.get(unlock(client, "/")["Location"]).content.decode()
    assert f'action="{page}"' in again
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', again)
    sent = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    client.post(page, sent)
    assert Grant.objects.filter(to_keys__user=cast.mai).exists()
    assert not Draft.objects.exists()


def test_a_button_leads_back_to_its_page(cast):
    client = later(browser(cast, cast.anan), 6 * 60)
    page = reverse("accounts:person", args=[cast.sokha.pk])
    ending = reverse("accounts:end_account", args=[cast.sokha.pk])
    asked = client.post(ending, headers={"referer": "http://testserver" + page})
    assert asked["Location"].endswith(page.replace("/", "%2F"))
    elsewhere = client.post(ending, headers={"referer": "http://evil.example/x"})
    assert elsewhere["Location"].endswith("next=%2F")
    cast.sokha.refresh_from_db()
    assert cast.sokha.is_active


DOORS = ["accounts:invite", "keys:code", "people:emergency_group"]


@pytest.mark.parametrize("name", DOORS)
def test_within_five_minutes_nobody_is_asked(cast, name):
    who = cast.anan if name.startswith("accounts") else cast.noi
    assert later(browser(cast, who), 4 * 60).get(reverse(name)).status_code == 200
    assert later(browser(cast, who), 6 * 60).get(reverse(name)).status_code == 302


def test_the_demonstration_asks_nobody_again(cast, lead, settings):
    settings.DEMO = True
    assert lead[0].get(reverse("cases:give", args=[lead[1].id])).status_code == 200
