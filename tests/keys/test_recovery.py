"""Everybody has lost the pass-phrase: what two shares bring back, and what they do not."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.accounts.models import BrowserToken, Invitation
from fanal.audit.models import JournalEntry
from fanal.audit.sentences import said
from fanal.audit.words import names
from fanal.core.errors import BadInput
from fanal.core.sealing import pairs
from fanal.core.sealing.compartments import LEGAL, MEDICAL, NARRATIVE, WHEREABOUTS, Compartment
from fanal.core.sealing.failures import BrokenSeal
from fanal.keys import key_pairs, trust
from fanal.keys.actions import create_folder, grant, recovery, renew, revoke
from fanal.keys.actions.organisation import make_organisation, open_organisation
from fanal.keys.models import Grant
from fanal.keys.ring import Ring

NEW = "seven lamps over the still water"


def folder(cast, team, by):
    new = uuid4()
    create_folder(folder=new, kind="case", team=team, by=by)
    return new


def recovered(cast, user, sheets=(0, 2)):
    """The ring of `user` after two sheets gave her new keys."""
    fresh = key_pairs.prepare_keys(NEW)
    recovery.recover(
        user=user,
        fresh=fresh,
        password_hash="x",
        shares=[1, 3],
        private=open_organisation([cast.shares[n] for n in sheets]),
        present=[cast.anan, cast.claire],
    )
    return Ring(fresh.keys, fresh.private)


@pytest.mark.parametrize("sheets", [(0, 1), (1, 2), (2, 0)])
def test_a_lead_opens_every_folder_of_her_team_again(cast, sheets):
    old = [folder(cast, cast.bangkok, by) for by in (cast.sokha, cast.noi, None)]
    ring = recovered(cast, cast.noi, sheets)
    for one in old:
        assert ring.compartments(one) == frozenset(Compartment)


def test_she_opens_nothing_of_another_team(cast):
    other = folder(cast, cast.saigon, cast.linh)
    assert recovered(cast, cast.noi).compartments(other) == frozenset()


def test_what_was_granted_to_her_by_name_comes_back_and_no_more(cast):
    other = folder(cast, cast.saigon, cast.linh)
    options = {"folder": other, "to": cast.noi, "by": cast.huong}
    ring, day = cast.ring(cast.huong), date.today() + timedelta(days=3)
    grant(compartments=[LEGAL], ring=ring, until=day, **options)
    grant(compartments=[MEDICAL], ring=ring, **options)
    revoke(compartments=[MEDICAL], **options)
    assert recovered(cast, cast.noi).compartments(other) == {LEGAL}
    assert [
        one.until
        for one in Grant.objects.filter(folder=other, to_keys__retired=None, to_keys__user=cast.noi)
    ] == [day]


def test_a_director_opens_again_what_was_sealed_to_her_by_name_and_nothing_of_a_team(cast):
    """The last who could answer a complaint lost her pass-phrase."""
    mine, theirs = uuid4(), folder(cast, cast.bangkok, cast.sokha)
    sealed = {"kind": "complaint", "team": cast.bangkok, "by": None}
    create_folder(folder=mine, holders=[cast.claire], **sealed)
    create_folder(folder=(other := uuid4()), holders=[cast.noi], **sealed)
    assert recovery.to_recover(cast.claire.email) == cast.claire
    ring = recovered(cast, cast.claire)
    assert NARRATIVE in ring.compartments(mine)
    assert ring.compartments(theirs) == ring.compartments(other) == frozenset()


def test_a_worker_gets_no_key_of_her_team_by_it(cast):
    mine, theirs = uuid4(), folder(cast, cast.bangkok, cast.sokha)
    create_folder(folder=mine, kind="helper", team=cast.bangkok, by=None, holders=[cast.sokha])
    assert recovery.to_recover(cast.sokha.email) == cast.sokha
    ring = recovered(cast, cast.sokha)
    assert NARRATIVE in ring.compartments(mine)
    assert ring.compartments(theirs) & {NARRATIVE, LEGAL} == frozenset()


def test_who_was_taken_off_gets_nothing_back(cast):
    mine = uuid4()
    create_folder(
        folder=mine, kind="complaint", team=cast.bangkok, by=None, holders=[cast.claire, cast.noi]
    )
    revoke(folder=mine, to=cast.claire, by=cast.noi)
    with pytest.raises(BadInput, match="lead"):
        recovery.to_recover(cast.claire.email)


def test_what_was_sealed_after_a_renewal_opens_too(cast):
    mine = folder(cast, cast.bangkok, cast.sokha)
    (first, one), (second, two) = renew(mine), renew(mine)
    ring = recovered(cast, cast.noi)
    assert ring.key(mine, NARRATIVE, one) == first[NARRATIVE]
    assert ring.key(mine, WHEREABOUTS, two) == second[WHEREABOUTS]


def test_she_lets_a_colleague_in_who_lost_his_keys_as_well(cast):
    mine = folder(cast, cast.bangkok, cast.sokha)
    ring = recovered(cast, cast.noi)
    fresh = key_pairs.prepare_keys(NEW)
    key_pairs.save_keys(user=cast.sokha, fresh=fresh)
    key_pairs.admit(team=cast.bangkok, user=cast.sokha, by=cast.noi, ring=ring)
    assert NARRATIVE in Ring(fresh.keys, fresh.private).compartments(mine)


def test_old_keys_sessions_and_links_are_dead(cast):
    mine = folder(cast, cast.bangkok, cast.sokha)
    client, old = cast.client(cast.noi), cast.ring(cast.noi)
    Invitation.objects.create(
        token="t",
        email=cast.noi.email,
        office=cast.noi.office,
        role="team_lead",
        user=cast.noi,
        until="2099-01-01T00:00Z",
    )
    recovered(cast, cast.noi)
    assert client.get("/accounts/").status_code == 302
    assert not Invitation.objects.filter(user=cast.noi).exists()
    assert key_pairs.pair_of(cast.noi).pk != old.pair.pk
    assert WHEREABOUTS in cast.ring(cast.sokha).compartments(mine)


def test_the_browser_of_whoever_took_her_account_is_known_no_longer(cast):
    BrowserToken.objects.create(user=cast.noi, mark="m", day=timezone.localdate())
    recovered(cast, cast.noi)
    assert not BrowserToken.objects.exists()


def test_the_journal_names_the_lead_the_sheets_and_who_was_present(cast):
    recovered(cast, cast.noi)
    sentence = said(JournalEntry.objects.order_by("number").last(), names())["sentence"]
    for part in ("Noi Saetang got new keys", "1, 3", "Anan Suwan", "Claire Morel"):
        assert part in sentence


def test_a_wrap_that_somebody_else_put_in_stops_the_recovery(cast):
    mine = folder(cast, cast.bangkok, cast.sokha)
    Grant.objects.filter(folder=mine, to_keys=None, to_team_key=None).update(compartments="legal")
    with pytest.raises(BrokenSeal):
        recovered(cast, cast.noi)


def test_only_a_living_lead_is_recovered_and_a_stranger_is_made_one(cast):
    for address in (cast.anan.email, cast.sokha.email):
        with pytest.raises(BadInput, match="lead"):
            recovery.to_recover(address)
    assert recovery.to_recover(" NOI@fanal.example ") == cast.noi
    assert recovery.to_recover("new@fanal.example") is None
    mine = folder(cast, cast.bangkok, cast.sokha)
    new = recovery.make_lead(address="new@fanal.example", name="New", team=cast.bangkok)
    assert recovered(cast, new).compartments(mine) == frozenset(Compartment)


def test_who_is_named_twice_reads_that_it_takes_two_people(cast):
    with pytest.raises(BadInput, match="two different people are present: the address of each"):
        recovery.witnesses([cast.anan.email] * 2)


@pytest.mark.parametrize("addresses", [["anan@fanal.example"], ["anan@fanal.example"] * 2, ["anan@fanal.example", "no@body.example"]])  # fmt: skip
def test_nobody_does_it_alone(cast, addresses):
    with pytest.raises(BadInput, match="--present"):
        recovery.witnesses(addresses)


def test_somebody_whose_account_was_ended_is_not_one_of_two_people(cast):
    end_account(user=cast.sokha, by=cast.anan)
    with pytest.raises(BadInput, match="ended"):
        recovery.witnesses([cast.anan.email, cast.sokha.email])


def test_two_who_are_present_are_named_by_their_addresses(cast):
    found = recovery.witnesses(["Anan@fanal.example", " claire@fanal.example "])
    assert found == [cast.anan, cast.claire]


def test_a_recovery_key_that_was_just_made_is_opened_by_its_sheets_and_vouched_for_by_the_server(
    db,
):
    sheets = make_organisation()
    message = b"a word"
    signature = open_organisation(sheets[1:]).sign(message)
    pairs.check(trust.check_organisation(trust.organisation()).signing, signature, message)
