"""Who of us can decide a request: told to whoever asks, and mailed once."""

from datetime import date

import pytest

from fanal.accounts import deciders
from fanal.accounts.actions import end_account
from fanal.accounts.models import Membership
from fanal.core.roles import Role
from tests.decisions.newcomers import bopha

TODAY = date(2026, 3, 2)


@pytest.fixture
def waiting(cast):
    """A new colleague of Bangkok, whom a lead has to let in."""
    return Membership.objects.get(user=bopha(cast), team=cast.bangkok)


def test_whoever_may_decide_is_named_and_nobody_else(cast, waiting):
    assert deciders.who_decides("team_key", waiting.id) == [cast.noi]
    told = deciders.who_is_asked("team_key", waiting.id, waiting.user)
    assert told == "It waits for a second person: Noi Saetang. They find it under “Decisions”."


def test_where_nobody_is_left_the_directors_are_named_in_their_order(cast, waiting):
    cast.join("aline", "Aline", Role.DIRECTOR, "Vientiane")
    end_account(user=cast.noi, by=cast.anan)
    told = deciders.who_is_asked("team_key", waiting.id, waiting.user)
    assert "nobody can decide it now" in told
    assert told.endswith("Call Aline, Claire Morel.")


def test_a_mail_is_owed_once_for_each_and_again_where_it_waits_anew(cast, waiting):
    assert deciders.newly_asked(TODAY) == {cast.noi}
    assert deciders.newly_asked(TODAY) == set()
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    assert deciders.newly_asked(TODAY) == {nok}
