"""Whoever is named to be called or asked is said to be away where she is, with until when, and stands
last: nobody waits at night for the answer of a colleague on leave."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.absences.models import StandIn
from fanal.accounts.deciders import directors_to_call, named, nobody, waits_for
from fanal.authority import genuine_rows
from fanal.colleagues.lost_devices import administrators_but
from fanal.core.roles import Role
from fanal.shelters.queries.today_rows import _who_settles
from tests import files
from tests.shelters.scene import scene, sleeps

AWAY = "(away from "


def is_away(cast, who, team):
    today = timezone.localdate()
    days = {"since": today, "until": today + timedelta(days=3)}
    asked = {"asked_by": who, "asked_on": today, "agreed_on": today}
    StandIn.objects.create(away=who, stand_in=cast.noi, team=team, **days, **asked)
    genuine_rows.run()


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ADMINISTRATOR])
def test_of_two_who_do_the_same_whoever_is_away_stands_last_with_her_days(cast, role):
    first = cast.claire if role == Role.DIRECTOR else cast.anan
    other = cast.join("zoe", "Zoe", role, "Bangkok")
    is_away(cast, first, cast.bangkok)

    def names():
        if role == Role.DIRECTOR:
            return named(directors_to_call(cast.sokha))
        return administrators_but(cast.sokha)

    assert names()[0] == str(other)
    assert names()[-1].startswith(f"{first} {AWAY}")


def test_who_decides_is_said_to_be_away_too(cast):
    is_away(cast, cast.claire, cast.bangkok)
    assert AWAY in waits_for([cast.claire])
    assert AWAY in nobody("opening", cast.sokha)
    assert AWAY not in waits_for([cast.noi])


def test_who_can_settle_the_count_of_an_evening_is_said_to_be_away_too(cast):
    here = scene(cast)
    stay = sleeps(cast, here)
    before = _who_settles(here.shelter, stay)
    is_away(cast, cast.rith, here.shelter.team)
    assert not any(AWAY in name for name in before)
    assert any(name.startswith(f"{cast.rith} {AWAY}") for name in _who_settles(here.shelter, stay))


def test_after_an_emergency_who_can_review_it_is_said_to_be_away_too(cast):
    case = files.case(cast)
    is_away(cast, cast.claire, cast.bangkok)
    sent = {"code_name": case.code_name, "ground": "danger_now", "reason": files.WHY}
    page = files.browser(cast, cast.kham).post(reverse("cases:emergency"), sent, follow=True).text
    assert f"{cast.claire} {AWAY}" in page
