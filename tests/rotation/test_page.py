"""The page of new keys: for administrators and leads, with what is left and who does it."""

import pytest
from django.urls import reverse

from fanal.accounts.actions import end_account
from fanal.accounts.models import User
from fanal.health.checks.recovery import keys_replaced
from fanal.rotation import batches
from fanal.rotation.queries import under_way
from tests import files
from tests.journal import the_entry
from tests.shares import strangers

PAGE = reverse("rotation:list")
AT_REST = (
    "people in no open case and journeys that have ended get their new keys with the next write"
)


def read(cast, user):
    return files.browser(cast, user).get(PAGE)


@pytest.mark.parametrize(
    "who", strangers(["sokha", "mai", "claire", "duc", "vera", "linh"], "nobody else finds it")
)
def test_nobody_else_finds_it(cast, who):
    user = getattr(cast, who)
    assert read(cast, user).status_code == 404
    assert files.browser(cast, user).post(reverse("rotation:go_on")).status_code == 404


def test_it_says_how_far_it_is_and_who_does_what_is_left(cast):
    files.case(cast)
    end_account(user=cast.sokha, by=cast.anan)
    begun = read(cast, cast.anan).text
    assert "New keys in 0 % of the files" in begun
    assert "A file in which somebody writes gets them first." in begun
    batches.go_on()
    page = read(cast, cast.anan).text
    assert "New keys everywhere" in page
    assert "A lead of the team opens this page" in page


def test_it_says_what_is_at_rest_and_when_that_gets_its_new_keys(cast):
    files.person(cast, by=cast.noi)
    files.case(cast, by=cast.noi)
    end_account(user=cast.sokha, by=cast.anan)
    assert "New keys in 0 % of the files in use" in read(cast, cast.anan).text
    batches.go_on()
    page = read(cast, cast.noi).text
    assert "New keys in every file that is in use" in page
    assert "New keys everywhere" not in page
    assert AT_REST in page
    files.browser(cast, cast.noi).post(reverse("rotation:go_on"), follow=True)
    assert not under_way().exists()
    assert AT_REST in read(cast, cast.noi).text
    assert keys_replaced() is None
    assert the_entry("rotation.at_rest").about == str(cast.bangkok.pk)


def test_an_administrator_goes_on_and_a_lead_ends_it(cast):
    files.case(cast)
    end_account(user=cast.sokha, by=cast.anan)
    files.browser(cast, cast.anan).post(reverse("rotation:go_on"), follow=True)
    assert under_way().filter(team=cast.bangkok).exists(), "her keys open no file"
    answer = files.browser(cast, cast.noi).post(reverse("rotation:go_on"), follow=True)
    assert "Everything is under the new keys." in answer.text
    assert not under_way().exists()
    assert "Done" in read(cast, cast.noi).text


def test_a_lead_sees_her_own_teams_alone(cast):
    files.case(cast)
    end_account(user=cast.sokha, by=cast.anan)
    assert "Sokha Chea left" in read(cast, cast.noi).text
    assert "Sokha Chea" not in read(cast, cast.somchit).text


def test_an_administrator_replaces_the_keys_of_a_colleague(cast):
    browser = files.browser(cast, cast.anan)
    page = reverse("rotation:suspect_person", args=[cast.sokha.pk])
    assert page in browser.get(reverse("accounts:person", args=[cast.sokha.pk])).text
    assert "no longer valid" in browser.get(page).text
    answer = browser.post(page, follow=True)
    assert "Her keys open nothing any more" in answer.text
    assert under_way().filter(user=cast.sokha).exists()
    assert User.objects.get(pk=cast.sokha.pk).is_active


def test_a_refusal_is_told_on_the_page(cast):
    page = reverse("rotation:suspect_person", args=[cast.anan.pk])
    answer = files.browser(cast, cast.anan).post(page)
    assert "Another administrator does this" in answer.text


def test_a_lead_replaces_the_key_of_her_team(cast):
    files.case(cast)
    browser = files.browser(cast, cast.noi)
    page = reverse("rotation:suspect_team", args=[cast.bangkok.pk])
    assert page in browser.get(PAGE).text
    browser.post(page, follow=True)
    assert under_way().filter(team=cast.bangkok, user=None).exists()
    other = reverse("rotation:suspect_team", args=[cast.vientiane.pk])
    assert browser.post(other).status_code == 404


@pytest.mark.parametrize(("language", "says"), [("fr", "Nouvelles clés"), ("vi", "Khóa mới")])
def test_it_speaks_french_and_vietnamese(cast, language, says):
    User.objects.filter(pk=cast.anan.pk).update(language=language)
    page = cast.client(cast.anan).get(PAGE, HTTP_ACCEPT_LANGUAGE=language).text
    assert says in page
