"""No link, calendar, stand-in or wrap does more than it was made for because somebody wrote in the
database that it does."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fanal.absences.models import StandIn
from fanal.absences.queries import whose_work
from fanal.accounts import actions as accounts
from fanal.accounts.actions import invitation_approval
from fanal.accounts.models import Invitation
from fanal.authority import genuine_rows, queries
from fanal.authority.failures import Unserved
from fanal.cases.actions.lists import make_feed
from fanal.cases.models import CalendarFeed
from fanal.core.errors import Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.actions import renewing
from fanal.keys.models import Grant, TeamKey
from fanal.organisation.actions import stand_ins
from tests import files
from tests.organisation.colleagues import let_in
from tests.security.planting import insert, row_of, swap, update

TODAY = timezone.localdate
DAY = timedelta(days=1)


def later():
    """As another request finds it."""
    genuine_rows.run()


# ── Links to come in ─────────────────────────────────────────────────────────
@pytest.fixture
def link(cast):
    told = {"display_name": "Mali", "role": Role.AUDITOR, "teams": [], "language": "en"}
    office = cast.bangkok.office
    token = accounts.invite(email="mali@example.org", office=office, by=cast.anan, **told)
    invitation = accounts.made(token)
    if invitation_approval.waits(invitation):
        invitation_approval.agree(invitation=invitation, by=cast.claire)
    later()
    assert accounts.invitation_for(token)
    return token, invitation


LINKS = {
    "used again": {"used": False},
    "past its end": {"until": timezone.now() + 90 * DAY},
    "as a director": {"role": "director"},
    "to another address": {"email": "thief@example.org"},
}


@pytest.mark.parametrize("attack", LINKS)
def test_a_link_lets_nobody_in_who_was_not_meant(link, attack):
    token, invitation = link
    if attack == "used again":
        Invitation.objects.filter(pk=invitation.pk).update(used=True)
    if attack == "past its end":
        Invitation.objects.filter(pk=invitation.pk).update(until=timezone.now() - DAY)
    update(Invitation, LINKS[attack], id=invitation.pk)
    later()
    assert accounts.invitation_for(token) is None
    assert any("invitations" in str(fault) for fault in queries.faults())


def test_a_link_of_another_brings_nobody_back_to_an_account(cast, link):
    token, invitation = link
    update(Invitation, {"user_id": cast.noi.pk}, id=invitation.pk)
    later()
    assert accounts.invitation_for(token) is None


def test_a_link_that_was_used_is_not_put_back(link):
    token, invitation = link
    before = row_of(Invitation, id=invitation.pk)
    accounts.accept(invitation=accounts.invitation_for(token), password_hash="!")
    update(Invitation, before, id=invitation.pk)
    later()
    assert accounts.invitation_for(token) is None


# ── Calendars ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("change", ["user_id", "with_hours"])
def test_a_calendar_is_of_nobody_else_and_says_no_hours_by_hand(cast, change):
    token = make_feed(user=cast.sokha, with_hours=False)
    value = cast.noi.pk if change == "user_id" else True
    update(CalendarFeed, {change: value}, user_id=cast.sokha.pk)
    assert Client().get(reverse("cases:feed", args=[token])).status_code == 404


# ── Who stands in ────────────────────────────────────────────────────────────
@pytest.fixture
def standing(cast):
    files.case_with_whereabouts(cast)
    bopha = let_in(cast)
    row = stand_ins.name_stand_in(
        away=cast.sokha,
        stand_in=bopha,
        team=cast.bangkok,
        since=TODAY(),
        until=TODAY() + DAY,
        **cast.acting(cast.noi),
    )
    later()
    assert cast.sokha.pk in whose_work(bopha)
    return bopha, row


MOVED = {
    "its last day": lambda cast, row: {"until": TODAY() + 90 * DAY},
    "for another": lambda cast, row: {"away_id": cast.noi.pk},
    "by another": lambda cast, row: {"stand_in_id": cast.kham.pk},
}


@pytest.mark.parametrize("attack", MOVED)
def test_nobody_stands_in_longer_for_another_or_instead(cast, standing, attack):
    bopha, row = standing
    update(StandIn, MOVED[attack](cast, row), id=row.pk)
    later()
    assert whose_work(bopha) == [bopha.pk]
    assert whose_work(cast.kham) == [cast.kham.pk]
    assert any("stands in" in str(fault) for fault in queries.faults())


def test_nobody_stands_in_again_after_it_ended(cast, standing):
    bopha, row = standing
    before = row_of(StandIn, id=row.pk)
    stand_ins.end(row=row, by=cast.noi)
    insert(StandIn, **before)
    later()
    assert whose_work(bopha) == [bopha.pk]


# ── Wraps ────────────────────────────────────────────────────────────────────
def test_wraps_that_changed_places_open_nothing(cast):
    one, other = files.case(cast), files.case(cast)
    first, second = _of_team(one), _of_team(other)
    swap(Grant, "wrapped", first.pk, second.pk)
    later()
    assert NARRATIVE not in cast.ring(cast.noi).compartments(one.id)
    assert any("grants" in str(fault) for fault in queries.faults())


def _of_team(case):
    return Grant.objects.exclude(to_team_key=None).get(folder=case.id)


def test_a_team_key_of_before_is_put_in_force_again_by_nobody(cast):
    before = row_of(TeamKey, team_id=cast.bangkok.pk)
    renewing.replace_team_key(cast.bangkok, None)
    new = renewing.team_key_of_today(cast.bangkok)
    update(TeamKey, {"retired": TODAY()}, id=new.pk)
    update(TeamKey, before, id=before["id"])
    with suppress(Unserved, Refused):
        later()
        case = files.case(cast)
        assert not Grant.objects.filter(folder=case.id, to_team_key=before["id"]).exists()
    assert any("keys of teams" in str(fault) for fault in queries.faults())
