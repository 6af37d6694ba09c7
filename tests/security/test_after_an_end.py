"""What still answers after an end, asked at every address of the house: an account that has ended, a colleague
who went to another team, a role that was taken away.

What she once made herself, holds by name or has in hand is asked for like all else: a right that follows from
having been there is one that nobody takes away.
"""

import pytest
from django.urls import reverse

from fanal.accounts.actions import end_account
from fanal.core.roles import Role
from tests.changed_accounts import changed
from tests.security.test_exclusion import opens
from tests.security.test_matrix import NAMING, UNNAMED, may_open, nothing, there
from tests.security.world import undone
from tests.shares import share

pytestmark = pytest.mark.django_db
SHARE = 9  # of the addresses, in make test
# What of `NAMING` is of no team, and why it stays.
STAYS = {
    **dict.fromkeys(("partners", "organisation:reform"), "the directory of all teams"),
    **dict.fromkeys(("accounts:end_session", "keys:draft", "cases:forget_list"), "her own"),
    **{f"services:{one}offer": "the catalogue of all teams" for one in ("", "change_", "confirm_", "end_")},
    "organisation:end_stand_in": "her own leave",
    **{
        f"colleagues:{one}": "an incident that she reported"
        for one in ("incident", "note", "end", "seen")
    },
    "accounts:refused": "her own, of no file; of a file none (tests/decisions/test_refused.py)",
    "journeys:list": "of all journeys, but none of them",
    **dict.fromkeys(("funds:advance", "funds:take_advance_back", "funds:advance_lost"), "money that she has in hand"),
}  # fmt: skip
# Where the team has no lead any more, whoever works there is the second person.
WITHOUT_A_LEAD = {"reintegration:agree_end"}


def hers(who):
    found = [(name, keys) for name, keys in NAMING if may_open(who, name)]
    found = [one for one in found if not {one[0], one[0].split(":")[0]} & set(STAYS)]
    return share(found, SHARE, lambda one: f"{who} {one[0]} end")


def still_open(world, page, who):
    none = nothing(page)
    return [found for name, keys in hers(who) for found in opens(world, page, none, name, keys)]


@pytest.mark.asvs("V7.4.2")
@pytest.mark.parametrize("who", ["sokha", "noi", "claire"])
def test_the_browser_of_an_ended_account_is_a_stranger_s_at_every_address(world, browser, who):
    page, stranger = browser(who), browser(who)
    stranger.cookies.clear()
    end_account(user=getattr(world.cast, who), by=world.cast.anan)
    opened = [(name, keys) for name, keys in (*NAMING, *UNNAMED) if not keys or may_open(who, name)]
    for name, keys in share(opened, SHARE, lambda one: f"{who} {one[0]} ended"):
        address, held = (
            reverse(name, kwargs=there(world, name, keys) if keys else {}),
            dict(page.cookies),
        )
        for method in ("get", "post"):
            with undone(page):
                answer = getattr(page, method)(address)
            with undone(stranger):
                theirs = getattr(stranger, method)(address)
            assert (answer.status_code, answer.get("Location")) == (
                theirs.status_code,
                theirs.get("Location"),
            ), (name, method)
            page.cookies.update(held)  # kept, as by somebody who took the device


@pytest.mark.asvs("V8.2.1")
def test_who_went_to_another_team_reads_nothing_more_of_the_first(world, browser):
    cast = world.cast
    changed(cast.sokha, cast.claire, teams=[str(cast.saigon.pk)])
    assert still_open(world, browser("sokha"), "sokha") == []


@pytest.mark.asvs("V8.2.1")
@pytest.mark.parametrize("role", [Role.DATA_ANALYST, Role.PREVENTION_OFFICER])
def test_whose_role_was_taken_away_reads_nothing_more_of_cases(world, browser, role):
    cast = world.cast
    changed(cast.sokha, cast.claire, role=role, teams=[])
    assert still_open(world, browser("sokha"), "sokha") == []


def test_a_lead_who_is_one_no_more_decides_nothing(world, browser):
    """What a worker of the team may do stays; what a lead alone may does not."""
    cast = world.cast
    changed(cast.noi, cast.claire, role=Role.CASE_WORKER)
    page = browser("noi")
    none = nothing(page)
    lead_only = [one for one in hers("noi") if not may_open("sokha", one[0])]
    lead_only = [one for one in lead_only if one[0] not in WITHOUT_A_LEAD]
    found = [one for name, keys in lead_only for one in opens(world, page, none, name, keys)]
    assert found == []
