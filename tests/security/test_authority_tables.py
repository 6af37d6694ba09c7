"""Each table that decides who reads what: rows put in, changed, swapped, put back and deleted."""

from datetime import UTC, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from fanal.absences.models import StandIn
from fanal.accounts.actions import end_account
from fanal.accounts.models import Invitation, InvitationTeam, Membership, Office, Team, User
from fanal.authority import genuine_rows, queries, reading
from fanal.authority.failures import NotWhole
from fanal.authority.tables import attested_models, deciding, table
from fanal.authority.values import written
from fanal.authority.words import called
from fanal.cases.actions.emergencies import break_glass, keep_out
from fanal.cases.models import BreakGlass, ConflictOfInterest
from fanal.core.roles import Role
from fanal.core.sealing.compartments import LEGAL
from fanal.keys import key_pairs
from fanal.keys.actions import create_folder, grant, revoke
from fanal.keys.models import (
    Folder,
    Grant,
    OrganisationKeys,
    TeamKey,
    TeamKeyHolder,
    UserKeys,
)
from fanal.partners.actions.partners import add_partner
from fanal.partners.models import Allowance
from fanal.people.actions.emergencies import make_emergency_group
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import EmergencyAccess, EmergencyGroup
from fanal.sealed.columns import sealed_columns
from tests import files
from tests.security.planting import delete, insert, put_back, row_of, swap, update
from tests.shares import mostly_long

DAY = "2026-03-01"


@pytest.fixture
def here(cast):
    """One folder, a grant, an emergency group, an invitation that waits and one that was used."""
    found = SimpleNamespace(cast=cast, folder=uuid4(), other=uuid4())
    create_folder(folder=found.folder, kind="case", team=cast.bangkok, by=cast.sokha)
    create_folder(folder=found.other, kind="case", team=cast.saigon, by=cast.linh)
    (found.grant,) = grant(
        folder=found.folder, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi)
    )
    found.group = make_emergency_group(
        name="Emergency", office=cast.bangkok.office, members=[], **cast.acting(cast.noi)
    )
    files.invited(cast)
    found.case = files.case(cast)
    found.glass = break_glass(case=found.case, reason=files.WHY, by=cast.kham)
    found.partner = add_partner(kind="organisation", name="Lanna", by=cast.noi)
    found.invitation = Invitation.objects.get()
    found.membership = Membership.objects.get(user=cast.sokha)
    genuine_rows.run()
    assert queries.faults() == [queries.NO_SECOND_PLACE]
    return found


def key_of(user):
    return UserKeys.objects.get(user=user, retired=None)


# Inserts.
def a_team(here):
    insert(Team, name="Archive", office_id=here.cast.bangkok.office_id)
    return Team


def an_office(here):
    insert(Office, name="Archive", country="TH")
    return Office


def an_account(here):
    insert(
        User,
        email="thief@example.org",
        password="x",
        display_name="Thief",
        role="director",
        office_id=here.cast.bangkok.office_id,
        joined=DAY,
    )
    return User


def a_membership(here):
    insert(Membership, user_id=here.cast.linh.pk, team_id=here.cast.bangkok.pk, since=DAY)
    return Membership


def a_copied_membership(here):
    """With the attestation of another row."""
    row = row_of(Membership, id=here.membership.pk)
    insert(Membership, **row | {"id": uuid4(), "user_id": here.cast.linh.pk})
    return Membership


def an_invitation(here):
    row = row_of(Invitation, id=here.invitation.pk)
    insert(Invitation, **row | {"id": uuid4(), "token": "f" * 64, "agreed_on": DAY})
    return Invitation


def a_team_of_an_invitation(here):
    insert(InvitationTeam, id=900, invitation_id=here.invitation.pk, team_id=here.cast.saigon.pk)
    return InvitationTeam


def a_pair(here):
    row = row_of(UserKeys, id=key_of(here.cast.mai).pk)
    insert(UserKeys, **row | {"id": uuid4(), "retired": DAY})
    return UserKeys


def a_team_key(here):
    row = row_of(TeamKey, team_id=here.cast.saigon.pk)
    insert(TeamKey, **row | {"id": uuid4(), "retired": DAY})
    return TeamKey


def a_holder(here):
    row = row_of(TeamKeyHolder, to_keys_id=key_of(here.cast.linh).pk)
    insert(TeamKeyHolder, **row | {"id": uuid4(), "to_keys_id": key_of(here.cast.mai).pk})
    return TeamKeyHolder


def a_copied_grant(here):
    row = row_of(Grant, id=here.grant.pk)
    insert(Grant, **row | {"id": uuid4(), "compartments": "medical"})
    return Grant


