"""A large register is compared when it is asked for, in a process of its own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.matching import comparing
from fanal.matching.models import CachedPairs, Comparing
from fanal.people.models import SearchFolder
from fanal.processes import own_process
from tests import files

LIST, COMPARE = reverse("matching:duplicates"), reverse("matching:compare")
BUTTON = "Compare the register"


@pytest.fixture(autouse=True)
def small_is_large(settings):
    settings.COMPARED_AT_ONCE = 1


@pytest.fixture
def twice(cast):
    """Two files of one girl, and one of another."""
    names = ("Nguyễn Thị Lan Hương", "Nguyen Thi Lan Huong", "ບົວຄຳ ວົງສາ")
    return [files.person(cast, names=(name,)) for name in names]


def shown(browser):
    return browser.get(LIST).content.decode()


def test_nothing_is_compared_before_somebody_asks(cast, twice):
    page = shown(files.browser(cast, cast.sokha))
    assert BUTTON in page
    assert not CachedPairs.objects.exists()


def test_what_was_found_is_kept_sealed_and_shown(cast, twice, django_capture_on_commit_callbacks):
    browser = files.browser(cast, cast.sokha)
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(COMPARE, {"once": "a"}).status_code == 302
    page = shown(browser)
    assert twice[0].code_name in page
    assert twice[1].code_name in page
    assert BUTTON not in page
    assert not Comparing.objects.exists()
    assert b"Lan" not in bytes(CachedPairs.objects.get().sealed)


def test_what_was_found_before_is_shown_until_it_is_compared_anew(
    cast, twice, django_capture_on_commit_callbacks
):
    browser = files.browser(cast, cast.sokha)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(COMPARE, {"once": "a"})
    files.person(cast, names=("Somebody New",))
    page = shown(browser)
    assert twice[0].code_name in page
    assert "has changed since" in page
    assert BUTTON in page


def under_way(cast, heard):
    now = timezone.now()
    Comparing.objects.create(team=cast.bangkok, begun_at=now - heard, seen_at=now - heard)


def test_while_it_works_the_page_says_how_far_it_is_and_begins_no_second(cast, twice):
    under_way(cast, timedelta(seconds=5))
    browser = files.browser(cast, cast.sokha)
    page = shown(browser)
    assert "step 1 of 3" in page
    assert BUTTON not in page
    page = browser.post(COMPARE, {"once": "a"}, follow=True).content.decode()
    assert "already being compared" in page


def test_after_a_restart_it_says_that_it_did_not_finish(cast, twice):
    under_way(cast, 2 * own_process.STOPPED_AFTER)
    page = shown(files.browser(cast, cast.sokha))
    assert "stopped before it finished" in page
    assert BUTTON in page


def test_who_is_kept_out_of_a_file_neither_reads_nor_begins_it(cast, twice):
    from fanal.cases.actions.emergencies import keep_out

    case = files.case(cast, people=[twice[0]])
    keep_out(case=case, user=cast.sokha, reason="her cousin", by=cast.noi)
    browser = files.browser(cast, cast.sokha)
    assert BUTTON not in shown(browser)
    assert browser.post(COMPARE, {"once": "a"}).status_code == 404


def test_the_process_gets_the_keys_of_the_search_and_no_private_key(
    cast, twice, monkeypatch, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr(comparing, "_start", told.append)
    with django_capture_on_commit_callbacks(execute=True):
        comparing.begin(team=cast.bangkok, **cast.acting(cast.sokha))
    _pair, private = cast.private[cast.sokha.pk]
    folder = str(SearchFolder.objects.get(team=cast.bangkok).folder).encode()
    assert folder in told[0]
    assert private.reading.hex().encode() not in told[0]
    assert private.signing.hex().encode() not in told[0]
    assert told[0].count(b"identity") == 1
