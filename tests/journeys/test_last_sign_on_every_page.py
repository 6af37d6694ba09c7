"""The last sign of life that a case knows is never shown as none: before she leaves, or by its day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.queries.present import states_in
from fanal.journeys.actions.events import record_event
from fanal.journeys.queries.tonight import board
from fanal.journeys.queries.tonight_hours import with_hours
from tests import files
from tests.journeys.scene import scene

BOARD = reverse("journeys:board")


@pytest.fixture
def seen(cast):
    """Somebody without a journey, in danger, who was seen two hours ago."""
    her = files.person(cast, names=["Bouavan"])
    case = files.case(cast, people=[her])
    told = {"said_by": "herself", "said_at": timezone.now() - timedelta(hours=3)}
    say_in_danger(case=case, person=her, **told, **cast.acting(cast.sokha))
    was_seen(cast, case, her)
    return her


def was_seen(cast, case, person, hours=2):
    record_sign(
        case=case,
        person=person,
        sign="seen",
        said_at=timezone.now() - timedelta(hours=hours),
        **cast.acting(cast.sokha),
    )


def line_of(cast, user, person):
    now = timezone.localtime()
    shown = board(user, now)
    lines = with_hours(shown.drawn(shown.people), user, cast.ring(user), now)
    return next(line for line in lines if line.row.person == str(person.id))


def test_the_director_reads_the_day_and_whoever_opens_the_case_the_hour(cast, seen):
    page = files.browser(cast, cast.claire).get(BOARD).text.partition("<main")[2]
    assert seen.code_name in page
    # Two hours ago: in the first hours of the night that was yesterday.
    on = timezone.localdate(timezone.now() - timedelta(hours=2))
    assert f"{'today' if on == timezone.localdate() else 'yesterday'}, seen" in page
    assert line_of(cast, cast.noi, seen).heard is not None


def test_on_a_journey_that_has_not_left_her_case_says_when_she_was_seen(cast):
    here = scene(cast, n=1)
    was_seen(cast, here.case, here.people[0])
    page = files.browser(cast, cast.noi).get(reverse("journeys:journey", args=[here.journey.id]))
    assert "seen, " in page.text.partition("Last sign of life")[2]
    line = line_of(cast, cast.claire, here.people[0])
    assert line.row.sign.on == timezone.localdate(timezone.now() - timedelta(hours=2))


def test_a_sign_from_before_she_was_put_on_the_journey_asks_for_the_next_one_no_sooner(cast):
    here = scene(cast, n=1)
    due = line_of(cast, cast.noi, here.people[0]).row.due
    was_seen(cast, here.case, here.people[0], hours=24 * 9)
    line = line_of(cast, cast.noi, here.people[0])
    assert line.row.due == due
    assert line.row.sign is not None


def test_of_whom_her_case_says_that_she_was_seen_at_home_it_asks_for_the_next_sign_only(cast):
    here = scene(cast, n=1)
    week_ago = timezone.now() - timedelta(days=7)
    acts = {"journey": here.journey, "persons": here.people, "by": cast.sokha}
    record_event(kind="returned", at=week_ago, **acts)
    was_seen(cast, here.case, here.people[0], hours=0)
    seen = states_in(here.case, cast.sokha, cast.ring(cast.sokha))[here.people[0].id]
    line = line_of(cast, cast.noi, here.people[0])
    assert timezone.localdate(line.row.due) == timezone.localdate(week_ago) + timedelta(days=30)
    assert seen.state.next_due == line.row.due
