"""What was ended here does not begin again because somebody put its row back into the database: a
security key that was lost, a browser that was forgotten, a calendar that was withdrawn."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from fanal.accounts import attested_factors, known_browsers
from fanal.accounts.models import BrowserToken
from fanal.authority import certifying, genuine_rows, ledger
from fanal.cases.actions.lists import end_feed, make_feed
from fanal.cases.models import CalendarFeed
from tests.security.planting import insert, row_of


@pytest.fixture(params=["at once", "after two people certified"])
def later(request):
    """As another request finds it."""

    def run():
        if request.param != "at once":
            certifying.certify(seen=certifying.state())
        ledger.read()
        genuine_rows.run()

    return run


def test_a_factor_that_was_taken_away_lets_nobody_in(cast, later):
    data = {"secret": "", "name": "The lost key"}
    lost = Authenticator.objects.create(user=cast.sokha, type="webauthn", data=data)
    before = row_of(Authenticator, id=lost.pk)
    assert attested_factors.genuine(lost)
    lost.delete()
    insert(Authenticator, **before | {"id": before["id"] + 1000})
    later()
    assert attested_factors.foreign() == [str(before["id"] + 1000)]
    attested_factors.put_aside_foreign(cast.sokha)
    assert not Authenticator.objects.filter(user=cast.sokha, type="webauthn").exists()


def test_nor_does_what_it_was_before_it_was_changed(cast, later):
    key = Authenticator.objects.create(user=cast.sokha, type="webauthn", data={"name": "One"})
    before = row_of(Authenticator, id=key.pk)
    key.data = key.data | {"name": "Another"}
    key.save()
    insert(Authenticator, **before | {"id": before["id"] + 1000})
    later()
    assert attested_factors.foreign() == [str(before["id"] + 1000)]


def test_a_browser_that_was_forgotten_brings_no_tries_of_its_own(cast, later, rf):
    request = rf.get("/")
    request.user = cast.sokha

    def sign_in():
        answer = HttpResponse()
        known_browsers.remember(request, answer)
        request.COOKIES[settings.BROWSER_COOKIE] = answer.cookies[settings.BROWSER_COOKIE].value
        return known_browsers.mark_in(request, cast.sokha.email)

    mark = sign_in()
    assert mark == sign_in()
    before = row_of(BrowserToken, user_id=cast.sokha.pk)
    known_browsers.forget(cast.sokha)
    insert(BrowserToken, **before)
    later()
    assert known_browsers.mark_in(request, cast.sokha.email) == ""
    assert sign_in() not in ("", mark)


def test_a_calendar_that_was_withdrawn_says_nothing_more(cast, later):
    token = make_feed(user=cast.sokha, with_hours=False)
    address = reverse("cases:feed", args=[token])
    assert Client().get(address).status_code == 200
    before = row_of(CalendarFeed, user_id=cast.sokha.pk)
    end_feed(user=cast.sokha)
    insert(CalendarFeed, **before)
    later()
    assert Client().get(address).status_code == 404
    again = make_feed(user=cast.sokha, with_hours=False)
    assert Client().get(reverse("cases:feed", args=[again])).status_code == 200