def a_folder(here):
    insert(Folder, id=uuid4(), kind="case", team_id=here.cast.bangkok.pk, made=DAY)
    return Folder


def a_stand_in(here):
    insert(
        StandIn,
        away_id=here.cast.sokha.pk,
        stand_in_id=here.cast.kham.pk,
        since=DAY,
        until=DAY,
        team_id=here.cast.bangkok.pk,
        asked_by_id=here.cast.sokha.pk,
        asked_on=DAY,
        agreed_on=DAY,
    )
    return StandIn


def an_emergency(here):
    later = timezone.now() + timedelta(days=1)
    insert(
        BreakGlass,
        case_id=here.case.id,
        user_id=here.cast.kham.pk,
        reason=b"",
        remark=b"",
        at=_moment(timezone.now()),
        until=_moment(later),
    )
    return BreakGlass


def an_open_file(here):
    later = timezone.now() + timedelta(days=1)
    insert(
        EmergencyAccess,
        person_id=here.case.people.get().id,
        user_id=here.cast.kham.pk,
        until=_moment(later),
    )
    return EmergencyAccess


def an_allowance(here):
    insert(
        Allowance,
        partner_id=here.partner.id,
        first_id=here.cast.noi.pk,
        reason=b"",
        second_id=here.cast.claire.pk,
        on=DAY,
        until="2099-01-01",
    )
    return Allowance


# Updates.
def an_emergency_for_longer(here):
    later = timezone.now() + timedelta(days=900)
    update(BreakGlass, {"until": _moment(later)}, id=here.glass.pk)
    return BreakGlass


def an_emergency_of_another(here):
    update(BreakGlass, {"user_id": here.cast.linh.pk}, id=here.glass.pk)
    return BreakGlass


def a_role(here):
    update(User, {"role": "team_lead"}, id=here.cast.duc.pk)
    return User


def an_ended_account_revived(here):
    end_account(user=here.cast.duc, by=here.cast.anan)
    genuine_rows.run()
    update(User, {"is_active": True}, id=here.cast.duc.pk)
    return User


def a_hash_of_a_pass_phrase(here):
    stolen = row_of(User, id=here.cast.duc.pk)["password"]
    update(User, {"password": stolen + "x"}, id=here.cast.claire.pk)
    return User


def a_name(here):
    update(User, {"display_name": "Noi Saetang"}, id=here.cast.duc.pk)
    return User


def an_address(here):
    update(User, {"email": "other@example.org"}, id=here.cast.noi.pk)
    return User


def an_office_of_a_team(here):
    update(Team, {"office_id": here.cast.saigon.office_id}, id=here.cast.bangkok.pk)
    return Team


def a_country(here):
    update(Office, {"country": "XX"}, id=here.cast.bangkok.office_id)
    return Office


def a_team_of_a_membership(here):
    update(Membership, {"team_id": here.cast.saigon.pk}, id=here.membership.pk)
    return Membership


def a_person_of_a_membership(here):
    update(Membership, {"user_id": here.cast.duc.pk}, id=here.membership.pk)
    return Membership


def an_invitation_agreed_to(here):
    update(Invitation, {"agreed_on": DAY}, id=here.invitation.pk)
    return Invitation


def an_invitation_to_another_role(here):
    update(Invitation, {"role": "administrator"}, id=here.invitation.pk)
    return Invitation


def an_invitation_for_longer(here):
    later = timezone.now() + timedelta(days=900)
    update(Invitation, {"until": later.replace(tzinfo=None).isoformat(" ")}, id=here.invitation.pk)
    return Invitation


def an_invitation_into_another_team(here):
    update(InvitationTeam, {"team_id": here.cast.saigon.pk}, invitation_id=here.invitation.pk)
    return InvitationTeam


def a_retired_pair_brought_back(here):
    key_pairs.save_keys(
        user=here.cast.duc, fresh=key_pairs.prepare_keys("five words of his own again")
    )
    genuine_rows.run()
    new, old = (
        key_of(here.cast.duc),
        UserKeys.objects.get(user=here.cast.duc, retired__isnull=False),
    )
    update(UserKeys, {"retired": DAY}, id=new.pk)
    update(UserKeys, {"retired": None}, id=old.pk)
    return UserKeys


def keys_under_another_pass_phrase(here):
    update(UserKeys, {"by_passphrase": b"of her own"}, id=key_of(here.cast.noi).pk)
    return UserKeys


def a_retired_team_key(here):
    update(TeamKey, {"retired": DAY}, team_id=here.cast.saigon.pk)
    return TeamKey


