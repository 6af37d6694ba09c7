"""A sign of life that stays out is said by its hour on every page, whatever else is red as well."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.queries.lists import overview
from fanal.core.journeys.board import CALL, NO_SIGN
from fanal.journeys.actions import events
from fanal.journeys.queries.tonight import board, red_of
from tests.files import main_of as read
from tests.journeys.scene import hand_over, scene

TODAY, BOARD = reverse("cases:today"), reverse("journeys:board")


@pytest.fixture
def here(cast):
    """She left seven hours ago, without a go, and was to be heard from after six."""
    made = scene(cast, n=1)
    made.shelter.phone = "+66 2 000 0001"
    made.shelter.save(update_fields=["phone"])
    events.record_event(
        journey=made.journey,
        kind="departed",
        persons=made.people,
        at=timezone.now() - timedelta(hours=7),
        happened=True,
        by=cast.sokha,
    )
    return made


def test_the_board_says_what_to_do_though_she_left_without_a_go(cast, here):
    (line,) = board(cast.sokha, timezone.localtime()).lines
    said = {sentence: (to_do, phones) for sentence, to_do, phones in red_of(line)}
    assert said[NO_SIGN] == (CALL, {"Shelter team": "+66 2 000 0001"})
    page = read(cast, cast.sokha, BOARD)
    assert "Call her and those who are with her now" in page
    assert 'href="tel:+6620000001"' in page


def test_today_has_it_in_the_title_before_what_was_not_answered(cast, here):
    for user in (cast.sokha, cast.noi, cast.claire):
        assert "no sign of life" in read(cast, user, TODAY)


def test_the_page_to_which_whom_to_call_leads_says_whom(cast, here):
    page = read(cast, cast.sokha, reverse("journeys:journey", args=[here.journey.id]))
    banner = page.partition("Not heard from since the time agreed.")[2].partition("</div></div>")[0]
    assert here.people[0].code_name in banner
    assert "Call her and those who are with her now" in banner
    assert 'href="tel:+6620000001"' in banner


def test_once_she_was_heard_from_none_of_them_says_it(cast, here):
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    for address in (TODAY, BOARD, reverse("journeys:journey", args=[here.journey.id])):
        page = read(cast, cast.sokha, address)
        assert "no sign of life" not in page
        assert "Not heard from since the time agreed" not in page


def test_a_hand_over_that_nobody_confirmed_stays_first(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, ())
    assert "handed over, arrival not confirmed" in read(cast, cast.sokha, TODAY)
    (line,) = board(cast.sokha, timezone.localtime()).lines
    assert NO_SIGN in [sentence for sentence, *_rest in red_of(line)]


def test_the_numbers_of_the_director_count_her_at_her_hour(cast, here):
    rows, everywhere = overview(cast.claire, timezone.localdate())
    assert sum(row.unheard for row in rows) == everywhere["unheard"] == 1
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=here.by)
    assert overview(cast.claire, timezone.localdate())[1]["unheard"] == 0
