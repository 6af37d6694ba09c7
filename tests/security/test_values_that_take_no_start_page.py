"""Whoever writes to the database breaks the same value of every referral: nobody who works on cases
loses the page on which her day begins."""

import pytest
from django.urls import reverse

from fanal.sharing.models import Referral
from tests.security.planting import update
from tests.security.test_values_that_take_no_list import BROKEN, SAID
from tests.security.world import undone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column", ["purpose", "classes"])
@pytest.mark.parametrize("who", ["noi", "sokha"])
def test_a_referral_that_does_not_open_takes_no_start_page(world, browser, who, column):
    client = browser(who)
    with undone(client):
        update(Referral, {column: BROKEN})
        shown = client.get(reverse("cases:today"))
    assert (shown.status_code, SAID in shown.text) == (200, True)
