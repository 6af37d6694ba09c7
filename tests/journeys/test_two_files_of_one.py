"""A girl of whom Bangkok and Vientiane each have a file, by a two-country file: whoever reads both
cases counts her once, with both teams; each team reads her as before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents
from fanal.cases.queries import lists
from fanal.journeys.actions import legs
from fanal.journeys.queries.tonight import board
from fanal.sharing.actions import shared
from tests import files
from tests.journeys.scene import hand_over, scene
from tests.kept import kept
from tests.sharing.transfers import agreed, told_case


@pytest.fixture
@kept
def here(cast):
    found = told_case(cast)
    found.shared = agreed(cast, found)
    return found


def tonight(user):
    return board(user, timezone.localtime())


def everywhere(cast):
    return lists.overview(cast.claire, timezone.localdate())[1]


def test_the_direction_reads_and_counts_her_once(cast, here):
    files.in_danger(cast, here.case)
    seen = tonight(cast.claire)
    (line,) = seen.lines
    assert line.of_teams == {"Bangkok", "Vientiane"}
    assert (seen.danger, seen.number_shown_by(""), len(seen.urgent)) == (1, 1, 1)


@pytest.mark.parametrize("who", ["noi", "somchit"])
def test_each_team_reads_its_own_file_alone(cast, here, who):
    (line,) = tonight(getattr(cast, who)).lines
    assert line.others == ()


def test_the_worse_of_both_is_what_stands_there(cast, here):
    files.in_danger(cast, here.case)
    (hers,) = tonight(cast.noi).people
    (shown,) = tonight(cast.claire).people
    assert (shown.told.code, shown.row.colour) == (hers.told.code, hers.row.colour)


def test_of_each_of_both_teams_she_is_shown_to_the_direction(cast, here):
    seen = tonight(cast.claire)
    for team in ("Bangkok", "Vientiane"):
        assert seen.of_team(team, seen.people) == (team, seen.people)


def test_the_overview_counts_her_in_each_team_and_once_in_all(cast, here):
    before = everywhere(cast)
    files.in_danger(cast, here.case)
    teams, people = lists.overview(cast.claire, timezone.localdate())
    assert people["in_danger"] == 1 == sum(row.in_danger for row in teams)
    # Nobody has said of either file who she is with: one person.
    assert before["without_custodian"] == 1
    page = files.browser(cast, cast.claire).get(reverse("cases:today"))
    assert page.context["seen"].board.danger == 1


def test_neither_needs_to_say_to_the_other_how_she_is(cast, here):
    shared.choose_fields(side=here.sides[cast.bangkok.pk], fields=["code_name"], by=cast.noi)
    assert len(tonight(cast.claire).people) == 1


def test_once_the_file_has_ended_nobody_says_that_they_are_one(cast, here):
    shared.end(side=here.sides[cast.bangkok.pk], **cast.acting(cast.noi))
    assert len(tonight(cast.claire).people) == 2


def test_whoever_travels_by_one_of_them_is_counted_as_travelling_once(cast):
    made = scene(cast, n=1)
    (hers,) = made.people
    write = {"case": made.case, **cast.acting(cast.sokha)}
    consents.record_consent(person=hers, purpose="referral", answer="given", **write)
    agreed(cast, made)
    start, _bridge, end = made.areas
    leaves = timezone.localtime().replace(second=0, microsecond=0) - timedelta(hours=1)
    legs.add_leg(
        journey=made.journey, start=start, end=end, custodian=made.escort, leaves=leaves,
        arrives=leaves + timedelta(hours=5), by=cast.sokha,
    )  # fmt: skip
    hand_over(made, made.shelter, made.escort, made.people, made.people)
    seen = tonight(cast.claire)
    assert seen.number_shown_by("") == 1
    assert seen.number_shown_by("journey") == len(seen.shown_by("journey")) == 1
    assert seen.number_shown_by("case") == 0
