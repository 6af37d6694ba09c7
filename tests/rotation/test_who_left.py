"""Somebody left: what she kept opens nothing that is written later, and everybody else works on."""

import pytest
from django.db import connection
from django.urls import reverse

from fanal.accounts.actions import end_account
from fanal.accounts.models import User
from fanal.cases.actions.entries import add_note
from fanal.cases.models import Case, CaseEntry
from fanal.core.errors import Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import LEGAL, NARRATIVE, WHEREABOUTS
from fanal.core.sealing.failures import NotGranted
from fanal.database.sql import db_value
from fanal.keys import key_pairs
from fanal.keys.actions import grant, renewing
from fanal.keys.models import Draft, Folder, Grant, TeamKey, TeamKeyHolder
from fanal.rotation import actions, batches, older_records, queries
from fanal.rotation.models import KeyRotation
from fanal.rotation.queries import folders_to_renew, state_of, under_way
from tests import files
from tests.journal import acts, entries
from tests.keys.drafts import filled_in
from tests.rotation.thief import Thief


@pytest.fixture
def case(cast):
    return files.case_with_whereabouts(cast)


def note(cast, case, by, text="later"):
    made = add_note(case=case, text=text, **cast.acting(by))
    return CaseEntry.objects.get(pk=made.pk)


def leave(cast, user):
    end_account(user=user, by=cast.anan)
    batches.go_on()


def seal_anew(cast, by, team=None):
    return older_records.seal_anew(team or cast.bangkok, **cast.acting(by), seconds=60)


def test_what_she_kept_opens_what_was_written_before_and_nothing_later(cast, case):
    before = note(cast, case, cast.noi)
    thief = Thief(cast, cast.sokha, [case.id])
    assert thief.opens(before)
    leave(cast, cast.sokha)
    assert not thief.opens(note(cast, case, cast.noi))


def test_a_case_that_is_opened_later_is_closed_to_what_she_kept_at_once(cast, case):
    thief = Thief(cast, cast.sokha, [case.id])
    end_account(user=cast.sokha, by=cast.anan)
    new = files.case(cast, by=cast.noi)
    assert not thief.opens(note(cast, new, cast.noi))


def test_what_is_written_right_after_she_left_is_closed_to_what_she_kept(cast, case):
    """Before anything was renewed in the background: the folder that is written in comes first."""
    thief = Thief(cast, cast.sokha, [case.id])
    end_account(user=cast.sokha, by=cast.anan)
    left = under_way().get(team=cast.bangkok).folders
    later = note(cast, case, cast.noi)
    assert not thief.opens(later)
    assert later.unseal(cast.ring(cast.noi))["text"] == "later"
    assert len(folders_to_renew(under_way().get(team=cast.bangkok))) == left - 1
    batches.go_on()
    assert Folder.objects.get(id=case.id).generation == 2, "once, and not again in its turn"


def test_what_a_lawyer_writes_right_after_a_worker_left_is_closed_to_what_she_kept(cast, case):
    """Who holds a folder by name alone holds no key of the team that was replaced."""
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    thief = Thief(cast, cast.sokha, [case.id])
    _generation, before = cast.ring(cast.mai).newest_key(case.id, LEGAL)
    end_account(user=cast.sokha, by=cast.anan)
    generation, key = cast.ring(cast.mai).newest_key(case.id, LEGAL)
    assert before in thief.keys
    assert key not in thief.keys
    assert Folder.objects.get(id=case.id).generation == generation == 2
    assert cast.ring(cast.noi).newest_key(case.id, LEGAL) == (generation, key)


def test_a_note_that_is_sent_on_the_page_right_after_she_left_is_closed_to_her(cast, case):
    thief = Thief(cast, cast.sokha, [case.id])
    browser = files.browser(cast, cast.noi)
    page = reverse("cases:note", args=[case.id])
    form = filled_in(browser, page)
    end_account(user=cast.sokha, by=cast.anan)
    assert browser.post(page, form | {"text": "later"}).status_code == 302
    later = CaseEntry.objects.filter(folder=case.id).order_by("number").last()
    assert later.unseal(cast.ring(cast.noi))["text"] == "later"
    assert not thief.opens(later)


def test_what_was_edited_later_is_closed_to_what_she_kept(cast, case):
    row = note(cast, case, cast.noi)
    thief = Thief(cast, cast.sokha, [case.id])
    leave(cast, cast.sokha)
    ring = cast.ring(cast.noi)
    row.write(ring, row.unseal(ring) | {"text": "changed"}, row.version)
    assert not thief.opens(CaseEntry.objects.get(pk=row.pk))


