"""Finding F1b: a signature says who signed, and gives nobody the right to sign."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import Invitation, InvitationTeam, Membership, Team, User
from fanal.authority import genuine_rows
from fanal.authority.models import RowFinding
from fanal.core.sealing import wraps
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, Compartment, in_order
from fanal.core.sealing.failures import NotGranted
from fanal.keys.actions import create_folder, grant, renew, revoke
from fanal.keys.models import Folder, Grant, TeamKey, TeamKeyHolder
from fanal.people.folders import make_folder
from fanal.people.models import EmergencyGroup
from tests import files
from tests.security import planting
from tests.shares import strangers

ALL = ",".join(in_order(Compartment))


@pytest.fixture
def folder(cast):
    folder = uuid4()
    create_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
    return folder


def planted(cast, row, secret, signer, reading):
    """A row written with the client of the database, signed with the private key of `signer`."""
    pair, private = cast.private[signer.pk]
    row.granter = pair
    row.wrapped = wraps.wrap(bytes(reading), secret, row.statement().context())
    row.signature = private.sign(row.statement().encoded())
    more = {"reason": row._meta.get_field("reason").get_default()} if hasattr(row, "reason") else {}
    columns = {
        field.column: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in ("since", "attested_version", "attestation", *more)
    }
    from fanal.sealed.server_key import seal_text

    if more:
        columns["reason"] = seal_text("", "keys.grant.reason")
    planting.insert(type(row), since="2026-03-01", **columns)


def own_key_for(cast, folder, team, signer, generation=7):
    """Attack A: a data key that she chose, in the name of a generation that nobody made."""
    key = TeamKey.objects.get(team=team)
    row = Grant(
        folder_id=folder,
        generation=generation,
        compartments="narrative",
        to_team_key=key,
        fingerprint=key.public().fingerprint(),
    )
    planted(cast, row, b"M" * 32, signer, key.reading)


@pytest.mark.parametrize(
    "who",
    strangers(
        ["sokha", "mai", "vera", "duc", "anan", "claire"],
        "nobodys private key makes a data key of her own choice",
    ),
)
@pytest.mark.parametrize("generation", [1, 7])
def test_nobodys_private_key_makes_a_data_key_of_her_own_choice(cast, folder, who, generation):
    before = cast.ring(cast.sokha).newest_key(folder, NARRATIVE)
    own_key_for(cast, folder, cast.bangkok, getattr(cast, who), generation)
    assert cast.ring(cast.sokha).newest_key(folder, NARRATIVE) == before
    if generation == 7:
        planting.update(Folder, {"generation": 7}, id=folder)
        with pytest.raises(NotGranted):
            cast.ring(cast.sokha).newest_key(folder, NARRATIVE)


def test_the_private_key_of_an_ended_account_makes_none(cast, folder):
    before = cast.ring(cast.sokha).newest_key(folder, NARRATIVE)
    end_account(user=cast.mai, by=cast.anan)
    own_key_for(cast, folder, cast.bangkok, cast.mai)
    assert cast.ring(cast.sokha).newest_key(folder, NARRATIVE) == before


def test_new_keys_are_wrapped_to_nobody_who_put_in_a_grant(cast, folder):
    """Attack B: a grant of rubbish, so that the house wraps the next keys to her."""
    mine = cast.private[cast.mai.pk][0]
    planting.insert(
        Grant,
        folder_id=folder,
        generation=1,
        compartments=ALL,
        to_keys_id=mine.pk,
        wrapped=b"garbage",
        fingerprint=b"x" * 32,
        signature=b"y" * 64,
        since="2026-03-01",
        reason=b"",
    )
    renew(folder)
    assert not Grant.objects.filter(folder=folder, generation=2, to_keys=mine).exists()


def test_a_grant_put_in_by_hand_shows_no_page(cast):
    case = files.case(cast)
    browser = files.browser(cast, cast.mai)
    mine = cast.private[cast.mai.pk][0]
    planting.insert(
        Grant,
        folder_id=case.id,
        generation=1,
        compartments="legal",
        to_keys_id=mine.pk,
        wrapped=b"garbage",
        fingerprint=b"x" * 32,
        signature=b"y" * 64,
        since="2026-03-01",
        reason=b"",
    )
    assert browser.get(f"/cases/{case.id}/").status_code == 404
    assert case.code_name not in browser.get("/cases/").text


@pytest.mark.parametrize("team", ["bangkok", "saigon"])
def test_a_grant_that_was_taken_back_does_not_come_back_with_its_old_row(cast, folder, team):
    options = {"folder": folder, "to": cast.mai, "by": cast.noi}
    (made,) = grant(compartments=[LEGAL], ring=cast.ring(cast.noi), **options)
    old = planting.row_of(Grant, id=made.pk)
    revoke(**options)
    planting.put_back(Grant, old)
    assert not cast.ring(cast.mai).compartments(folder)
    renew(folder)
    assert not Grant.objects.filter(folder=folder, generation=2, to_keys__user=cast.mai).exists()


def test_a_grant_turned_to_another_holder_opens_nothing(cast, folder):
    (made,) = grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    other = cast.private[cast.duc.pk][0]
    planting.update(Grant, {"to_keys_id": other.pk}, id=made.pk)
    assert not cast.ring(cast.duc).compartments(folder)
    assert not cast.ring(cast.mai).compartments(folder)


def test_a_team_key_given_by_a_private_key_alone_is_not_held(cast, folder):
    key = TeamKey.objects.get(team=cast.bangkok)
    mine = cast.private[cast.mai.pk][0]
    secret = cast.ring(cast.sokha).team_secret(key.pk)
    row = TeamKeyHolder(team_key=key, to_keys=mine, fingerprint=mine.public().fingerprint())
    planted(cast, row, secret, cast.sokha, mine.reading)
    assert not cast.ring(cast.mai).compartments(folder)
    with pytest.raises(NotGranted):
        cast.ring(cast.mai).team_secret(key.pk)


def test_a_folder_moved_to_another_team_is_granted_and_renewed_by_nobody(cast, folder):
    from fanal.authority.attested import Unauthentic

    planting.update(Folder, {"team_id": cast.saigon.pk}, id=folder)
    with pytest.raises(Unauthentic):
        renew(folder)
    with pytest.raises(Unauthentic):
        grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_case_moved_to_another_team_by_hand_opens_to_nobody(cast, folder_too):
    case = files.case(cast)
    planting.update(type(case), {"team_id": cast.saigon.pk}, id=case.id)
    if folder_too:
        planting.update(Folder, {"team_id": cast.saigon.pk}, id=case.id)
    assert files.browser(cast, cast.linh).get(f"/cases/{case.id}/").status_code == 404


# Finding F1: five rows put in with the client of the database, and what they open now.
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
