"""Whoever refers her to a hospital reads there that she is to be seen today, as on the page of care."""

import pytest
from django.urls import reverse

from tests import files
from tests.care.scene import ago, asks
from tests.sharing.scene import draft, scene

pytestmark = pytest.mark.django_db

TODAY = "To be seen today"


@pytest.fixture
def here(cast):
    return scene(cast)


def referred(cast, here, service="medical"):
    return draft(cast, here, service=service, needed="An examination.")


def page(cast, referral):
    address = reverse("sharing:referral", args=[referral.id])
    return files.browser(cast, cast.sokha).get(address).text


def test_a_referral_to_a_hospital_says_that_she_is_to_be_seen_today(cast, here):
    referral = referred(cast, here)
    assert TODAY not in page(cast, referral)
    asks(cast, here, happened=True, act=ago(10))
    assert TODAY in page(cast, referral)


def test_once_every_window_is_closed_it_does_not_say_today(cast, here):
    asks(cast, here, happened=True, act=ago(2000))
    assert TODAY not in page(cast, referred(cast, here))


def test_a_referral_for_something_else_does_not_tell_of_it(cast, here):
    asks(cast, here, happened=True, act=ago(10))
    assert TODAY not in page(cast, referred(cast, here, service="papers"))
