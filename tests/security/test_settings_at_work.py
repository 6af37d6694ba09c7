"""What an installation says in its headers and cookies: the settings that hold behind TLS."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from fanal.accounts.passphrase_validators import is_common
from fanal.core.sealing import passphrases, strength
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.passphrases import Cost
from fanal.settings import main, security
from tests import files
from tests.cast import Browser

CHEAP = Cost(passes=1, memory=64)
YEAR = 365 * 24 * 3600


@pytest.mark.asvs("V3.3.1", "V3.3.3")
def test_every_cookie_is_for_this_host_and_https_alone():
    told = security.cookies(https=True)
    names = [one for name, one in told.items() if name.endswith(("_COOKIE", "_COOKIE_NAME"))]
    assert len(names) == 6
    assert all(name.startswith("__Host-") for name in names)
    assert told["SESSION_COOKIE_SECURE"] is told["CSRF_COOKIE_SECURE"] is True


@pytest.mark.asvs("V3.3.2", "V3.3.4")
def test_no_script_and_no_other_site_gets_a_cookie():
    assert security.SESSION_COOKIE_HTTPONLY is security.CSRF_COOKIE_HTTPONLY is True
    assert security.SESSION_COOKIE_SAMESITE == security.CSRF_COOKIE_SAMESITE == "Strict"


@pytest.mark.asvs("V3.3.2", "V3.3.4")
def test_nor_one_that_a_refused_sign_in_sets(cast):
    client = Browser()
    client.get("/sign-in/")
    client.post("/sign-in/", {"login": cast.sokha.email, "password": "wrong"})
    given = [one for one in client.cookies.values() if one.key != settings.LANGUAGE_COOKIE_NAME]
    assert len(given) >= 2
    assert [one.key for one in given if not one["httponly"] or one["samesite"] != "Strict"] == []


@pytest.mark.asvs("V3.4.1", "V12.2.1")
def test_browsers_come_by_tls_for_a_year():
    told = security.cookies(https=True)
    assert told["SECURE_HSTS_SECONDS"] >= YEAR
    assert told["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is told["SECURE_SSL_REDIRECT"] is True


@pytest.mark.asvs("V13.4.2")
def test_debugging_is_off_and_nothing_switches_it_on():
    tree = ast.parse(Path(main.__file__).read_text())
    values = [
        ast.unparse(one.value)
        for one in ast.walk(tree)
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "DEBUG"
    ]
    assert values == ["False"]


@pytest.mark.asvs("V13.4.4", "V3.5.3")
@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "SPAM"])
def test_other_methods_do_nothing_and_repeat_nothing(cast, method):
    client = files.browser(cast, cast.sokha)
    client.raise_request_exception = False
    for address in ("/help/", "/cases/today/", "/sign-in/", reverse("intake:new")):
        answer = client.generic(method, address, headers={"X-Mark": "zuyquexvaj"})
        assert answer.status_code == 405, (address, answer.status_code)
        assert b"zuyquexvaj" not in answer.content


@pytest.mark.django_db
@pytest.mark.asvs("V13.4.3")
def test_no_folder_is_listed(client):
    client.raise_request_exception = False
    for address in ("/static/", "/static/web/", "/static/web/js/", "/static/../"):
        answer = client.get(address)
        assert answer.status_code in {302, 404}, address
        assert b".js" not in answer.content


@pytest.mark.asvs("V4.1.1", "V3.4.2")
def test_every_page_says_its_letters_and_lets_no_other_site_read_it(cast):
    client = files.browser(cast, cast.sokha)
    for address in ("/help/", "/cases/today/", "/no/such/page/"):
        page = client.get(address, headers={"Origin": "https://elsewhere.example"})
        assert page["Content-Type"] == "text/html; charset=utf-8"
        assert "Access-Control-Allow-Origin" not in page


def is_refused(chosen):
    return bool(strength.weakness(chosen)) or is_common(chosen)


@pytest.mark.asvs("V6.2.4", "V6.2.12")
def test_none_of_the_twenty_thousand_most_common_passwords_is_taken_nor_twice_over():
    common = CommonPasswordValidator().passwords
    assert len(common) > 19_000
    assert [password for password in common if not is_refused(password)] == []
    assert [
        password for password in common if not is_refused(f"{password} {password.upper()}")
    ] == []


@pytest.mark.django_db
@pytest.mark.asvs("V6.2.4")
def test_a_long_one_of_them_is_refused_where_it_is_chosen():
    with pytest.raises(ValidationError, match="everybody uses"):
        validate_password("q1w2e3r4t5y6u7i8o9p0")


@pytest.mark.asvs("V6.2.9")
def test_a_pass_phrase_of_more_than_64_characters_is_taken():
    chosen = "violet anchor bridges cactus dolphins ember forest glacier harbour island jungle"
    assert len(chosen) > 64
    assert strength.weakness(chosen) is None
    sealed = passphrases.seal_under(chosen, b"p" * 32, b"keys", "place", CHEAP)
    for other in (chosen[:64], chosen[:-1]):
        with pytest.raises(BrokenSeal):
            passphrases.open_with(other, b"p" * 32, sealed, "place", CHEAP)
