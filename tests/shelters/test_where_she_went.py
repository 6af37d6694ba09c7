"""Whoever left our shelter for good is with us no more, on no page of anybody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.queries.codes import codes_of, stored_codes_of
from fanal.cases.queries.present import states_in
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.shelters.kinds import LeftTo
from fanal.journeys.models import MailDue
from fanal.journeys.queries.tonight import board
from fanal.shelters.actions import stays
from tests import files
from tests.shelters.scene import child_sleeps, sleeps

WITH_NOBODY = (
    "without_telling", "not_known", "sent_away", "partner", "other_shelter", "other_country",
)  # fmt: skip


def left(cast, stay, to, by=None):
    by = by or cast.rith
    more = {"words": "A hostel.", "second": cast.noi} if to == "sent_away" else {}
    stays.leave(stay=stay, to=to, **cast.acting(by), **more)


def stored(stay):
    return stored_codes_of([stay.person_id])[stay.person_id].custody


@pytest.mark.parametrize("to", WITH_NOBODY)
def test_who_left_is_with_nobody_until_somebody_says_who_has_her(cast, here, to):
    stay = sleeps(cast, here)
    assert stored(stay) is Custody.OURS
    left(cast, stay, to)
    # at once, though who wrote it down opens nothing of her case
    assert stored(stay) is Custody.NOBODY
    assert board(cast.noi, timezone.localtime()).unheld == 1
    assert board(cast.claire, timezone.localtime()).unheld == 1
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custody is Custody.NOBODY


@pytest.mark.parametrize("to", [left_to for left_to in LeftTo if left_to is not LeftTo.EXPLOITER])
def test_no_way_of_leaving_leaves_her_at_the_shelter(cast, here, to):
    stay = sleeps(cast, here)
    left(cast, stay, to)
    seen = states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id].state
    assert seen.custody is not Custody.OURS
    assert seen.place.answer != "House Jasmine"


def test_the_pages_say_that_she_left_and_whereto_in_words(cast, here):
    stay = sleeps(cast, here)
    left(cast, stay, "not_known")
    noi = files.browser(cast, cast.noi)
    page = noi.get(reverse("cases:case", args=[here.case.id]))
    assert "Left House Jasmine: not known." in page.text
    assert "None of us is with her." in page.text
    state = reverse("cases:state", args=[here.case.id, here.person.id])
    assert "She is with: nobody we know of" in noi.get(state).text
    for address in (reverse("journeys:board"), reverse("cases:today")):
        text = noi.get(address).text
        assert "not_known" not in text
        assert "With House Jasmine" not in text


def test_a_child_who_left_without_telling_is_in_danger_and_the_leads_are_told(cast, here):
    stay = child_sleeps(cast, here, here.beds[0])
    MailDue.objects.all().delete()
    left(cast, stay, "without_telling")
    assert codes_of([stay.person_id])[stay.person_id] is DangerState.IN_DANGER
    assert MailDue.objects.filter(to=cast.noi).exists()
    states_in(stay.case, cast.noi, cast.ring(cast.noi))  # who reads all of it finds the same
    assert codes_of([stay.person_id])[stay.person_id] is DangerState.IN_DANGER


def test_a_child_may_be_written_down_as_gone_whose_way_is_known(cast, here):
    stay = child_sleeps(cast, here, here.beds[0])
    left(cast, stay, "family")
    assert codes_of([stay.person_id])[stay.person_id] is not DangerState.IN_DANGER
    assert stored(stay) is Custody.FAMILY


def test_the_page_on_which_a_child_leaves_does_not_call_her_a_woman_of_age(cast, here):
    child, woman = child_sleeps(cast, here, here.beds[0]), sleeps(cast, here, here.beds[1])
    rith, words = files.browser(cast, cast.rith), "An adult may leave when she wants"
    page = rith.get(reverse("shelters:leave", args=[child.id])).text
    assert words not in page
    assert "gone without telling, she is in danger" in page
    assert words in rith.get(reverse("shelters:leave", args=[woman.id])).text
