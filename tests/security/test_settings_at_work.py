"""What an installation says in its headers and cookies: the settings that hold behind TLS."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from fanal.settings import main, security
from tests import files
from tests.cast import Browser

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


@pytest.mark.django_db
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


@pytest.mark.django_db
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
@pytest.mark.asvs("V4.1.1", "V3.4.2")
def test_every_page_says_its_letters_and_lets_no_other_site_read_it(cast):
    client = files.browser(cast, cast.sokha)
    for address in ("/help/", "/cases/today/", "/no/such/page/"):
        page = client.get(address, headers={"Origin": "https://elsewhere.example"})
        assert page["Content-Type"] == "text/html; charset=utf-8"
        assert "Access-Control-Allow-Origin" not in page
