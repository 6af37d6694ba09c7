"""A lost laptop, a pass-phrase somebody saw, a key that may be known: nothing opens with it any more."""

import pytest

from fanal.accounts.actions import end_account
from fanal.cases.actions.entries import add_note
from fanal.cases.models import CaseEntry
from fanal.core.errors import Refused
from fanal.core.roles import Role
from fanal.core.sealing import records
from fanal.core.sealing.compartments import LEGAL
from fanal.keys import key_pairs
from fanal.keys.actions import grant, onboarding
from fanal.keys.models import Folder, Grant, TeamKeyHolder, UserKeys
from fanal.rotation import batches, older_records
from fanal.rotation.actions import suspect_person, suspect_team_key
from fanal.rotation.models import FolderToReseal
from fanal.rotation.queries import under_way
from tests import case_with_a_story, files
from tests.cast import PASSPHRASE
from tests.rotation.thief import Thief


@pytest.fixture
def case(cast):
    return files.case_with_whereabouts(cast)


def note(cast, case, by, text="later"):
    return CaseEntry.objects.get(pk=add_note(case=case, text=text, **cast.acting(by)).pk)


def seal_anew(cast, by):
    return older_records.seal_anew(cast.bangkok, **cast.acting(by), seconds=120)


def sealed_records(folder):
    return [
        row
        for model in older_records.sealed_models()
        for row in model._base_manager.filter(folder=folder)
    ]


def test_what_a_thief_of_her_keys_has_opens_nothing_written_later(cast, case):
    thief = Thief(cast, cast.sokha, [case.id])
    suspect_person(user=cast.sokha, by=cast.anan)
    batches.go_on()
    assert not thief.opens(note(cast, case, cast.noi))


def test_what_was_written_before_is_sealed_anew_too(cast, case):
    """What came between the theft and the day it was noticed lay under keys that the thief has."""
    thief = Thief(cast, cast.sokha, [case.id])
    between = note(cast, case, cast.noi, "between")
    assert thief.opens(between)
    suspect_person(user=cast.sokha, by=cast.anan)
    batches.go_on()
    assert seal_anew(cast, cast.noi)
    between.refresh_from_db()
    assert not thief.opens(between)
    assert between.unseal(cast.ring(cast.noi))["text"] == "between"
    assert not under_way().exists()


def test_every_record_of_a_case_is_under_the_newest_keys_with_its_content(cast):
    told = case_with_a_story.told(cast)
    case = getattr(told, "case", told)
    ring = cast.ring(cast.noi)
    before = {
        (type(record), record.pk): (record.version, record.unseal_bytes(ring))
        for record in sealed_records(case.id)
    }
    suspect_team_key(team=cast.bangkok, by=cast.noi)
    batches.go_on()
    while seal_anew(cast, cast.noi):
        pass
    newest, ring = Folder.objects.get(id=case.id).generation, cast.ring(cast.noi)
    after = sealed_records(case.id)
    assert len(before) > 3
    assert {records.generation_of(bytes(record.sealed)) for record in after} == {newest}
    assert {
        (type(record), record.pk): (record.version, record.unseal_bytes(ring)) for record in after
    } == before
    assert not FolderToReseal.objects.filter(folder__team=cast.bangkok).exists()


def test_what_somebody_saved_meanwhile_is_not_written_over(cast, case, monkeypatch):
    row = note(cast, case, cast.noi, "first")
    suspect_team_key(team=cast.bangkok, by=cast.noi)
    batches.go_on()
    ring, held = cast.ring(cast.noi), CaseEntry.objects.get(pk=row.pk)
    row.write(cast.ring(cast.sokha), row.unseal(ring) | {"text": "second"}, row.version)
    assert not older_records._reseal_record(held, ring)
    assert CaseEntry.objects.get(pk=row.pk).unseal(ring)["text"] == "second"


@pytest.mark.asvs("V7.4.5")
def test_she_is_out_at_once_and_comes_back_with_new_keys(cast, case):
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    browser = cast.client(cast.mai)
    suspect_person(user=cast.mai, by=cast.anan)
    batches.go_on()
    assert browser.get("/").status_code == 302
    cast.mai.refresh_from_db()
    assert cast.mai.is_active
    assert not cast.mai.check_password(PASSPHRASE)
    assert not UserKeys.objects.filter(user=cast.mai, retired=None).exists()
    assert not Grant.objects.filter(to_keys__user=cast.mai).exclude(wrapped=b"").exists()
    fresh = key_pairs.prepare_keys(PASSPHRASE)
    cast.private[cast.mai.pk] = (key_pairs.save_keys(user=cast.mai, fresh=fresh), fresh.private)
    onboarding.grant_again(user=cast.mai, **cast.acting(cast.noi))
    assert cast.ring(cast.mai).compartments(case.id) == {LEGAL}


def test_a_worker_is_let_in_again_by_her_lead(cast, case):
    before = note(cast, case, cast.noi, "before")
    suspect_person(user=cast.sokha, by=cast.anan)
    batches.go_on()
    fresh = key_pairs.prepare_keys(PASSPHRASE)
    pair = key_pairs.save_keys(user=cast.sokha, fresh=fresh)
    cast.private[cast.sokha.pk] = (pair, fresh.private)
    key_pairs.admit(team=cast.bangkok, user=cast.sokha, **cast.acting(cast.noi))
    assert before.unseal(cast.ring(cast.sokha))["text"] == "before"


def test_the_only_one_who_holds_a_key_is_not_shut_out(cast, case):
    TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    with pytest.raises(Refused, match="Nobody else opens the cases"):
        suspect_person(user=cast.noi, by=cast.anan)
    assert UserKeys.objects.filter(user=cast.noi, retired=None).exists()


def test_nobody_does_it_to_herself_nor_to_an_account_that_ended(cast):
    with pytest.raises(Refused, match="Another administrator"):
        suspect_person(user=cast.anan, by=cast.anan)
    end_account(user=cast.kham, by=cast.anan)
    with pytest.raises(Refused, match="has ended"):
        suspect_person(user=cast.kham, by=cast.anan)


def test_a_key_of_a_team_is_replaced_for_all_who_hold_it(cast, case):
    dara = cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok")
    thief = Thief(cast, cast.sokha, [case.id])
    suspect_team_key(team=cast.bangkok, by=cast.noi)
    batches.go_on()
    later = note(cast, case, cast.noi)
    assert not thief.opens(later)
    for who in (cast.sokha, cast.noi, dara):
        assert later.unseal(cast.ring(who))["text"] == "later"