def another_emergency_group(here):
    update(EmergencyGroup, {"team_id": here.cast.vientiane.pk}, id=1)
    return EmergencyGroup


def shares_of_the_organisation(here):
    update(OrganisationKeys, {"under_shares": b"of her own"}, id=1)
    return OrganisationKeys


def a_holder_of_a_team_key(here):
    old = key_of(here.cast.linh).pk
    update(TeamKeyHolder, {"to_keys_id": key_of(here.cast.mai).pk}, to_keys_id=old)
    return TeamKeyHolder


def a_grant_for_longer(here):
    update(Grant, {"until": "2099-01-01"}, id=here.grant.pk)
    return Grant


def a_grant_that_waits(here):
    update(Grant, {"waits_for": uuid4()}, id=here.grant.pk)
    return Grant


def a_team_of_a_folder(here):
    update(Folder, {"team_id": here.cast.saigon.pk}, id=here.folder)
    return Folder


def a_generation_of_a_folder(here):
    update(Folder, {"generation": 9}, id=here.folder)
    return Folder


# Swaps: the same column of two rows.
def roles_swapped(here):
    swap(User, "role", here.cast.duc.pk, here.cast.claire.pk)
    return User


def hashes_swapped(here):
    one, other = here.cast.duc.pk, here.cast.claire.pk
    update(User, {"password": "a"}, id=one)
    swap(User, "password", one, other)
    return User


def teams_of_memberships_swapped(here):
    swap(Membership, "team_id", here.membership.pk, Membership.objects.get(user=here.cast.linh).pk)
    return Membership


def pairs_swapped(here):
    swap(UserKeys, "reading", key_of(here.cast.duc).pk, key_of(here.cast.claire).pk)
    return UserKeys


def attestations_swapped(here):
    swap(UserKeys, "attestation", key_of(here.cast.duc).pk, key_of(here.cast.claire).pk)
    return UserKeys


def teams_of_folders_swapped(here):
    swap(Folder, "team_id", here.folder, here.other)
    return Folder


def keys_of_grants_swapped(here):
    mine = Grant.objects.filter(folder=here.other).first()
    swap(Grant, "wrapped", here.grant.pk, mine.pk)
    return Grant


# Replays: a row of before, with its own attestation.
def an_account_of_before_it_ended(here):
    old = row_of(User, id=here.cast.duc.pk)
    end_account(user=here.cast.duc, by=here.cast.anan)
    genuine_rows.run()
    update(User, {"is_active": True, **_own(old)}, id=here.cast.duc.pk)
    return User


def a_role_of_before(here):
    old = row_of(User, id=here.cast.noi.pk)
    here.cast.noi.role = Role.CASE_WORKER
    here.cast.noi.save()
    genuine_rows.run()
    update(User, {"role": "team_lead", **_own(old)}, id=here.cast.noi.pk)
    return User


def a_membership_that_is_over(here):
    old = row_of(Membership, id=here.membership.pk)
    here.membership.delete()
    genuine_rows.run()
    insert(Membership, **old)
    return Membership


def an_invitation_that_was_refused(here):
    old = row_of(Invitation, id=here.invitation.pk)
    here.invitation.delete()
    genuine_rows.run()
    insert(Invitation, **old)
    return Invitation


def a_grant_that_was_taken_back(here):
    old = row_of(Grant, id=here.grant.pk)
    revoke(folder=here.folder, to=here.cast.mai, by=here.cast.noi)
    put_back(Grant, old)
    return Grant


def a_holder_who_left(here):
    row = TeamKeyHolder.objects.get(to_keys=key_of(here.cast.linh), team_key__team=here.cast.saigon)
    old = row_of(TeamKeyHolder, id=row.pk)
    row.delete()
    insert(TeamKeyHolder, **old)
    return TeamKeyHolder


# Deletions.
def a_membership_deleted(here):
    delete(Membership, id=here.membership.pk)
    return Membership


def an_emergency_group_deleted(here):
    delete(EmergencyGroup, id=1)
    return EmergencyGroup


def an_invitation_deleted(here):
    delete(InvitationTeam, invitation_id=here.invitation.pk)
    delete(Invitation, id=here.invitation.pk)
    return Invitation


def a_grant_deleted(here):
    delete(Grant, id=here.grant.pk)
    return Grant


def a_holder_deleted(here):
    delete(TeamKeyHolder, to_keys_id=key_of(here.cast.linh).pk)
    return TeamKeyHolder


def a_row_deleted_and_another_put_in(here):
    """The number of rows is the same."""
    delete(Membership, id=here.membership.pk)
    insert(Membership, user_id=here.cast.linh.pk, team_id=here.cast.bangkok.pk, since=DAY)
    return Membership


