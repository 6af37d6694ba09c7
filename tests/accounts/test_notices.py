"""What a person is told about her own account, and that the mail says nothing."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import let_back, take_factors
from fanal.accounts.models import User
from fanal.commands.sweep import sweep
from tests.cast import PASSPHRASE
from tests.cast import Browser as Client
from tests.journal import entries

WINDOWS = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"
ANDROID = "Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Safari/537.36"


@pytest.fixture
def sign_in(cast, settings):
    """Sign in as the lead's worker and give the first page; without a second factor."""
    settings.DEMO = True

    def signed_in(agent=WINDOWS, wrong=0):
        client = Client(headers={"user-agent": agent, "accept-language": "en"})
        told = {"login": cast.sokha.email, "password": "not this one at all"}
        for _ in range(wrong):
            assert client.post("/sign-in/", told).status_code == 422
        answer = client.post("/sign-in/", told | {"password": PASSPHRASE}, follow=True)
        return answer.text

    return signed_in


def test_the_first_sign_in_and_the_usual_ones_tell_nothing(sign_in):
    for _ in range(2):
        assert "Since you were last told" not in sign_in()


def test_another_kind_of_browser_is_told_at_the_next_sign_in_once(sign_in):
    sign_in()
    assert "kind of browser" not in sign_in(ANDROID)
    assert "a kind of browser that you had not used" in sign_in()
    assert "kind of browser" not in sign_in()


def test_wrong_passphrases_before_a_right_one_are_told(sign_in):
    sign_in()
    sign_in(wrong=2)
    assert "wrong" not in sign_in()
    sign_in(wrong=3)
    assert "after several wrong pass-phrases" in sign_in()


def test_what_happened_several_times_on_one_day_is_told_once(cast, sign_in):
    sign_in()
    for _ in range(3):
        take_factors(user=cast.sokha, by=cast.anan)
    assert sign_in().count("the administrator removed your second steps") == 1


def test_what_others_did_to_the_account_is_told_and_listed(cast, sign_in):
    sign_in()
    take_factors(user=cast.sokha, by=cast.anan)
    let_back(user=cast.sokha, by=cast.anan)
    page = sign_in()
    assert "the administrator removed your second steps" in page
    assert "a link to choose a new pass-phrase was made" in page
    listed = cast.client(cast.sokha, headers={"accept-language": "fr"}).get(
        reverse("accounts:sessions")
    )
    assert "l’administration a retiré" in listed.text
    assert "retiré" not in cast.client(cast.noi).get(reverse("accounts:sessions")).text


def test_three_wrong_codes_are_told_though_nobody_came_in(cast):
    from allauth.mfa.totp.internal import auth as totp

    totp.TOTP.activate(cast.sokha, totp.generate_totp_secret())
    client = Client()
    client.post("/sign-in/", {"login": cast.sokha.email, "password": PASSPHRASE})
    for _ in range(4):
        client.post("/sign-in/factor/", {"code": "000000"})
    assert len(entries("account.codes", about=cast.sokha.pk)) == 1


@pytest.mark.asvs("V1.3.11", "V14.2.3")
def test_the_mail_is_sent_once_and_says_nothing(cast):
    let_back(user=cast.sokha, by=cast.anan)
    for _ in range(2):
        sweep(timezone.localtime())
    (one,) = (one for one in mail.outbox if one.to == [cast.sokha.email])
    assert one.body == "Quelque chose vous attend."
    assert one.subject == "Veuillez vous connecter"


def test_nobody_is_told_of_an_account_that_ended(cast):
    let_back(user=cast.sokha, by=cast.anan)
    User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    sweep(timezone.localtime())
    assert [one for one in mail.outbox if one.to == [cast.sokha.email]] == []


def test_whoever_sends_no_passphrase_makes_nobody_forget_the_wrong_ones(cast, sign_in):
    sign_in()
    for _ in range(2):
        Client().post("/sign-in/", {"login": cast.sokha.email, "password": "not this one"})
    Client().post("/sign-in/", {"login": cast.sokha.email, "password": ""})
    sign_in(wrong=1)
    assert "after several wrong pass-phrases" in sign_in()
