"""Whoever has new keys and was not let in yet: the start page and the board claim nothing of what is closed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import say_in_danger
from fanal.cases.models import StateCode
from fanal.keys.models import Grant, TeamKeyHolder
from tests import files

CLAIMS = ("None of us is with her.", "Last sign none")


@pytest.fixture
def without_keys(cast, case, her, write):
    """A place is written and who is with her is not known; Sokha's keys of before are gone."""
    say_in_danger(person=her, said_by="mother", said_at=timezone.now(), **write)
    add_entry(kind="whereabouts", about=her, answers={"place": "Pakse"}, **write)
    TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    Grant.objects.filter(to_keys__user=cast.sokha).delete()


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("page", ["cases:today", "journeys:board"])
def test_nothing_is_claimed_of_who_is_with_her_or_heard_from_her(cast, without_keys, page, stored):
    if not stored:
        StateCode.objects.all().delete()
    text = files.browser(cast, cast.sokha).get(reverse(page)).text
    assert [claim for claim in CLAIMS if claim in text] == []
    assert ("Who is with her is not part of your access." in text) is (
        stored or page != "cases:today"
    )


def test_whoever_opens_it_still_reads_that_none_of_us_is_with_her(cast, case, her, write):
    say_in_danger(person=her, said_by="mother", said_at=timezone.now(), **write)
    text = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert "None of us is with her." in text
