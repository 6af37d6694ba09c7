"""Administrators and auditors read on their pages that the journal is not whole; nobody else does."""

import pytest

from fanal.audit import actions as audit
from fanal.audit import second_place
from fanal.audit.acknowledging import acknowledge
from fanal.audit.models import JournalEntry, JournalHead
from fanal.audit.queries import examine
from tests.files import browser
from tests.shares import strangers

TOLD = {"en": "The journal is not whole", "fr": "Le journal n’est pas entier"}


@pytest.fixture
def put_back(cast):
    for _one in range(4):
        audit.record(act="case.looked_for", by=None)
    last = JournalEntry.objects.order_by("-number").first()
    second_place.append(second_place.first(), last.number, bytes(last.mark))
    JournalEntry.objects.filter(number__gt=last.number - 3).delete()
    JournalHead.objects.update(
        number=last.number - 3, mark=JournalEntry.objects.get(number=last.number - 3).mark
    )
    audit.raise_alarm()
    return last.number


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("who", ["vera", "anan", "claire"])
def test_who_sees_to_it_reads_it_on_every_page_and_where_it_is_wrong(cast, put_back, who, language):
    page = cast.client(getattr(cast, who))
    page.cookies["language"] = language
    start = page.get("/", follow=True, headers={"Accept-Language": language})
    assert TOLD[language] in start.text
    check = page.get("/audit/check/", headers={"Accept-Language": language})
    assert check.status_code == 200
    assert str(put_back) in check.text
    assert "fanal audit acknowledge" in check.text


@pytest.mark.parametrize("who", strangers(["sokha", "noi", "mai", "duc"], "nobody else reads it"))
def test_nobody_else_reads_it(cast, put_back, who):
    page = browser(cast, getattr(cast, who))
    assert TOLD["en"] not in page.get("/", follow=True).text
    assert page.get("/audit/check/").status_code == 404


def test_where_all_is_well_nothing_stands_above_the_page(cast):
    assert TOLD["en"] not in browser(cast, cast.vera).get("/audit/").text
    assert examine().paper in browser(cast, cast.vera).get("/audit/check/").text


def test_after_two_acknowledged_it_the_pages_say_what_was_acknowledged(cast, put_back):
    reason = "The disk broke and the backup of Monday was put back"
    acknowledge(by=cast.vera, second=cast.anan, reason=reason)
    page = browser(cast, cast.anan)
    assert TOLD["en"] not in page.get("/", follow=True).text
    assert reason in page.get("/audit/check/").text
    journal = browser(cast, cast.vera).get("/audit/").text
    assert "Vera" in journal
    assert reason in journal
