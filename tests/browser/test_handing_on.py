"""Who leaves hands on what only she opens: the administrator names who follows, a director agrees."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import User
from fanal.colleagues import complaints
from fanal.core.roles import Role
from tests.browser.walks import french, visitors

pytestmark = pytest.mark.browser
WORDS = "Zsecret: elle crie sur nous."


@pytest.fixture
def house(cast):
    """Claire alone opens a complaint about Noi; Eva and Lou are directors who came later."""
    User.objects.update(joined=timezone.localdate() - timedelta(days=90))
    cast.complaint = complaints.complain(concerns=[cast.noi], words=WORDS, by=cast.rith)
    for name, shown in (("eva", "Eva Martin"), ("lou", "Lou Petit")):
        made = cast.join(name, shown, Role.DIRECTOR, "Bangkok")
        User.objects.filter(pk=made.pk).update(joined=timezone.localdate() + timedelta(days=1))
        setattr(cast, name, made)
    return cast


@pytest.mark.long  # organisation/test_sealed_by_name.py holds it
def test_she_hands_on_what_only_she_opens(visit, house):
    go_to = visitors(visit, house, "handing-on")
    account = reverse("accounts:person", args=[house.claire.pk])
    anan, lou = go_to("anan", account), go_to("lou", reverse("organisation:changes"))
    anan.looks("01-account").follow("Name who follows").looks("02-who-follows").press()
    anan.looks("03-asked")
    lou.open(reverse("organisation:changes")).looks("04-decides")
    lou.press(lou.page.locator("main form button").first)
    anan.open(account).reads("Eva Martin").looks("05-decided")
    anan.open(reverse("accounts:end_account", args=[house.claire.pk])).looks("06-end")
    claire = go_to("claire", "/cases/today/").looks("07-today")
    claire.open(reverse("organisation:hand_on")).looks("08-hand-on").press()
    eva = go_to("eva", reverse("colleagues:complaints"))
    eva.looks("09-reads").press(eva.page.locator("main a[href*=complaint]").last).reads(WORDS)


@pytest.mark.long  # organisation/test_sealed_by_name.py holds it
def test_after_her_account_ended_her_page_says_what_is_brought_to_the_server(visit, house):
    end_account(user=house.claire, by=house.anan)
    go_to = visitors(visit, house, "handing-on")
    account = reverse("accounts:person", args=[house.claire.pk])
    anan = go_to("anan", account).looks("11-ended").follow("Name who follows")
    anan.press()
    lou = go_to("lou", reverse("organisation:changes"))
    lou.press(lou.page.locator("main form button").first)
    anan.open(account).reads("fanal setup sealed-by-name").looks("12-sheets")
    noi = go_to("noi", reverse("keys:sheets")).looks("13-two-sheets")
    noi.reads(french("Allow half an hour for it."))
