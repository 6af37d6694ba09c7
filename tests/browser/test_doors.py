"""The second step of the sign-in in a browser, as at work: codes of an app, security keys."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.test import Client

from tests.browser.chromium import accessibility_faults
from tests.cast import PASSPHRASE
from tests.files import case


def sign_in(page, user):
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Pass-phrase").fill(PASSPHRASE)
    press(page, "Sign in")


def press(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def follow(page, words):
    with page.expect_navigation():
        page.get_by_role("link", name=words, exact=True).first.click()


def once_more(page):
    """The pass-phrase again, before the account's protection is changed."""
    if "/again/" in page.url:
        page.get_by_label("Pass-phrase").fill(PASSPHRASE)
        press(page, "Go on")


def unlock(page):
    """After the set-up of a second step: the keys open with the pass-phrase, once."""
    assert "/keys/unlock/" in page.url
    page.get_by_label("Pass-phrase").fill(PASSPHRASE)
    press(page, "Unlock")


def code_of(secret):
    """The app's code now; waits for the next where it would change while it is typed."""
    period = settings.MFA_TOTP_PERIOD
    left = period - time.time() % period
    if left < 30:
        time.sleep(left)
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // period))


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def send_code(page, code):
    page.locator("main [name=code]").fill(code)
    press(page, "Go on")


def main(page):
    return page.locator("main").inner_text()


def sign_out(page):
    """Under one's name; at the end of a page that has no menu yet."""
    if (account := page.locator(".account > summary")).count():
        account.click()
    press(page, "Sign out")


def set_up_app(page):
    """From the page of factors to an app in use. Returns its secret."""
    follow(page, "Set it up")
    once_more(page)
    secret = page.locator("main code").inner_text()
    assert accessibility_faults(page) == []
    page.locator("main [name=code]").fill(wrong(code_of(secret)))
    press(page, "Use this app")
    assert "Incorrect code" in main(page)
    secret = page.locator("main code").inner_text()
    page.locator("main [name=code]").fill(code_of(secret))
    press(page, "Use this app")
    return secret


def test_a_worker_sets_up_an_app_and_signs_in_with_its_code(visit, cast, live_server):
    made = case(cast)
    page = visit("/cases/", allowed=(422,))  # what the browser says of a wrong code
    sign_in(page, cast.sokha)
    assert "No page about a person opens before you have one" in main(page)
    secret = set_up_app(page)
    page.goto(live_server.url + "/cases/")
    unlock(page)
    assert made.code_name in main(page)
    sign_out(page)

    sign_in(page, cast.sokha)
    assert accessibility_faults(page) == []
    send_code(page, wrong(code_of(secret)))
    assert "Incorrect code" in main(page)
    now = code_of(secret)
    send_code(page, now)
    assert "/sign-in/" not in page.url
    assert "/unlock/" not in page.url
    sign_out(page)

    # Somebody who looked over her shoulder types the same six digits.
    sign_in(page, cast.sokha)
    send_code(page, now)
    assert "Incorrect code" in main(page)
    page.goto(live_server.url + "/cases/")
    assert "/sign-in/" in page.url


@pytest.fixture
def key():
    """Plugs a security key into the browser of a page."""

    def plug_in(page, **options):
        talk = page.context.new_cdp_session(page)
        talk.send("WebAuthn.enable")
        kind = {
            "protocol": "ctap2",
            "transport": "usb",
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        added = talk.send("WebAuthn.addVirtualAuthenticator", {"options": kind | options})
        return talk, added["authenticatorId"]

    return plug_in


def add_key(page):
    follow(page, "Add one")
    once_more(page)
    assert accessibility_faults(page) == []
    press(page, "Add this key")


def test_a_lead_signs_in_with_a_passkey_and_with_nothing_less(visit, cast, key, live_server):
    made = case(cast)
    page = visit("/cases/")
    talk, plugged = key(page)
    sign_in(page, cast.noi)
    assert "Your role needs a security key or passkey" in main(page)
    assert page.get_by_role("link", name="Set it up").count() == 0
    add_key(page)
    unlock(page)
    assert "Your keys" in main(page)
    page.goto(live_server.url + "/cases/")
    assert made.code_name in main(page)
    sign_out(page)

    sign_in(page, cast.noi)
    assert "Your security key or passkey." in main(page)
    assert page.locator("main [name=code]").count() == 0
    assert accessibility_faults(page) == []
    press(page, "Use a security key")
    assert "/sign-in/" not in page.url
    sign_out(page)

    # A key that was never registered, on the same page.
    talk.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": plugged})
    talk.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}},
    )
    sign_in(page, cast.noi)
    page.get_by_role("button", name="Use a security key").click()
    page.get_by_text("The key did not answer").wait_for()
    assert "/sign-in/factor/" in page.url


def test_an_app_alone_opens_nothing_for_a_lead(visit, cast, live_server):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.noi, secret)
    page = visit("/cases/")
    sign_in(page, cast.noi)
    send_code(page, code_of(secret))
    assert page.url.endswith("/sign-in/factors/")
    page.goto(live_server.url + "/cases/")
    assert page.url.endswith("/sign-in/factors/")


@pytest.mark.long  # the two above hold each
def test_a_worker_may_use_either(visit, cast, key, live_server):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.sokha, secret)
    page = visit("/sign-in/factors/")
    key(page)
    sign_in(page, cast.sokha)
    send_code(page, code_of(secret))
    page.goto(live_server.url + "/sign-in/factors/")
    add_key(page)
    assert Authenticator.objects.filter(user=cast.sokha).count() == 2
    sign_out(page)
    sign_in(page, cast.sokha)
    press(page, "Use a security key")
    assert "/sign-in/" not in page.url


def test_a_lead_comes_in_by_her_key_while_strangers_use_up_the_tries_at_her_account(
    visit, cast, key, live_server
):
    """Finding F5: whoever knew her address kept her out, in a night with an alarm too."""
    made = case(cast)
    page = visit("/cases/", allowed=(422,))
    key(page, hasResidentKey=True)
    sign_in(page, cast.noi)
    follow(page, "Add one")
    once_more(page)
    page.get_by_label("Sign in with this key first").check()
    press(page, "Add this key")
    sign_out(page)
    page.context.clear_cookies()  # of a browser that she has not used before
    for n in range(6):
        told = {"login": cast.noi.email, "password": f"wrong wrong wrong {n}"}
        Client().post("/sign-in/", told)
    page.goto(live_server.url + "/sign-in/")
    sign_in(page, cast.noi)
    assert "Too many tries" in main(page)
    press(page, "Sign in with a security key first")
    # With the key alone nothing is read.
    for closed in ("/cases/", "/accounts/", "/"):
        page.goto(live_server.url + closed)
        assert "/keys/unlock/" in page.url
    page.get_by_label("Pass-phrase").fill(PASSPHRASE)
    press(page, "Unlock")
    page.goto(live_server.url + "/cases/")
    assert made.code_name in main(page)
