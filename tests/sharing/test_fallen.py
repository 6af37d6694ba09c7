"""A partner that falls in trust after something was sent: seen the same minute, by who may know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.partners.actions import findings
from fanal.sharing.actions import referrals, sending
from fanal.sharing.models import Referral
from fanal.sharing.queries.lost_trust import fallen_referrals
from tests import files
from tests.files import start_page as today
from tests.sharing.scene import draft, scene


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.referral = draft(cast, found)
    sending.send(referral=found.referral, channel="print", by=cast.sokha, ring=found.ring)
    return found


def falls(cast, here, by=None, **more):
    facts = {"level": "dangerous", "reasons": ["sells_information"], "evidence": "He called him."}
    return findings.record_finding(about=here.shelter, by=by or cast.noi, **(facts | more))


def fallen(user):
    return fallen_referrals(user, timezone.localtime())


def colour(cast, here, user):
    page = files.browser(cast, user).get("/journeys/")
    line = next(one for one in page.context["page"] if one.person == here.person.id)
    return line.row.colour.value, page.text


def test_what_is_trusted_is_not_named(cast, here):
    assert fallen(cast.sokha) == []
    assert "Quiet House" not in colour(cast, here, cast.sokha)[1]


def test_the_board_and_the_list_say_it_the_same_minute_on_one_word(cast, here):
    falls(cast, here, closed=False)
    (one,) = fallen(cast.sokha)
    assert "was found dangerous" in str(one.sentences[0])
    said, text = colour(cast, here, cast.sokha)
    assert said in ("amber", "red")
    assert "Referred to Quiet House, who is trusted less than before" in text
    listed = files.browser(cast, cast.sokha).get(reverse("sharing:list")).text
    assert "Quiet House was found dangerous" in listed


def test_the_first_screen_of_the_case_is_not_calm_about_it(cast, here):
    address = reverse("cases:case", args=[here.case.id])
    browser = files.browser(cast, cast.sokha)
    assert "trusted less" not in browser.get(address).text
    falls(cast, here, closed=True)
    assert "Quiet House, trusted less than before: " in browser.get(address).text


def test_today_asks_the_worker_and_her_lead_to_look_at_it(cast, here):
    address = reverse("sharing:referral", args=[here.referral.id])
    assert address not in today(cast, cast.sokha)
    falls(cast, here, closed=False)
    for user in (cast.sokha, cast.noi):
        page = today(cast, user)
        assert address in page
        assert "Quiet House was found dangerous" in page
    assert address not in today(cast, cast.linh)


def test_today_says_no_more_than_its_reader_may_know(cast, here):
    falls(cast, here, closed=True)
    page = today(cast, cast.sokha)
    assert reverse("sharing:referral", args=[here.referral.id]) in page
    assert "Quiet House was found dangerous" not in page


def test_whoever_must_not_know_of_the_danger_reads_only_that_nothing_is_known(cast, here):
    falls(cast, here, closed=True)
    (one,) = fallen(cast.sokha)
    words = " ".join(map(str, one.sentences))
    assert "dangerous" not in words
    assert "Find out about Quiet House" in words
    assert "dangerous" in str(fallen(cast.noi)[0].sentences[0])


def test_what_is_not_running_or_not_hers_is_not_named(cast, here):
    falls(cast, here, closed=False)
    assert fallen(cast.linh) == []
    here.referral.refresh_from_db()
    referrals.move(
        referral=here.referral,
        to="declined",
        by=cast.sokha,
        ring=here.ring,
        reason="They are full.",
    )
    assert fallen(cast.sokha) == []


def test_many_referrals_take_no_more_questions_than_one(cast, here):
    fallen(cast.sokha)  # what is asked once a request is known of her then
    with CaptureQueriesContext(connection) as one:
        fallen(cast.sokha)
    for _ in range(3):
        again = draft(cast, here)
        sending.send(referral=again, channel="print", by=cast.sokha, ring=here.ring)
    with CaptureQueriesContext(connection) as many:
        fallen(cast.sokha)
    assert len(many) == len(one)


def test_the_page_of_the_partner_says_to_her_worker_what_her_start_page_says(cast, here):
    address = reverse("partners:partner", args=[here.shelter.id])
    falls(cast, here)
    (one,) = fallen(cast.sokha)
    pages = [files.browser(cast, user).get(address).text for user in (cast.sokha, cast.linh)]
    assert [str(one.sentences[0]) in page for page in pages] == [True, False]
    assert "found dangerous" not in pages[0]


TOLD = "They were told of her, and may have told others"


def test_the_page_of_the_partner_names_to_who_may_know_whom_it_was_told_of(cast, here):
    address = reverse("partners:partner", args=[here.shelter.id])
    assert TOLD not in files.main_of(cast, cast.noi, address)
    falls(cast, here)
    page = files.main_of(cast, cast.noi, address)
    assert here.case.code_name in page.partition(TOLD)[2].partition("Findings")[0]
    # Her worker reads that it is one of those who were told, and a lead of another team nothing.
    assert TOLD not in files.main_of(cast, cast.sokha, address)
    other = files.main_of(cast, cast.kham, address)
    assert here.case.code_name not in other


def test_what_was_never_sent_is_not_to_be_sent_to_it(cast, here):
    waits = draft(cast, here)
    Referral.objects.filter(id=waits.id).update(due=timezone.localdate() - timedelta(days=1))
    assert "Send it, or withdraw it." in today(cast, cast.sokha)
    falls(cast, here)
    page = today(cast, cast.sokha)
    assert "Send it, or withdraw it." not in page
    assert "Ask somebody else, and withdraw it." in page
