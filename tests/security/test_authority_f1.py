"""Finding F1: five rows put in with the client of the database, and what they open now."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from fanal.accounts.models import Invitation, InvitationTeam, Membership, Team, User
from fanal.authority import genuine_rows
from fanal.authority.models import RowFinding
from fanal.keys.actions import create_folder
from fanal.keys.models import Grant, TeamKey
from fanal.people.folders import make_folder
from fanal.people.models import EmergencyGroup
from tests import files
from tests.security import planting

TOKEN = "a-text-of-her-own"


@pytest.fixture
def thief(cast):
    """A team of her own, an invitation that looks agreed to, and the team as emergency group."""
    team, invitation = uuid4(), uuid4()
    planting.insert(Team, id=team, name="Archive", office_id=cast.bangkok.office_id)
    planting.insert(
        Invitation,
        id=invitation,
        email="thief@example.org",
        display_name="Thief",
        language="en",
        token=hashlib.sha256(b"invitation|" + TOKEN.encode()).hexdigest(),
        role="team_lead",
        office_id=cast.bangkok.office_id,
        user_id=None,
        by_id=None,
        used=False,
        agreed_by_id=None,
        until=(timezone.now() + timedelta(days=9)).replace(tzinfo=None).isoformat(" "),
        asked_on=timezone.localdate().isoformat(),
        agreed_on=timezone.localdate().isoformat(),
    )
    planting.insert(InvitationTeam, id=90, invitation_id=invitation, team_id=team)
    planting.insert(EmergencyGroup, id=1, team_id=team)
    return team


def test_her_invitation_makes_no_account(cast, thief):
    words = "seven quiet boats pass under us"
    answer = Client().post(f"/keys/invitation/{TOKEN}/", {"chosen": words, "again": words})
    assert answer.status_code != 200 or b"recovery" not in answer.content
    assert not User.objects.filter(email="thief@example.org").exists()
    assert not TeamKey.objects.filter(team=thief).exists()


def test_her_team_is_no_emergency_group(cast, thief):
    genuine_rows.run()
    assert not EmergencyGroup.objects.exists()
    assert not Team.objects.filter(pk=thief).exists()
    assert Invitation.objects.get().used
    case = files.case(cast)
    assert not Grant.objects.filter(folder=case.id, to_team_key__team=thief).exists()


def test_what_she_put_in_is_kept_and_told_once(cast, thief):
    for _twice in range(2):
        genuine_rows.run()
    found = RowFinding.objects.values_list("table", "why", "taken_out")
    assert sorted(found) == [
        ("accounts_invitation", "altered", False),
        ("accounts_invitation_teams", "altered", True),
        ("accounts_team", "altered", True),
        ("people_emergencygroup", "altered", True),
    ]


def test_nothing_is_wrapped_to_a_group_that_was_put_in_meanwhile(cast):
    genuine_rows.run()
    planting.insert(EmergencyGroup, id=1, team_id=cast.vientiane.pk)
    folder = uuid4()
    make_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
    assert not Grant.objects.filter(folder=folder, to_team_key__team=cast.vientiane).exists()


def test_a_membership_that_was_put_in_opens_no_case(cast):
    case = files.case(cast)
    browser = files.browser(cast, cast.linh)
    planting.insert(Membership, user_id=cast.linh.pk, team_id=cast.bangkok.pk, since="2026-01-01")
    assert browser.get(f"/cases/{case.id}/").status_code == 404
    assert not Membership.objects.filter(user=cast.linh, team=cast.bangkok).exists()


def test_where_she_sleeps_is_wrapped_to_no_lead_who_was_put_in(cast):
    planting.update(User, {"role": "team_lead"}, id=cast.linh.pk)
    planting.insert(Membership, user_id=cast.linh.pk, team_id=cast.bangkok.pk, since="2026-01-01")
    folder = uuid4()
    create_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
    assert not Grant.objects.filter(folder=folder, to_keys__user=cast.linh).exists()
