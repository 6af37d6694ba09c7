"""What hardly ever happens to keys: a trial of the sheets, keys of before, a disk that is full."""

from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_note
from fanal.cases.models import CaseEntry
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, Compartment
from fanal.core.sealing.failures import BrokenSeal, Locked, NotGranted
from fanal.keys import demo, drafts, key_pairs, queries, trust
from fanal.keys.actions import (
    create_folder,
    grant,
    onboarding,
    organisation,
    recovery,
    renewing,
    replaced_keys,
    sweeping,
)
from fanal.keys.background_keys import BackgroundKeys, keys_of
from fanal.keys.drafts.closed_case_drafts import without_closed_titles
from fanal.keys.models import (
    Draft,
    Folder,
    Grant,
    HalfSignIn,
    OrganisationKeys,
    TeamKey,
    TeamKeyHolder,
    Unlock,
    UserKeys,
)
from fanal.keys.paged_grants import GrantedRows
from fanal.keys.recovery_trial import RecoveryRing, open_sample
from fanal.keys.ring import Ring
from tests import files
from tests.cast import PASSPHRASE, Browser
from tests.keys.drafts import filled_in

TODAY = timezone.localdate()


@pytest.fixture
def note(cast, case):
    add_note(case=case, text="ນາງບອກວ່າ", **cast.acting(cast.sokha))
    return CaseEntry.objects.get()


# ── The recovery key ─────────────────────────────────────────────────────────
def test_a_trial_of_two_sheets_opens_records_of_every_kind(cast, note):
    opened, closed = open_sample(organisation.open_organisation(cast.shares[:2]), 20)
    assert opened > 1, "the note, and what the case and its person are made of"
    assert closed == []


def test_a_trial_names_what_the_sheets_do_not_open(cast, note):
    private = organisation.open_organisation(cast.shares[:2])
    Grant.objects.filter(folder=note.folder, to_keys=None, to_team_key=None).delete()
    opened, closed = open_sample(private, 20)
    assert any("cases" in str(one) for one in closed)
    assert opened


def test_a_trial_opens_what_is_there_and_seals_nothing(cast, case):
    trial = RecoveryRing(organisation.open_organisation(cast.shares[:2]))
    assert trial.key(case.id, NARRATIVE, 1)
    with pytest.raises(NotGranted):
        trial.newest_key(case.id, NARRATIVE)
    Grant.objects.filter(folder=case.id, to_keys=None, to_team_key=None).update(compartments=LEGAL)
    with pytest.raises(NotGranted):
        trial.key(case.id, NARRATIVE, 1)


def test_new_sheets_open_the_recovery_key_and_those_of_before_no_more(cast):
    private = organisation.open_organisation(cast.shares[:2])
    drawn = organisation.drawn_shares(private)
    with pytest.raises(BadInput, match="new sheets were made since"):
        organisation.open_organisation(drawn.sheets[:2])
    organisation.keep_shares(drawn, opened_by=[1, 2], present=[cast.anan, cast.claire])
    assert organisation.open_organisation(drawn.sheets[1:]).to_bytes() == private.to_bytes()
    with pytest.raises(BadInput, match="another organisation"):
        organisation.open_organisation(cast.shares[:2])


def test_before_set_up_nothing_is_sealed(db):
    with pytest.raises(Refused, match="fanal setup"):
        trust.organisation()


def test_where_people_work_a_lost_recovery_key_comes_from_a_backup(cast):
    OrganisationKeys.objects.all().delete()
    with pytest.raises(Refused, match="put the last backup back"):
        trust.organisation()


def test_nobody_without_keys_is_given_parts_of_a_folder_by_the_sheets(cast, case):
    UserKeys.objects.filter(user=cast.mai).update(retired=TODAY)
    private = organisation.open_organisation(cast.shares[:2])
    with pytest.raises(Refused, match="no keys yet"):
        recovery.open_again(folder=case.id, parts=[LEGAL], to=cast.mai, private=private)


def test_a_lead_whose_team_has_no_key_yet_is_given_its_first_by_the_sheets(cast):
    TeamKeyHolder.objects.filter(team_key__team=cast.bangkok).delete()
    Grant.objects.filter(to_team_key__team=cast.bangkok).delete()
    TeamKey.objects.filter(team=cast.bangkok).delete()
    recovery.recover(
        user=cast.noi,
        fresh=key_pairs.prepare_keys(PASSPHRASE),
        password_hash="x",
        shares=[1, 2],
        private=organisation.open_organisation(cast.shares[:2]),
        present=[cast.anan, cast.claire],
    )
    (holder,) = TeamKeyHolder.objects.filter(team_key__team=cast.bangkok).exclude(to_keys=None)
    assert holder.to_keys.user == cast.noi


# ── Keys of a team ───────────────────────────────────────────────────────────
def test_a_key_of_before_to_which_something_is_wrapped_stays_with_its_holders(cast, case):
    key = TeamKey.objects.get(team=cast.bangkok, retired=None)
    before = key.holders.count()
    renewing.replace_team_key(cast.bangkok, None)
    replaced_keys.forget(cast.bangkok)
    assert key.holders.count() == before
    Grant.objects.filter(to_team_key=key).delete()
    replaced_keys.forget(cast.bangkok)
    assert key.holders.count() == 0