def test_everybody_else_reads_both_and_where_she_sleeps(cast, case):
    dara = cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok")
    before = note(cast, case, cast.noi, "before")
    leave(cast, cast.sokha)
    later = note(cast, case, dara, "later")
    for who in (cast.noi, dara):
        ring = cast.ring(who)
        assert [row.unseal(ring)["text"] for row in (before, later)] == ["before", "later"]
    assert WHEREABOUTS in cast.ring(cast.noi).compartments(case.id)
    assert WHEREABOUTS not in cast.ring(dara).compartments(case.id)


def test_nothing_is_wrapped_to_her_any_more(cast, case):
    leave(cast, cast.sokha)
    assert not TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).exists()
    assert not Grant.objects.filter(to_keys__user=cast.sokha, revoked=None).exists()
    assert not Grant.objects.filter(to_keys__user=cast.sokha).exclude(wrapped=b"").exists()


def test_what_was_granted_to_her_by_name_gets_new_keys_too(cast, case):
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    generation = Folder.objects.get(id=case.id).generation
    leave(cast, cast.mai)
    assert Folder.objects.get(id=case.id).generation == generation + 1
    assert TeamKey.objects.filter(team=cast.bangkok).count() == 1, "she held no key of a team"
    assert state_of(under_way().get()).needs_a_lead
    assert seal_anew(cast, cast.noi)
    assert not under_way().exists()


def test_a_lawyer_keeps_what_was_granted_to_her_when_a_worker_leaves(cast, case):
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    leave(cast, cast.sokha)
    newest = Grant.objects.filter(folder=case.id, to_keys__user=cast.mai)
    assert max(newest.values_list("generation", flat=True)) == 2
    assert cast.ring(cast.mai).compartments(case.id) == {LEGAL}


def test_what_was_taken_back_before_is_not_given_again(cast, case):
    from fanal.keys.actions import revoke

    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    revoke(folder=case.id, to=cast.mai, by=cast.noi)
    leave(cast, cast.sokha)
    assert not cast.ring(cast.mai).compartments(case.id)


def test_who_comes_later_opens_what_was_written_before(cast, case):
    before = note(cast, case, cast.noi, "before")
    leave(cast, cast.sokha)
    dara = cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok")
    TeamKeyHolder.objects.filter(to_keys__user=dara).delete()
    with pytest.raises(NotGranted):
        before.unseal(cast.ring(dara))
    key_pairs.admit(team=cast.bangkok, user=dara, **cast.acting(cast.noi))
    assert before.unseal(cast.ring(dara))["text"] == "before"


def test_a_lead_puts_the_older_keys_under_the_new_one_and_the_old_one_is_over(cast, case):
    before = note(cast, case, cast.noi, "before")
    thief = Thief(cast, cast.sokha, [case.id])
    old = TeamKey.objects.get(team=cast.bangkok)
    leave(cast, cast.sokha)
    assert state_of(under_way().get(team=cast.bangkok)).needs_a_lead
    assert seal_anew(cast, cast.noi)
    assert not under_way().exists()
    assert not TeamKeyHolder.objects.filter(team_key=old).exists()
    assert not Grant.objects.filter(to_team_key=old, revoked=None).exists()
    before.refresh_from_db()
    assert before.unseal(cast.ring(cast.noi))["text"] == "before"
    assert not thief.opens(before), "nor with the keys of the file that she kept"


def test_a_lead_sees_that_something_waits_for_her_after_a_lawyer_left(cast, case):
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    leave(cast, cast.mai)
    browser = files.browser(cast, cast.noi)
    shown = browser.get(reverse("rotation:list")).text
    assert "presses “Go on” until nothing is left" in shown
    assert "until two recovery sheets" not in shown
    assert (
        "Everything is under the new keys"
        in browser.post(reverse("rotation:go_on"), follow=True).text
    )
    other = files.browser(cast, cast.somchit).get(reverse("rotation:list"))
    assert "No keys are being replaced" in other.text


def test_doing_it_twice_does_nothing_more(cast, case):
    leave(cast, cast.sokha)
    generations = list(Folder.objects.order_by("id").values_list("generation", flat=True))
    grants = Grant.objects.count()
    assert batches.go_on() == 0
    assert list(Folder.objects.order_by("id").values_list("generation", flat=True)) == generations
    seal_anew(cast, cast.noi)
    assert seal_anew(cast, cast.noi) == 0
    assert Grant.objects.filter(revoked=None).count() <= grants


