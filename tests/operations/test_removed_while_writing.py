"""A colleague is removed while she writes: nothing of it is half done."""

import pytest
from django.urls import reverse

from fanal.accounts.actions import end_account
from fanal.audit import queries
from fanal.rotation import batches
from tests import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    """Her browser with a note that she is writing, its address, and the case."""
    case = files.case(cast, by=cast.sokha)
    browser, address = files.browser(cast, cast.sokha), reverse("cases:note", args=[case.pk])
    assert browser.get(address).status_code == 200
    return browser, address, case


@pytest.mark.parametrize("renewed", [False, True], ids=["at once", "after the new keys"])
def test_what_she_sends_after_she_was_removed_is_not_written(cast, here, renewed):
    browser, address, case = here
    before = case.entries.count()
    end_account(user=cast.sokha, by=cast.anan)
    if renewed:
        batches.go_on()
    answer = browser.post(address, {"text": "He called again."})
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
    assert case.entries.count() == before
    assert queries.examine().faults == []


def test_what_she_saved_before_is_read_by_who_stays(cast, here):
    browser, address, case = here
    browser.post(address, {"text": "He called again."})
    end_account(user=cast.sokha, by=cast.anan)
    batches.go_on()
    page = files.browser(cast, cast.noi).get(reverse("cases:timeline", args=[case.pk]))
    assert "He called again." in page.text
