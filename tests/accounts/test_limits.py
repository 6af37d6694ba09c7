"""What is counted against what, for how long, and what a browser is known by: to the number."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from fanal.accounts import clock, known_browsers, limits, passphrase_attempts
from fanal.accounts.actions import invitation_approval
from fanal.accounts.limits import DAY, SPAN, TooMany
from fanal.accounts.models import Attempts, BrowserToken
from fanal.keys import drafts, half_sign_in
from fanal.keys.drafts import reopening
from fanal.settings import security

pytestmark = pytest.mark.django_db
NOON = 1_800_000_000 // DAY * DAY + DAY // 2


@pytest.fixture
def at(monkeypatch):
    def set_to(seconds):
        monkeypatch.setattr(limits, "now", lambda: float(seconds))

    set_to(NOON)
    return set_to


@pytest.mark.asvs("V2.3.2", "V6.3.1")
def test_the_numbers_are_those_that_are_written_down():
    """In THREAT_MODEL.md and on the pages."""
    assert (
        passphrase_attempts.IN_A_SPAN,
        passphrase_attempts.IN_A_DAY,
        passphrase_attempts.AN_ADDRESS,
        passphrase_attempts.SEVERAL,
    ) == (5, 100, 100, 3)
    assert (SPAN, DAY, limits.KEPT, limits.NETWORK) == (300, 86_400, 345_600, 64)
    assert (known_browsers.KEPT.days, known_browsers.MOST) == (180, 10)
    assert invitation_approval.VALID_FOR == reopening.HOLDS == timedelta(hours=24)
    assert invitation_approval.WAITS_FOR == drafts.KEPT == timedelta(days=7)
    assert timedelta(minutes=2) == half_sign_in.HOLDS
    assert timedelta(minutes=1) == clock.AHEAD
    assert (security.IDLE_LOCK_SECONDS, security.ASK_AGAIN_AFTER_SECONDS) == (600, 300)
    assert (drafts.MOST, drafts.LARGEST, drafts.STEP) == (40, 1_000_000, 4096)


def test_a_try_beyond_the_limit_is_refused_until_the_end_of_the_span(at):
    assert [limits.count("a", 3) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(TooMany) as refused:
        limits.count("a", 3)
    assert refused.value.until == NOON + SPAN
    assert limits.count("b", 3) == limits.count("a", 3, DAY) == 1
    assert limits.count("a") == 5  # counted on, and not refused
    at(NOON + SPAN - 1)
    with pytest.raises(TooMany):
        limits.count("a", 3)
    at(NOON + SPAN)
    assert limits.count("a", 3) == 1
    assert limits.tried("a") == 7
    limits.uncount("a")
    assert limits.tried("a") == 5  # one of each span
    limits.forget("a", SPAN)
    assert (limits.tried("a"), limits.tried("b"), limits.tried("a", DAY)) == (0, 1, 1)


def test_what_was_not_looked_at_leaves_nothing_behind(at):
    limits.count("a")
    limits.uncount("a")
    assert not Attempts.objects.exists()
    limits.uncount("a")


def test_counts_are_kept_four_days(at):
    limits.count("a")
    at(NOON + 4 * DAY)
    assert limits.forget_old() == 0
    at(NOON + 4 * DAY + SPAN)
    assert limits.forget_old() == 1


@pytest.mark.parametrize(
    ("said", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nobody", ""),
        ("", ""),
    ],
)
def test_an_address_is_that_of_its_network(said, network):
    request = RequestFactory().get("/", REMOTE_ADDR=said)
    assert limits.address(request) == network


@pytest.mark.asvs("V4.1.3", "V15.3.4")
def test_the_header_of_the_proxy_counts_from_the_proxy_alone(settings):
    asked = {"X-Forwarded-For": "198.51.100.1, 192.0.2.7"}
    near = RequestFactory().get("/", headers=asked, REMOTE_ADDR="127.0.0.1")
    far = RequestFactory().get("/", headers=asked, REMOTE_ADDR="203.0.113.5")
    assert limits.address(near) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert (limits.address(near), limits.address(far)) == ("192.0.2.7", "203.0.113.5")


def browser(user, token=None):
    request = RequestFactory().get("/")
    request.user = user
    if token:
        request.COOKIES[settings.BROWSER_COOKIE] = token
    return request


def remembered(user, token=None):
    response = HttpResponse()
    known_browsers.remember(browser(user, token), response)
    return response.cookies[settings.BROWSER_COOKIE]


def test_a_browser_is_known_to_who_signed_in_there_for_half_a_year(cast):
    cookie = remembered(cast.sokha)
    asked = browser(AnonymousUser(), cookie.value)
    mark = known_browsers.mark_in(asked, cast.sokha.email)
    assert len(mark) == 64
    assert known_browsers.mark_in(asked, cast.noi.email) == ""
    assert (
        known_browsers.mark_in(browser(AnonymousUser(), cookie.value + "x"), cast.sokha.email) == ""
    )
    assert known_browsers.mark_in(browser(AnonymousUser()), cast.sokha.email) == ""
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert remembered(cast.noi, cookie.value).value == cookie.value  # two people at one computer
    for days, known in ((180, mark), (181, "")):
        BrowserToken.objects.update(day=timezone.localdate() - timedelta(days=days))
        assert known_browsers.mark_in(asked, cast.sokha.email) == known
    known_browsers.forget(cast.sokha)
    assert [browser_token.user for browser_token in BrowserToken.objects.all()] == [cast.noi]


def test_the_ten_latest_browsers_of_a_person_are_known(cast):
    tokens = [remembered(cast.sokha).value for _ in range(10)]
    BrowserToken.objects.update(day=timezone.localdate() - timedelta(days=1))
    remembered(cast.noi)
    last = remembered(cast.sokha).value
    marks = [
        known_browsers.mark_in(browser(AnonymousUser(), one), cast.sokha.email)
        for one in (*tokens, last)
    ]
    assert sum(map(bool, marks)) == 10
    assert marks[-1]
    assert BrowserToken.objects.filter(user=cast.noi).count() == 1


def test_the_hour_never_falls_behind_what_has_passed(monkeypatch):
    begun = clock.BEGUN_AT
    monkeypatch.setattr(clock, "_running", lambda: clock.BEGUN + 90)
    for wall, hour in ((-3600, 90), (90, 90), (3600, 3600)):
        monkeypatch.setattr(
            clock.timezone, "now", lambda wall=wall: begun + timedelta(seconds=wall)
        )
        assert clock.now() == begun + timedelta(seconds=hour)
    monkeypatch.setattr(clock, "seconds", lambda: 1000.0)
    assert [clock.since(noted) for noted in (900, 1000, 1060)] == [100, 0, -60]
    assert clock.since(1061) == float("inf")