def test_after_a_leak_open_cases_and_their_people_come_before_what_is_at_rest(cast):
    closed, open_case = (files.case(cast, by=cast.noi) for _ in range(2))
    Case.objects.filter(pk=closed.pk).update(closed=True)
    alone = files.person(cast, by=cast.noi)
    actions.suspect_team_key(team=cast.bangkok, by=cast.noi)
    order = list(folders_to_renew(under_way().get(team=cast.bangkok)))
    last = {closed.id, alone.id, *closed.people.values_list("id", flat=True)}
    first = {open_case.id, *open_case.people.values_list("id", flat=True)}
    assert set(order[-len(last) :]) == last
    assert first <= set(order[: -len(last)])


def test_more_folders_than_are_looked_up_at_once_are_all_renewed(cast, monkeypatch):
    for _ in range(3):
        files.case(cast, by=cast.noi)
    end_account(user=cast.sokha, by=cast.anan)
    monkeypatch.setattr(queries, "SOME", 2)
    whole = under_way().get(team=cast.bangkok).folders
    assert batches.go_on() == whole > 2
    assert not folders_to_renew(KeyRotation.objects.get(team=cast.bangkok))


def test_a_folder_that_was_put_in_from_outside_keeps_no_other_waiting(cast, monkeypatch):
    for _ in range(3):
        files.case(cast, by=cast.noi)
    end_account(user=cast.sokha, by=cast.anan)
    monkeypatch.setattr(queries, "SOME", 2)
    first = next(iter(folders_to_renew(under_way().get(team=cast.bangkok))))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE keys_folder SET kind = 'call' WHERE id = %s", [db_value(first)])
    batches.go_on()
    assert list(folders_to_renew(under_way().get(team=cast.bangkok))) == [first]


def test_what_stopped_half_way_goes_on(cast, monkeypatch):
    cases = [files.case(cast, by=cast.noi) for _ in range(4)]
    end_account(user=cast.sokha, by=cast.anan)
    rotation = under_way().get(team=cast.bangkok)
    whole, real, calls = rotation.folders, renewing.renew_all, []

    def dies(ids):
        calls.append(ids)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(ids)

    monkeypatch.setattr(batches, "AT_ONCE", 2)
    monkeypatch.setattr(renewing, "renew_all", dies)
    with pytest.raises(KeyboardInterrupt):
        batches.go_on()
    assert len(folders_to_renew(rotation)) == whole - 4
    assert 0 < state_of(rotation).percent < 100
    monkeypatch.setattr(renewing, "renew_all", real)
    batches.go_on()
    assert not folders_to_renew(rotation)
    assert all(NARRATIVE in cast.ring(cast.noi).compartments(one.id) for one in cases)


def test_one_who_leaves_a_team_only_keeps_her_account_and_not_its_key(cast, case):
    from tests.keys.test_leaving import leaves

    thief = Thief(cast, cast.sokha, [case.id])
    leaves(cast, cast.sokha)
    batches.go_on()
    cast.sokha.refresh_from_db()
    assert cast.sokha.is_active
    assert not thief.opens(note(cast, case, cast.noi))


def test_two_who_leave_one_after_the_other(cast, case):
    dara = cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok")
    thieves = [Thief(cast, one, [case.id]) for one in (cast.sokha, dara)]
    end_account(user=cast.sokha, by=cast.anan)
    end_account(user=dara, by=cast.anan)
    batches.go_on()
    later = note(cast, case, cast.noi)
    assert not any(thief.opens(later) for thief in thieves)
    while seal_anew(cast, cast.noi):
        pass
    assert not under_way().exists()
    assert TeamKeyHolder.objects.filter(team_key__team=cast.bangkok).count() == 2, "lead, recovery"


def test_two_administrators_end_one_account(cast, case):
    end_account(user=cast.sokha, by=cast.anan)
    with pytest.raises(Refused, match="ended already"):
        end_account(user=cast.sokha, by=cast.claire)
    assert acts().count("account.ended") == 1
    assert KeyRotation.objects.filter(team=cast.bangkok).count() == 1


def test_the_second_administrator_is_told_so_on_the_page(cast, case):
    page = reverse("accounts:end_account", args=[cast.sokha.pk])
    browser = files.browser(cast, cast.anan)
    assert browser.get(page).status_code == 200
    end_account(user=cast.sokha, by=cast.claire)
    assert "This account has ended already." in browser.post(page, follow=True).text


