"""What came in between: it was decided, ended or closed since the page was opened. Nothing is done twice,
and nothing for somebody who may not any more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.absences.models import StandIn, TravelMode
from fanal.accounts.actions import end_account
from fanal.accounts.models import Team, User
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.organisation.actions import stand_ins, successions
from fanal.organisation.changes.reach import REACH
from fanal.organisation.changes.successions import SUCCESSION
from fanal.organisation.changes.teams import CLOSING
from fanal.partners.actions.areas import add_area
from fanal.partners.models import Area
from tests import files
from tests.journal import entries
from tests.organisation.colleagues import let_in, stands_in
from tests.organisation.test_stand_ins import DAY, days

TODAY = timezone.localdate()


# ── Standing in ──────────────────────────────────────────────────────────────
def test_nobody_of_another_team_stands_in(cast):
    with pytest.raises(BadInput, match="this colleague cannot stand in for her"):
        stands_in(cast, cast.linh, cast.sokha)
    assert not StandIn.objects.exists()


def test_who_cannot_stand_in_any_more_is_agreed_to_by_nobody(cast):
    bopha = let_in(cast)
    row = stands_in(cast, bopha, cast.sokha, by=cast.sokha)
    User.objects.filter(pk=bopha.pk).update(is_active=False)
    with pytest.raises(Refused, match="this colleague cannot stand in for her"):
        stand_ins.agree(row=row, by=cast.noi)
    assert StandIn.objects.get().agreed_on is None


def test_a_stand_in_ends_once(cast, case):
    row = stands_in(cast, let_in(cast), cast.sokha)
    stand_ins.end(row=row, by=cast.noi)
    with pytest.raises(Refused, match="This has ended already"):
        stand_ins.end(row=row, by=cast.sokha)
    assert len(entries("stand_in.ended")) == 1


def test_nobody_stands_in_for_a_colleague_whose_account_ended(cast, case):
    stands_in(cast, let_in(cast), cast.sokha)
    end_account(user=cast.sokha, by=cast.anan)
    assert not StandIn.objects.exists()
    assert len(entries("stand_in.ended")) == 1


# ── Travel mode ──────────────────────────────────────────────────────────────
def leaves(cast):
    until = days(TODAY, TODAY + 6 * DAY)
    told = {name: value for name, value in until.items() if name.startswith("until")}
    return files.browser(cast, cast.sokha).post(reverse("organisation:travel"), told, follow=True)


def test_travel_mode_begins_once_on_two_pages(cast, case):
    leaves(cast)
    leaves(cast)
    assert TravelMode.objects.count() == 1
    assert len(entries("travel.begun")) == 1


def test_who_is_not_in_travel_mode_asks_nobody_to_let_her_back(cast):
    sokha = files.browser(cast, cast.sokha)
    answer = sokha.post(reverse("organisation:ask_back"), follow=True)
    assert "You are not in travel mode." in answer.text
    assert not entries("travel.back_asked")


def test_asked_twice_to_be_let_back_it_is_asked_once(cast, case):
    leaves(cast)
    for _press in range(2):
        files.browser(cast, cast.sokha).post(reverse("organisation:ask_back"), follow=True)
    assert len(entries("travel.back_asked")) == 1


# ── Who follows ──────────────────────────────────────────────────────────────
def test_where_nobody_is_named_nothing_is_handed_on(cast):
    with pytest.raises(Refused, match="Nobody is named who follows you"):
        successions.hand_on(**cast.acting(cast.claire))


def test_of_who_holds_nothing_alone_nobody_is_named(cast):
    lou = cast.join("lou", "Lou Petit", Role.DIRECTOR, "Bangkok")
    wanted = {"to": str(lou.pk)}
    with pytest.raises(Refused, match="Nothing is sealed to her by name that nobody else opens"):
        SUCCESSION.check(cast.claire.pk, wanted)
    end_account(user=lou, by=cast.anan)
    with pytest.raises(BadInput, match="choose one of these colleagues"):
        SUCCESSION.check(cast.claire.pk, wanted)


# ── Teams, and where they go ─────────────────────────────────────────────────
def test_what_is_said_of_where_a_team_goes_is_looked_at_again(cast):
    area = add_area(code="MM", name="Myanmar", kind="country", by=cast.noi)
    wanted = {"team": str(cast.bangkok.pk), "area": str(area.pk), "days": 2}
    REACH.check(cast.bangkok.pk, wanted)
    with pytest.raises(BadInput, match="between 0 and 60"):
        REACH.check(cast.bangkok.pk, wanted | {"days": 61})
    Area.objects.filter(pk=area.pk).update(valid_until=TODAY)
    with pytest.raises(BadInput, match="This area is not known"):
        REACH.check(cast.bangkok.pk, wanted)
    Team.objects.filter(pk=cast.bangkok.pk).update(closed_on=TODAY)
    with pytest.raises(BadInput, match="This team was closed"):
        REACH.check(cast.bangkok.pk, wanted)


def test_a_team_is_closed_once(cast):
    Team.objects.filter(pk=cast.saigon.pk).update(closed_on=TODAY)
    with pytest.raises(Refused, match="This team was closed already"):
        CLOSING.check(cast.saigon.pk, {"closed": True})
