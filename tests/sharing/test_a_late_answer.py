"""A partner answers when something has changed since: its trust ended, or the case was closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Case
from fanal.sharing.actions import referrals, sending
from fanal.sharing.models import Approval
from tests import files
from tests.kept import kept
from tests.sharing.scene import draft, scene
from tests.sharing.test_fallen import falls

NOBODY_OVER = "hand nobody over to them"
CLOSED = "Her case is closed"


@pytest.fixture
@kept
def here(cast):
    found = scene(cast)
    found.referral = draft(cast, found)
    sending.send(referral=found.referral, channel="print", by=cast.sokha, ring=found.ring)
    found.referral.refresh_from_db()
    return found


def page(cast, here):
    address = reverse("sharing:referral", args=[here.referral.id])
    return files.browser(cast, cast.sokha).get(address).text


def moves(here, cast, to, **more):
    referrals.move(referral=here.referral, to=to, by=cast.sokha, ring=here.ring, **more)


def test_after_its_trust_ended_the_page_says_what_an_answer_is_worth(cast, here):
    assert NOBODY_OVER not in page(cast, here)
    falls(cast, here, closed=False)
    assert NOBODY_OVER in page(cast, here)
    moves(here, cast, "accepted")
    assert NOBODY_OVER in page(cast, here)


def test_so_it_does_of_an_answer_after_its_day(cast, here):
    referrals.expire(today=here.referral.due + timedelta(days=1))
    falls(cast, here, closed=False)
    assert NOBODY_OVER in page(cast, here)


def test_of_a_no_nothing_is_said(cast, here):
    moves(here, cast, "declined", reason="Full.")
    falls(cast, here, closed=False)
    assert NOBODY_OVER not in page(cast, here)


def test_what_was_sent_waits_for_no_second_person_any_more(cast, here):
    Approval.objects.update(at=timezone.now() - timedelta(days=30))
    assert "Waits for a second person" not in page(cast, here)


def test_after_the_case_was_closed_the_page_says_so_and_leads_to_opening_it_again(cast, here):
    assert CLOSED not in page(cast, here)
    Case.objects.filter(id=here.referral.case_id).update(closed=True)
    text = page(cast, here)
    assert CLOSED in text
    assert reverse("cases:reopen", args=[here.referral.case_id]) in text
    moves(here, cast, "declined", reason="Full.")
    assert CLOSED not in page(cast, here)
