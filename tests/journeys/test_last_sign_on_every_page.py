"""The last sign of life that a case knows is never shown as none: before she leaves, or by its day."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.queries.present import states_in
from fanal.journeys.actions import events, plans
from fanal.journeys.actions.events import record_event
from fanal.journeys.models import JourneyEvent
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


def was_seen(cast, case, person, hours=2, sign="seen", **more):
    record_sign(
        case=case,
        person=person,
        sign=sign,
        said_at=timezone.now() - timedelta(hours=hours),
        **more,
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


def test_of_a_call_without_the_word_the_row_that_stays_red_says_that_it_is_no_proof(cast):
    here = scene(cast, n=1)
    ago = timezone.now() - timedelta(days=8)
    record_event(kind="returned", at=ago, journey=here.journey, persons=here.people, by=cast.sokha)
    was_seen(
        cast, here.case, here.people[0], hours=0, sign="spoken_to", with_whom="family",
        with_name="Her mother",
    )  # fmt: skip
    plans.debrief(journey=here.journey, words="She is home.", by=cast.sokha)
    for address in (reverse("cases:today"), BOARD, reverse("journeys:print_board")):
        page = files.main_of(cast, cast.noi, address)
        assert "spoken to, without the code word (no proof)" in page
    # Nor does her case wait for less than the board.
    due = line_of(cast, cast.noi, here.people[0]).row.due
    state = states_in(here.case, cast.sokha, cast.ring(cast.sokha))[here.people[0].id].state
    assert (state.next_due, state.late) == (due, True)
    page = files.main_of(cast, cast.sokha, reverse("cases:case", args=[here.case.id]))
    assert "Not heard from since" in page
    assert "Not heard from since today" not in page
    was_seen(cast, here.case, here.people[0], hours=0)
    assert "no proof" not in files.main_of(cast, cast.noi, BOARD)


# A sign of life of which nobody knows the hour: the day alone, and no more is claimed of it.
DAY = timedelta(days=1)


def says(cast, here, **at):
    address = reverse("journeys:sign", args=[here.journey.id])
    asked = {"persons": [str(here.people[0].id)], "sign": "seen"}
    return files.browser(cast, cast.sokha).post(address, asked | at)


def row(cast, here):
    seen = board(cast.noi, timezone.localtime())
    return next(person.row for person in seen.people if person.file == here.people[0].id)


def test_the_day_alone_is_kept_and_shown_without_an_hour(cast, here):
    day = timezone.localdate() - DAY
    assert says(cast, here, at=str(day)).status_code == 302
    told = [happening.event() for happening in JourneyEvent.objects.all()]
    assert [one.day for one in told if one.sign] == [day]
    text = (
        files.browser(cast, cast.sokha)
        .get(reverse("journeys:journey", args=[here.journey.id]))
        .text
    )
    assert "seen, yesterday\n" in text


def test_the_next_one_is_due_as_if_it_was_at_the_beginning_of_that_day(cast, here):
    day = timezone.localdate() - DAY
    says(cast, here, at=str(day))
    begins = timezone.make_aware(datetime.combine(day, time()))
    assert row(cast, here).due == begins + timedelta(days=here.journey.prepare_days)


def test_its_day_is_the_same_for_whoever_reads_in_another_time_zone(cast, here):
    day = timezone.localdate() - DAY
    events.sign_of_life(
        journey=here.journey, persons=here.people, sign="seen", at=day, by=cast.sokha
    )
    with timezone.override("America/New_York"):
        assert row(cast, here).sign.said == day
        assert row(cast, here).sign.on == day


def test_an_hour_is_kept_as_before_and_a_day_to_come_is_refused(cast, here):
    at = timezone.localtime() - timedelta(hours=3)
    assert says(cast, here, at=f"{at:%Y-%m-%dT%H:%M}").status_code == 302
    assert row(cast, here).sign.day is None
    assert says(cast, here, at=str(timezone.localdate() + 2 * DAY)).status_code == 422


def test_on_the_way_a_later_sign_of_her_case_stands_before_that_of_the_journey(cast):
    here = scene(cast, n=1)
    (her,) = here.people
    ago = timezone.now() - timedelta(days=2)
    way = {"journey": here.journey, "persons": [her], "by": cast.sokha}
    record_event(kind="departed", at=ago, happened=True, **way)
    before = line_of(cast, cast.noi, her)
    was_seen(cast, here.case, her)
    line = line_of(cast, cast.noi, her)
    assert line.last_sign.said > line.row.sign.at
    # The journey waits for its own: nothing is put off by it.
    assert line_of(cast, cast.noi, her).row.due == before.row.due
    on = timezone.localdate(timezone.now() - timedelta(hours=2))
    day = "today" if on == timezone.localdate() else "yesterday"
    assert f"{day}, seen" in files.main_of(cast, cast.claire, BOARD)
