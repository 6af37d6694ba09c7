"""Whoever is told at night is somebody who can come: also on leave, with a mail server that was gone
over the weekend, by a clock that was wrong for an hour."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.cases.actions import emergencies
from fanal.cases.queries.today.to_do import to_do
from fanal.colleagues import actions as colleagues
from fanal.commands.mails import send_owed
from fanal.commands.sweep import sweep
from fanal.core.journeys.board import Colour
from fanal.core.journeys.tonight import DUE_TODAY
from fanal.journeys.actions.mails import owe
from fanal.journeys.queries.tonight import board
from fanal.organisation.actions import stand_ins, travel
from tests import files
from tests.journeys.scene import hand_over, scene
from tests.organisation.colleagues import let_in
from tests.shelters.scene import counts, sleeps
from tests.shelters.scene import scene as shelter_scene

HOUR = timedelta(hours=1)


@pytest.fixture
def here(cast):
    """One traveller, last seen two days ago: while it is prepared she is heard from each week."""
    return scene(cast, n=1)


def late(here, **more):
    """So long after the sign of life that was due on the fifth day from now."""
    return timezone.localtime() + timedelta(days=5, **more)


def told(now):
    genuine_rows.run()  # as each tick does
    mail.outbox.clear()
    sweep(now)
    return {one.to[0] for one in mail.outbox}


def goes_on_leave(cast, away, instead):
    """For a month; for the only lead of the team the direction agrees."""
    today = timezone.localdate()
    days = {"since": today, "until": today + timedelta(days=30)}
    row = stand_ins.name_stand_in(
        away=away, stand_in=instead, team=cast.bangkok, **days, **cast.acting(away)
    )
    stand_ins.agree(row=row, by=cast.claire if away == cast.noi else cast.noi)
    told(timezone.localtime())  # that it was decided


# ── On leave ─────────────────────────────────────────────────────────────────
def test_of_a_sign_that_stays_out_whoever_stands_in_for_the_lead_is_told_too(cast, here):
    bopha = let_in(cast)
    goes_on_leave(cast, cast.noi, bopha)
    assert bopha.email not in told(late(here, minutes=5))
    assert bopha.email in told(late(here, minutes=45))


def test_of_a_danger_whoever_stands_in_for_the_lead_is_told_too(cast):
    bopha = let_in(cast)
    goes_on_leave(cast, cast.noi, bopha)
    files.in_danger(cast, files.case(cast))
    assert told(timezone.localtime()) >= {cast.noi.email, bopha.email}


def test_a_stand_in_is_called_though_whoever_is_on_leave_is_in_travel_mode(cast, here):
    bopha = let_in(cast)
    goes_on_leave(cast, cast.sokha, bopha)
    travel.begin(user=cast.sokha, until=timezone.localdate() + timedelta(days=30), cases=[])
    assert told(late(here, minutes=5)) == {cast.noi.email, bopha.email}


def test_of_a_danger_that_none_of_the_team_can_be_told_of_the_direction_is(cast):
    case = files.case(cast)
    files.in_danger(cast, case)
    for one in (cast.sokha, cast.noi):
        emergencies.keep_out(case=case, user=one, reason="her cousin", by=cast.claire)
    assert cast.claire.email in told(timezone.localtime() + timedelta(days=1))


# ── Her telephone is lost ────────────────────────────────────────────────────
def loses_her_telephone(cast, who):
    colleagues.report(
        kind="device_taken",
        on=timezone.localdate(),
        words="At the bridge.",
        colleague=who,
        by=cast.mai,
    )
    told(timezone.localtime())  # that it was reported


def test_in_place_of_whoever_s_telephone_is_in_other_hands_the_leads_are_called_at_once(cast, here):
    loses_her_telephone(cast, cast.sokha)
    assert told(late(here, minutes=5)) == {cast.noi.email}


def test_nobody_is_called_who_stands_in_and_whose_telephone_is_in_other_hands(cast, here):
    bopha = let_in(cast)
    goes_on_leave(cast, cast.sokha, bopha)
    loses_her_telephone(cast, bopha)
    called = told(late(here, minutes=5))
    assert bopha.email not in called
    assert cast.noi.email in called


# ── Mail that fails, a clock that jumps ──────────────────────────────────────
def test_what_is_owed_anew_is_not_given_up_with_a_mail_of_days_ago(cast):
    now = timezone.localtime()
    owe([cast.noi], (now - timedelta(days=3)).date())
    owe([cast.noi], now.date())
    assert send_owed(now) == 1


def test_a_mail_that_waited_while_the_server_was_off_is_tried_before_it_is_given_up(cast):
    now = timezone.localtime()
    owe([cast.noi], (now - timedelta(days=3)).date())
    assert send_owed(now) == 1


def test_by_a_clock_that_was_ahead_for_an_hour_no_later_alarm_is_lost(cast, here):
    assert told(late(here, hours=3)) == {cast.sokha.email, cast.noi.email, cast.claire.email}
    assert told(timezone.localtime()) == set()
    assert told(late(here, minutes=5)) == {cast.sokha.email}
    assert told(late(here, minutes=45)) == {cast.noi.email}


# ── Between two hands ────────────────────────────────────────────────────────
def test_of_a_hand_over_that_nobody_confirms_all_are_told_one_after_the_other(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, [])
    now = timezone.localtime()
    told(now)  # that nothing is known of this escort
    assert told(now + HOUR / 2) == set()
    assert told(now + HOUR + timedelta(minutes=5)) == {cast.sokha.email}
    assert told(now + HOUR + timedelta(minutes=40)) == {cast.noi.email}
    assert told(now + 4 * HOUR) == {cast.claire.email}
    assert told(now + 5 * HOUR) == set()


def test_of_one_that_is_confirmed_nobody_is_told(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    assert told(timezone.localtime() + 4 * HOUR) == set()


def test_to_whom_she_was_handed_over_stands_beside_whoever_has_her(cast, here):
    hand_over(here, here.shelter, here.centre, here.people, [])
    (line,) = board(cast.noi, timezone.localtime()).lines
    assert line.custodian == "Shelter team, handed over to Transit centre"
    for user in (cast.noi, cast.claire):
        page = files.main_of(cast, user, reverse("journeys:board"))
        assert "Shelter team, handed over to Transit centre" in page


# ── Not seen, not heard from ─────────────────────────────────────────────────
def test_of_who_was_not_seen_at_the_count_the_leads_are_told_again_the_next_day(cast):
    shelter = shelter_scene(cast)
    stay = sleeps(cast, shelter)
    counts(cast, shelter, cast.rith, **{str(stay.id): "not_seen"})
    now = timezone.localtime()
    assert cast.noi.email in told(now)
    assert cast.noi.email in told(now + timedelta(days=1))


@pytest.fixture
def awaited(cast, monkeypatch):
    """Safe with her family; a sign of life was due half an hour ago, on the evening of this day."""
    case = files.case(cast)
    files.safe_at_home(cast, case)
    evening = timezone.now().replace(hour=13, minute=0)  # of UTC: the same day in both offices
    files.sign_due(case, evening + timedelta(days=1), cast.acting(cast.sokha))
    monkeypatch.setattr(timezone, "now", lambda: evening + timedelta(days=1, minutes=30))
    return case


def test_on_the_day_of_the_next_sign_nobody_is_as_planned(cast, awaited):
    (one,) = board(cast.noi, timezone.localtime()).people
    assert (one.row.colour, one.row.why) == (Colour.AMBER, (DUE_TODAY,))


def test_a_sign_that_was_due_this_evening_stays_on_the_start_page(cast, awaited):
    found = to_do(cast.sokha, cast.ring(cast.sokha), timezone.localtime())
    rows = [row for _day, some in found.days for row in some if "Sign of life" in row.title]
    assert [row.when for row in rows] == ["30 min late"]


def test_the_direction_and_whoever_takes_a_call_read_who_stands_in_for_the_lead(cast):
    files.in_danger(cast, files.case(cast))
    goes_on_leave(cast, cast.noi, let_in(cast))
    assert "Bopha Keo (for Noi Saetang" in files.start_page(cast, cast.claire)
    assert "Bopha Keo (for Noi Saetang" in files.main_of(cast, cast.sokha, reverse("intake:new"))
