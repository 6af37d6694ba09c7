"""Who is back from a journey, and of whom nobody said who has her since, is counted as looked after
by nobody: on the board, in the table of offices and on the start page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.core.journeys.board import Colour
from fanal.core.journeys.events import Sign
from fanal.journeys.actions import events, plans, preparing
from fanal.journeys.queries.tonight import board
from fanal.journeys.queries.tonight_hours import with_hours
from tests import files
from tests.journeys.scene import hand_over, scene

LAST_WITH = "is back; last with Transit centre"
ALONE = "1 person is looked after by nobody we know of"


@pytest.fixture
def here(cast):
    """One who left yesterday, and was taken over by the transit centre on the way."""
    made = scene(cast, n=1)
    happens(cast, made, "departed", timezone.now() - timedelta(days=1))
    hand_over(made, made.shelter, made.centre, made.people, made.people)
    return made


def happens(cast, here, kind, at=None):
    told = {"persons": here.people, "happened": True, "by": cast.sokha}
    events.record_event(journey=here.journey, kind=kind, at=at or timezone.now(), **told)


def said(cast, here, whom, at=None):
    told = {"case": here.case, "person": here.people[0], "sign": Sign.SEEN, "with_whom": whom}
    record_sign(**told, said_at=at or timezone.now(), **cast.acting(cast.sokha))


def numbers(cast):
    """What the board of each says, with the rows of its filter, and the table of the direction."""
    seen = board(cast.noi, timezone.localtime())
    assert len(seen.shown_by("unheld")) == seen.unheld
    page = files.browser(cast, cast.claire).get(reverse("cases:overview"))
    (team,) = [row for row in page.context["teams"] if row.team == cast.bangkok]
    everywhere = board(cast.claire, timezone.localtime())
    return seen.unheld, everywhere.unheld, team.without_custodian


def line(cast):
    (found,) = board(cast.noi, timezone.localtime()).lines
    return found


def drawn(cast):
    return files.main_of(cast, cast.noi, reverse("journeys:board"))


def test_on_the_way_somebody_has_her(cast, here):
    assert numbers(cast) == (0, 0, 0)


def test_once_she_is_back_she_counts_until_somebody_says_who_has_her(cast, here):
    happens(cast, here, "returned")
    assert numbers(cast) == (1, 1, 1)
    assert line(cast).row.colour is Colour.AMBER
    page = drawn(cast)
    assert LAST_WITH in page
    assert "Nobody has said who is with her since she is back" in page
    assert ALONE in files.start_page(cast, cast.noi)
    said(cast, here, "family")
    assert numbers(cast) == (0, 0, 0)
    assert LAST_WITH not in drawn(cast)
    assert ALONE not in files.start_page(cast, cast.noi)


@pytest.mark.parametrize("whom", ["ours", "partner", "herself"])
def test_whoever_has_her_since_is_named_whoever_it_is(cast, here, whom):
    happens(cast, here, "returned")
    said(cast, here, whom)
    assert numbers(cast) == (0, 0, 0)
    assert "last with" not in line(cast).with_her
    assert not line(cast).came_back


def test_that_she_is_with_nobody_or_held_is_no_answer(cast, here):
    happens(cast, here, "returned")
    for whom in ("nobody", "holder"):
        said(cast, here, whom)
        assert numbers(cast) == (1, 1, 1)


def test_who_had_her_before_she_left_has_her_no_more(cast):
    here = scene(cast, n=1)
    said(cast, here, "family", timezone.now() - timedelta(days=1, hours=20))
    happens(cast, here, "departed", timezone.now() - timedelta(days=1))
    happens(cast, here, "returned")
    assert numbers(cast) == (1, 1, 1)
    shown = with_hours(board(cast.noi, timezone.localtime()).lines, cast.noi, cast.ring(cast.noi),
                       timezone.localtime())  # fmt: skip
    assert [one.with_her for one in shown] == ["is back; last with Shelter team"]
    case_page = files.main_of(cast, cast.sokha, reverse("cases:case", args=[here.case.id]))
    assert "Nobody has said who is with her now." in case_page


def test_from_court_she_comes_back_to_whoever_has_her(cast, here):
    journey = files.again(here.journey)
    journey.kind = "court"
    journey.save(update_fields=["kind"])
    happens(cast, here, "returned")
    assert numbers(cast) == (0, 0, 0)


def test_who_is_held_on_the_way_counts_in_the_table_as_on_the_board(cast, here):
    said(cast, here, "holder")
    assert numbers(cast) == (1, 1, 1)


def test_who_has_set_out_again_is_with_whoever_has_her_there(cast, here):
    happens(cast, here, "returned")
    plans.debrief(journey=here.journey, words="Home.", still_away="", by=cast.sokha)
    told = {"journey": files.journey(cast), "by": cast.sokha}
    ours = plans.add_custodian(team=cast.bangkok, **told)
    preparing.prepare(
        person=here.people[0], case=here.case, custodian=ours, nationality="LA",
        at=timezone.now(), **told,
    )  # fmt: skip
    assert numbers(cast) == (0, 0, 0)
