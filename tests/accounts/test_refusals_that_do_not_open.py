"""Whoever writes to the database plants a refusal, breaks one or takes the day off it on which it was
read: nobody loses the page on which her day begins, and what waits for a second person asks on."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import refusing
from fanal.accounts.models import Refusal
from fanal.accounts.refusals import refused_states
from fanal.sealed.substitutes import PageKind, on_a_page
from tests import files
from tests.security.planting import insert, update
from tests.security.test_values_that_take_no_page import BROKEN, SAID


def planted(cast, kind="partner_file"):
    return insert(
        Refusal,
        kind=kind,
        about=uuid4(),
        asked_by_id=cast.sokha.pk,
        by_id=cast.noi.pk,
        on=timezone.localdate(),
        told=BROKEN,
    )


@pytest.mark.parametrize("kind", ["given_on", "money", "partner_file"])
def test_one_that_does_not_open_takes_no_start_page(cast, kind):
    refusing.tell("money", uuid4(), cast.sokha, "Ask her again first.", cast.noi, None)
    planted(cast, kind)
    page = files.browser(cast, cast.sokha).get(reverse("cases:today"))
    assert (page.status_code, SAID in page.text) == (200, True)
    assert "Ask her again first." in page.text


def test_one_that_does_not_open_refuses_nothing(cast):
    refusing.tell("partner_file", id := uuid4(), cast.sokha, "No.", cast.noi, None, state="1")
    planted(cast)
    with on_a_page(PageKind.READ):
        assert refused_states("partner_file") == {(id, "1")}


def test_one_that_was_read_is_told_to_nobody_again(cast):
    refusing.tell("partner_file", uuid4(), cast.sokha, "No.", cast.noi, None, state="1")
    refusing.have_read(refusals=Refusal.objects.all())
    update(Refusal, {"read_on": None})
    assert "No." not in files.start_page(cast, cast.sokha)