def _moment(when):
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def _own(row):
    return {name: row[name] for name in ("attested_version", "attestation")}


ATTACKS = [
    a_team, an_office, an_account, a_membership, a_copied_membership, an_invitation,
    a_team_of_an_invitation, a_stand_in, an_emergency, an_open_file, an_allowance, an_emergency_for_longer,
    an_emergency_of_another, a_pair, a_team_key, a_holder, a_copied_grant, a_folder,
    a_role, an_ended_account_revived, a_hash_of_a_pass_phrase, a_name, an_address,
    an_office_of_a_team, a_country, a_team_of_a_membership, a_person_of_a_membership,
    an_invitation_agreed_to, an_invitation_to_another_role, an_invitation_for_longer,
    an_invitation_into_another_team, a_retired_pair_brought_back, keys_under_another_pass_phrase,
    a_retired_team_key, another_emergency_group, shares_of_the_organisation,
    a_holder_of_a_team_key, a_grant_for_longer, a_grant_that_waits, a_team_of_a_folder,
    a_generation_of_a_folder, roles_swapped, hashes_swapped, teams_of_memberships_swapped,
    pairs_swapped, attestations_swapped, teams_of_folders_swapped, keys_of_grants_swapped,
    an_account_of_before_it_ended, a_role_of_before, a_membership_that_is_over,
    an_invitation_that_was_refused, a_grant_that_was_taken_back, a_holder_who_left,
    a_membership_deleted, an_emergency_group_deleted, an_invitation_deleted, a_grant_deleted,
    a_holder_deleted, a_row_deleted_and_another_put_in,
]  # fmt: skip


@pytest.mark.parametrize("attack", mostly_long(ATTACKS, 3, lambda one: one.__name__))
def test_what_somebody_did_with_the_client_counts_for_nothing_and_is_reported(here, attack):
    model = attack(here)
    genuine_rows.run()
    assert not in_force(model)
    assert any(str(called(table(model))) in str(fault) for fault in queries.faults())


def conflict_of(here):
    found = keep_out(case=here.case, user=here.cast.sokha, reason="His cousin.", by=here.cast.noi)
    genuine_rows.run()
    return found


@pytest.mark.parametrize("change", ["user_id", "case_id"])
def test_a_conflict_that_was_turned_to_another_closes_everything(here, change):
    row = conflict_of(here)
    other = {"user_id": here.cast.duc.pk, "case_id": files.case(here.cast).pk}
    update(ConflictOfInterest, {change: other[change]}, id=row.pk)
    with pytest.raises(NotWhole):
        genuine_rows.run()
    assert any("conflicts of interest" in str(fault) for fault in queries.faults())


def test_a_conflict_that_was_deleted_closes_everything(here):
    delete(ConflictOfInterest, id=conflict_of(here).pk)
    with pytest.raises(NotWhole):
        genuine_rows.run()
    assert "keep colleagues out" in Client().get("/sign-in/").text


def test_a_conflict_that_was_ended_by_hand_keeps_out_still(here):
    update(ConflictOfInterest, {"ended_on": DAY}, id=conflict_of(here).pk)
    with pytest.raises(NotWhole):
        genuine_rows.run()
    assert here.cast.sokha.pk in kept_out_of_any(cases=[here.case.id])


def test_a_conflict_that_was_put_in_keeps_out_and_is_reported(here):
    insert(
        ConflictOfInterest,
        case_id=here.case.id,
        user_id=here.cast.sokha.pk,
        reason=b"",
        by_id=here.cast.noi.pk,
        on=DAY,
    )
    genuine_rows.run()
    assert here.cast.sokha.pk in kept_out_of_any(cases=[here.case.id])
    assert any("conflicts of interest" in str(fault) for fault in queries.faults())


def in_force(model):
    """The rows of a small table that are not genuine and could still be found by a join."""
    if not model.GUARDED:
        return []
    wrong = [row for row in reading.all_of(model) if row.why_not]
    known = genuine_rows.run().not_genuine
    return [row.name for row in wrong if (table(model), row.name) not in known or harms(model, row)]


def harms(model, row):
    return any(
        row.values[name]
        != written(model._meta.get_field(name), value() if callable(value) else value)
        for name, value in model.SAFE.items()
    )


def test_no_column_that_is_sealed_anew_at_each_write_is_attested():
    """Its bytes are others each time: every row would be taken for altered at the next request."""
    sealed = {
        f"{model._meta.label}.{one.name}"
        for model in attested_models()
        for one in {*sealed_columns(model)} & {*deciding(model)}
    }
    assert sealed == set()
