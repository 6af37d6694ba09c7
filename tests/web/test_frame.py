"""The frame of every page: what it always carries, and what it never does."""

import re

import pytest
from django.urls import reverse

HTMX = (
    '{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,'
    '"historyCacheSize":0,"refreshOnHistoryMiss":true}'
)


@pytest.fixture
def page(client, db):
    return client.get(reverse("web:gallery"))


def test_htmx_keeps_no_copy_of_a_page(page):
    assert f"content='{HTMX}'" in page.text


@pytest.mark.asvs("V1.2.3", "V3.2.2", "V3.4.3", "V14.2.3")
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(page):
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script>", page.text)
    assert not re.search(r"""(src|href|action)=["']?(https?:)?//""", page.text)
    policy = page["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.asvs("V3.4.5", "V14.3.2")
def test_no_page_is_stored(page):
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert "camera=()" in page["Permissions-Policy"]


@pytest.mark.asvs("V3.5.1")
def test_a_change_asked_for_by_another_site_is_refused(client, db):
    answer = client.post(reverse("web:hide"), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.asvs("V7.4.1", "V7.4.4", "V14.3.1")
def test_hide_ends_the_session_and_leaves_nothing(cast):
    client = cast.client(cast.sokha)
    answer = client.post(reverse("web:hide"))
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer["Location"] == reverse("web:calendar")
    assert "_auth_user_id" not in client.session


def test_hide_never_asks_for_a_token(cast):
    """Its cookie may be lost: an error page would be read by whoever made her press the button."""
    client = cast.client(cast.sokha, enforce_csrf_checks=True)
    assert client.post(reverse("web:hide"))["Location"] == reverse("web:calendar")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_hide_and_help_stand_on_error_pages_too(cast, status):
    page = cast.client(cast.sokha).get(reverse("web:gallery_error", args=[status])).text
    assert "data-hide" in page
    assert 'href="/help/"' in page
    assert "csrfmiddlewaretoken" not in page


def test_the_calendar_says_nothing_about_us(client, db):
    assert "fanal" not in client.get(reverse("web:calendar")).text.replace("web/css", "").lower()


def test_the_language_is_kept_for_the_person(cast):
    client = cast.client(cast.sokha)
    client.post(reverse("web:language"), {"language": "vi", "next": "/help/"})
    cast.sokha.refresh_from_db()
    assert cast.sokha.language == "vi"
    assert '<html lang="vi">' in client.get(reverse("web:help")).text


@pytest.mark.asvs("V1.2.2", "V3.7.2")
@pytest.mark.parametrize("away", ["https://example.org/", "//example.org", "javascript:1"])
def test_the_language_switch_never_leads_away(client, db, away):
    answer = client.post(reverse("web:language"), {"language": "vi", "next": away})
    assert answer["Location"] == "/"


def test_what_does_not_exist_says_so_quietly(client, db):
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "nothing/here" not in answer.text


@pytest.mark.parametrize("language", ["th", "km", "lo", "my", "zh-hans", "xx"])
def test_a_language_that_is_not_complete_is_not_offered_nor_chosen(cast, language):
    """Also where it was chosen when it still stood in the menu."""
    cast.sokha.language = language
    cast.sokha.save(update_fields=["language"])
    client = cast.client(cast.sokha, headers={"accept-language": "en"})
    client.post(reverse("web:language"), {"language": language, "next": "/help/"})
    client.cookies["django_language"] = language
    page = client.get(reverse("web:help"))
    assert '<html lang="en">' in page.text
    assert re.findall(r'name="language" value="([^"]*)"', page.text) == ["fr", "en", "vi"]