def test_her_note_under_way_is_kept_whole_or_refused(cast, case):
    """Her request was let in before the removal: it holds no key of those that are of now."""
    ring, browser = cast.ring(cast.sokha), files.browser(cast, cast.sokha)
    ring.compartments(case.id)
    count = CaseEntry.objects.count()
    leave(cast, cast.sokha)
    with pytest.raises(NotGranted):
        add_note(case=case, text="typed before", by=cast.sokha, ring=ring)
    answer = browser.post(reverse("cases:note", args=[case.id]), {"text": "typed later"})
    assert answer.status_code in (302, 404)
    assert CaseEntry.objects.count() == count


def test_a_note_of_a_colleague_under_way_meanwhile_is_closed_to_what_she_kept(cast, case):
    """Her keys were fetched before the removal: what it seals is under those made since."""
    ring, thief = cast.ring(cast.noi), Thief(cast, cast.sokha, [case.id])
    ring.compartments(case.id)
    leave(cast, cast.sokha)
    later = add_note(case=case, text="typed before", by=cast.noi, ring=ring)
    assert not thief.opens(later)
    assert later.unseal(cast.ring(cast.noi))["text"] == "typed before"


def test_what_she_types_after_it_comes_back_to_be_copied_and_nothing_of_it_is_saved(cast, case):
    browser, page = files.browser(cast, cast.sokha), reverse("cases:write", args=[case.id, "note"])
    form = filled_in(browser, page) | {"text": "her words, typed later"}
    count, drafts = CaseEntry.objects.count(), Draft.objects.count()
    leave(cast, cast.sokha)
    shown = browser.post(page, form, follow=True)
    assert shown.status_code == 403
    assert "her words, typed later" in shown.text
    assert (CaseEntry.objects.count(), Draft.objects.count()) == (count, drafts)


def test_where_nobody_else_holds_the_key_nothing_is_lost(cast, case):
    """It waits for somebody who holds it: without the wraps to her only the sheets would open it."""
    dara = cast.join("dara", "Dara", Role.TEAM_LEAD, "Bangkok")
    TeamKeyHolder.objects.filter(to_keys__user=dara).delete()
    for one in (cast.sokha, cast.noi):
        end_account(user=one, by=cast.anan)
    batches.go_on()
    rotation = under_way().get(team=cast.bangkok, user=cast.noi)
    assert rotation.waits_for_a_holder
    assert TeamKeyHolder.objects.filter(to_keys__user=cast.noi).exists()
    key_pairs.admit(team=cast.bangkok, user=dara, **cast.acting(cast.noi))
    batches.go_on()
    rotation.refresh_from_db()
    assert rotation.replaced_id
    assert not TeamKeyHolder.objects.filter(to_keys__user=cast.noi).exists()
    assert NARRATIVE in cast.ring(dara).compartments(case.id)


def test_an_account_that_ended_before_keys_were_replaced_is_found_by_the_command(cast, case):
    thief = Thief(cast, cast.sokha, [case.id])
    User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    actions.begin_where_accounts_ended()
    actions.begin_where_accounts_ended()
    batches.go_on()
    assert not thief.opens(note(cast, case, cast.noi))
    assert KeyRotation.objects.filter(team=cast.bangkok).count() == 1


def test_the_journal_tells_it(cast, case):
    leave(cast, cast.sokha)
    seal_anew(cast, cast.noi)
    assert {
        "rotation.team_began",
        "rotation.person_began",
        "rotation.renewed",
        "rotation.sealed_anew",
        "rotation.ended",
    } <= set(acts())
    assert entries("rotation.team_began")[0].by_id == cast.anan.pk


def test_a_server_goes_on_by_itself_and_says_whether_more_is_left(cast, case):
    from fanal.keys.actions import sweeping

    assert batches.in_the_background in sweeping.BACKGROUND_WORK
    assert not batches.in_the_background()
    end_account(user=cast.sokha, by=cast.anan)
    assert batches.in_the_background()
    assert not folders_to_renew(under_way().get(team=cast.bangkok))
    assert not batches.in_the_background()


def test_what_goes_on_beside_it_never_stops_the_idle_lock(monkeypatch):
    from fanal.keys.actions import sweeping

    def fails():
        raise OSError("the disk is full")

    monkeypatch.setattr(sweeping, "BACKGROUND_WORK", [fails])
    assert not sweeping._more_beside()