def test_a_folder_of_before_folders_were_counted_is_renewed_and_stays_uncounted(cast, case):
    Folder.objects.filter(id=case.id).update(counts=None)
    before = Folder.objects.get(id=case.id).generation
    assert renewing.renew_all(Folder.objects.filter(id=case.id)) == 1
    row = Folder.objects.get(id=case.id)
    assert (row.generation, row.counts) == (before + 1, None)


def test_a_colleague_of_another_team_is_let_in_by_nobody(cast):
    with pytest.raises(BadInput, match="no case worker or lead of this team"):
        key_pairs.admit(team=cast.bangkok, user=cast.linh, **cast.acting(cast.noi))


def test_who_has_no_keys_yet_is_granted_nothing_by_name(cast, case):
    UserKeys.objects.filter(user=cast.mai).update(retired=timezone.localdate())
    with pytest.raises(BadInput, match="the first sign-in makes them"):
        grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    assert not Grant.objects.filter(folder=case.id, to_keys__user=cast.mai).exists()


def test_the_key_of_a_team_that_nobody_else_holds_is_not_replaced(cast):
    key = TeamKey.objects.get(team=cast.bangkok, retired=None)
    TeamKeyHolder.objects.filter(team_key=key).exclude(to_keys__user=cast.noi).delete()
    assert renewing.replace_team_key(cast.bangkok, without=cast.noi) is None
    assert TeamKey.objects.get(team=cast.bangkok, retired=None) == key


def test_a_lead_reads_how_two_sheets_let_her_in_and_nobody_else_does(cast):
    page = reverse("keys:sheets")
    assert cast.noi.email in files.browser(cast, cast.noi).get(page).text
    for user in (cast.sokha, cast.anan, cast.claire):
        assert files.browser(cast, user).get(page).status_code == 404


def test_a_page_that_is_asked_for_with_a_draft_of_nobody_is_that_page(cast, case):
    page = reverse("cases:case", args=[case.id])
    sokha = files.browser(cast, cast.sokha)
    for asked in (str(uuid4()), "none"):
        answer = sokha.get(page, {drafts.REOPEN: asked})
        assert answer.status_code == 200
        assert case.code_name in answer.text


def test_keys_of_before_are_handed_on_once(cast, case):
    old = TeamKey.objects.get(team=cast.bangkok, retired=None)
    TeamKey.objects.filter(pk=old.pk).update(retired=TODAY)
    ring, to = cast.ring(cast.noi), key_pairs.pair_of(cast.sokha)
    before = old.holders.count()
    replaced_keys.hand_on(cast.bangkok, to, ring)
    replaced_keys.hand_on(cast.bangkok, to, ring)
    assert old.holders.count() == before


def test_a_wrap_counts_for_the_keys_to_which_it_was_made_alone(cast, case):
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    row = Grant.objects.get(folder=case.id, to_keys__user=cast.mai)
    trust.check_wrap(row, key_pairs.pair_of(cast.mai))
    with pytest.raises(BrokenSeal, match="other public keys"):
        trust.check_wrap(row, key_pairs.pair_of(cast.kham))


def test_what_a_ring_does_not_open_stays_wrapped_to_the_key_of_before(cast, case):
    key = TeamKey.objects.get(team=cast.bangkok, retired=None)
    held = Grant.objects.filter(folder=case.id, to_team_key=key).values_list("pk", flat=True)
    assert renewing.wrap_anew(list(held), key, cast.ring(cast.linh)) == 0
    assert Grant.objects.filter(pk__in=held, revoked=None).exists()


def test_what_was_granted_to_lost_keys_comes_back_as_far_as_a_ring_opens_it(cast, case):
    other = uuid4()
    create_folder(folder=other, kind="case", team=cast.saigon, by=cast.linh)
    for folder, lead in ((case.id, cast.noi), (other, cast.huong)):
        grant(folder=folder, compartments=[LEGAL], to=cast.mai, **cast.acting(lead))
    key_pairs.save_keys(user=cast.mai, fresh=key_pairs.prepare_keys(PASSPHRASE))
    assert onboarding.grant_again(user=cast.mai, **cast.acting(cast.noi)) == 1


# ── Rings ────────────────────────────────────────────────────────────────────
def test_a_ring_of_nobody_opens_no_folder(case):
    with pytest.raises(Locked):
        Ring()._own()


def test_a_ring_that_is_locked_gives_nobody_its_private_keys():
    with pytest.raises(Locked):
        _ = Ring().private


def test_keys_that_were_passed_on_open_their_folders_and_no_other(cast, case):
    passed = BackgroundKeys(keys_of(cast.ring(cast.sokha), [case.id], NARRATIVE))
    assert not passed.locked
    assert passed.compartments(case.id) == {Compartment.NARRATIVE}
    with pytest.raises(NotGranted):
        passed.key(uuid4(), NARRATIVE, 1)


def test_of_no_rows_none_is_granted(cast):
    nothing = CaseEntry.objects.none()
    assert not queries.rows_granted_to(nothing, cast.mai, LEGAL).exists()


def test_one_row_of_those_held_is_verified_as_a_page_of_them(cast, note):
    held = GrantedRows(CaseEntry.objects.order_by("pk"), cast.mai, NARRATIVE)
    assert bool(held)
    assert (len(held), list(held)) == (0, [])
    grant(
        folder=note.folder, compartments=[NARRATIVE], to=cast.mai, **cast.acting(cast.noi)
    )  # fmt: skip
    assert GrantedRows(CaseEntry.objects.order_by("pk"), cast.mai, NARRATIVE)[0] == note


# ── Drafts, and a server that starts ─────────────────────────────────────────
@pytest.mark.django_db(transaction=True)  # the log of SQLite is emptied between transactions
def test_nobody_stays_unlocked_where_a_server_starts(cast):
    files.browser(cast, cast.sokha).get("/")
    assert Unlock.objects.exists()
    sweeping.lock_everybody()
    assert not Unlock.objects.exists()
    assert not HalfSignIn.objects.exists()


def test_a_full_disk_keeps_no_page_from_locking_and_says_that_a_text_is_lost(
    cast, case, monkeypatch
):
    client = files.browser(cast, cast.sokha)
    address = reverse("cases:write", args=[case.id, "note"])
    form = filled_in(client, address)
    Unlock.objects.all().delete()

    def full(*_asked):
        raise DatabaseError("disk full")

    monkeypatch.setattr(drafts, "keep", full)
    answer = client.post(address, form | {"text": "her words"})
    assert reverse("keys:unlock") in answer["Location"]
    assert "lost=1" in answer["Location"]


def test_a_draft_of_a_page_that_is_gone_is_offered_as_it_was(cast):
    """A new version may have other addresses: what was typed on one of before stays hers."""
    ring = cast.ring(cast.sokha)
    drafts.put(ring, "/a-page-of-before/", "A call", [("text", "x")])
    (found,) = without_closed_titles(cast.sokha, drafts.waiting(ring))
    assert (found.title, found.fields) == ("A call", [("text", "x")])


def test_who_has_no_keys_yet_keeps_no_draft(cast, case, rf):
    UserKeys.objects.filter(user=cast.sokha).update(retired=TODAY)
    assert drafts.keep(rf.post("/cases/", {"text": "x"}), cast.sokha) is None
    drafts.put(Ring(), "/cases/new/", "A case", [("text", "x")])
    assert not Draft.objects.exists()


# ── The demonstration ────────────────────────────────────────────────────────
def test_one_click_in_the_demonstration_opens_the_keys_of_one_of_its_cast(cast, settings):
    settings.DEMO = True
    client = Browser()
    assert client.post(reverse("keys:demo", args=["sokha"]), follow=True).status_code == 200
    assert client.get(reverse("cases:list")).status_code == 200
    assert Unlock.objects.exists()


def test_the_demonstration_opens_for_nobody_else(cast, settings):
    settings.DEMO = True
    assert Browser().post(reverse("keys:demo", args=["nobody"])).status_code == 404


def test_outside_the_demonstration_and_from_elsewhere_there_is_no_such_door(cast, settings):
    address = reverse("keys:demo", args=["sokha"])
    assert Browser().post(address).status_code == 404
    settings.DEMO = True
    assert Browser().post(address, REMOTE_ADDR="10.0.0.7").status_code == 404


def test_the_demonstration_makes_its_cast_once(db):
    first, made = demo.load()
    again, made_again = demo.load()
    assert (made, made_again) == (True, False)
    assert first.sokha == again.sokha


# ── A record that was pointed at another file ────────────────────────────────
def test_a_note_that_was_pointed_at_another_case_opens_as_a_note_of_neither(cast, note):
    other, ring = files.case(cast), cast.ring(cast.sokha)
    assert note.unseal(ring)
    CaseEntry.objects.filter(pk=note.pk).update(case=other)
    moved = CaseEntry.objects.get(pk=note.pk)
    for opens in (moved.unseal, moved.try_unseal):
        with pytest.raises(BrokenSeal):
            opens(ring)


# ── Doors of the sign-in that are not ours ───────────────────────────────────
@pytest.mark.parametrize("name", ["signup", "inactive", "reset_password", "email"])
def test_nobody_signs_up_or_resets_a_passphrase_by_himself(client, cast, name):
    address = reverse(f"account_{name}")
    sent = {"email": "sokha@fanal.example"}
    assert client.get(address)["Location"].partition("?")[0] == reverse("account_login")
    assert client.post(address, sent)["Location"].partition("?")[0] == reverse("account_login")
    sokha = files.browser(cast, cast.sokha)
    assert [sokha.get(address).status_code, sokha.post(address, sent).status_code] == [404, 404]
