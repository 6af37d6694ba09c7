"""The upgrade: what stands there is certified once, in front of two people who see it."""

import fcntl
import threading
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from fanal.accounts.actions import invitation_for, invite
from fanal.accounts.models import Invitation, Membership, User
from fanal.audit import actions
from fanal.authority import (
    batched_rows,
    certifying,
    genuine_rows,
    groups,
    ledger,
    memory,
    noted_head,
    queries,
)
from fanal.authority.failures import Damaged, NotCertified, NotWhole, RolledBack
from fanal.authority.models import Ended, Head, RowFinding
from fanal.authority.tables import attested_models, table
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.models import ConflictOfInterest
from fanal.commands import authority
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import LEGAL
from fanal.keys.actions import grant, renew, revoke
from fanal.keys.certifying import unknown
from fanal.keys.models import Folder, Grant, UserKeys
from tests import files
from tests.cast import PASSPHRASE
from tests.journal import the_entry
from tests.security import planting
from tests.security.planting import delete, insert, row_of, update

BOTH = ["anan@fanal.example", "claire@fanal.example"]


def as_before_this_version():
    """The rows as they stood before they were attested."""
    for model in attested_models():
        update(model, {"attested_version": 0, "attestation": b""})
    delete(Head)
    delete(Ended)
    memory.known.forget()
    genuine_rows.forget()


@pytest.fixture
def before(cast):
    case = files.case(cast)
    as_before_this_version()
    return SimpleNamespace(cast=cast, case=case)


def run(*present, leave_out=False):
    authority.run(SimpleNamespace(present=list(present), leave_out=leave_out))


def test_until_it_was_done_every_address_names_the_command_and_nothing_else(before):
    for address in ("/", "/cases/", "/sign-in/", "/help/", f"/cases/{before.case.id}/"):
        answer = Client().get(address)
        assert answer.status_code == 503
        assert "fanal authority certify" in answer.text
        assert before.case.code_name not in answer.text


def test_until_it_was_done_nothing_is_written(before):
    with pytest.raises(NotCertified):
        before.cast.sokha.save()


def test_two_people_see_accounts_teams_and_links_and_everything_opens_again(
    before, terminal, capsys
):
    terminal += [PASSPHRASE, PASSPHRASE]
    run(*BOTH)
    said = capsys.readouterr().out
    for shown in ("Sokha Chea <sokha@fanal.example>, Case worker", "Bangkok", "Emergency group: –"):
        assert shown in said
    page = files.browser(before.cast, before.cast.sokha).get(f"/cases/{before.case.id}/")
    assert page.status_code == 200
    assert before.cast.ring(before.cast.noi).compartments(before.case.id)
    entry = the_entry("authority.certified")
    assert entry.by_id == before.cast.anan.pk
    assert queries.faults() == [queries.NO_SECOND_PLACE]


@pytest.mark.parametrize(
    "present",
    [
        [],
        BOTH[:1],
        [BOTH[0], BOTH[0]],
        [BOTH[0], "sokha@fanal.example"],
        ["x@example.org", BOTH[1]],
    ],
)
def test_one_person_is_not_enough_nor_somebody_of_another_role(before, terminal, present):
    with pytest.raises(BadInput):
        run(*present)
    with pytest.raises(NotCertified):
        ledger.read()


def test_whose_account_was_changed_from_outside_confirms_nothing_and_is_named(cast, terminal):
    """Neither a director whose row was touched, nor a worker whom the database calls one."""
    update(User, {"role": "director"}, id=cast.sokha.pk)
    with pytest.raises(BadInput) as refused:
        run(BOTH[0], cast.sokha.email)
    assert refused.value.where == cast.sokha.email


def test_a_wrong_pass_phrase_of_the_second_certifies_nothing(before, terminal):
    terminal += [PASSPHRASE, "not the right one at all"]
    with pytest.raises(BadInput):
        run(*BOTH)
    with pytest.raises(NotCertified):
        ledger.read()


def test_a_slip_at_the_terminal_is_asked_again_and_the_third_ends_it(before, terminal, monkeypatch):
    """What they have seen took minutes to gather in a large house."""
    monkeypatch.setattr("fanal.commands.prompts.at_terminal", lambda: True)
    terminal += [PASSPHRASE, "a slip", "a slip", "a slip", PASSPHRASE]
    with pytest.raises(BadInput):
        run(*BOTH)
    with pytest.raises(NotCertified):
        ledger.read()
    terminal[:] = [PASSPHRASE, "a slip", PASSPHRASE]
    run(*BOTH)
    assert ledger.read()


def test_what_the_journal_does_not_know_is_refused_by_name(before, terminal):
    cast = before.cast
    insert(
        User,
        email="thief@example.org",
        password="x",
        display_name="Thief",
        role="director",
        office_id=cast.bangkok.office_id,
        joined="2026-01-01",
    )
    with pytest.raises(Refused, match="the journal does not know this row of “accounts”"):
        run(*BOTH)
    with pytest.raises(NotCertified):
        ledger.read()


def test_what_is_left_out_is_put_aside_and_the_rest_certified(before, terminal):
    cast = before.cast
    mine = cast.private[cast.mai.pk][0]
    insert(
        Grant,
        folder_id=before.case.id,
        generation=1,
        compartments="legal",
        to_keys_id=mine.pk,
        wrapped=b"garbage",
        fingerprint=b"x" * 32,
        signature=b"y" * 64,
        since="2026-03-01",
        reason=b"",
    )
    insert(Membership, user_id=cast.vera.pk, team_id=cast.bangkok.pk, since="2026-01-01")
    assert "keys_grant" in {name for name, _row in unknown()}
    terminal += [PASSPHRASE, PASSPHRASE]
    run(*BOTH, leave_out=True)
    assert not Grant.objects.filter(to_keys=mine).exists()
    assert RowFinding.objects.filter(table="keys_grant", taken_out=True).exists()


def test_the_demonstration_of_before_certifies_itself(before):
    authority.certify_demonstration()
    genuine_rows.run()
    assert queries.faults() == [queries.NO_SECOND_PLACE]


def noted():
    """As at the end of a transaction, which the tests have none of."""
    head = ledger.read()
    noted_head.note(noted_head.NotedLedgerHead(head.step, head.number, head.mark))


def test_done_twice_it_says_that_it_was_done(before, terminal):
    terminal += [PASSPHRASE, PASSPHRASE]
    run(*BOTH)
    noted()
    with pytest.raises(Refused, match="certified already"):
        run(*BOTH)


def test_two_at_once_get_one_certificate(before, terminal):
    place = noted_head.path().with_name(certifying.LOCK)
    with place.open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="somebody else is certifying"):
            run(*BOTH)


def test_what_changes_while_they_look_is_not_certified(before):
    seen = certifying.state()
    update(User, {"role": "director"}, id=before.cast.duc.pk)
    with pytest.raises(Refused, match="changed meanwhile"):
        certifying.certify(seen=seen)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a column of ids takes one spelling")
def test_an_id_that_somebody_spelled_otherwise_is_the_same_row_afterwards(before):
    sokha = before.cast.sokha
    update(User, {"id": str(sokha.pk).upper()}, id=sokha.pk)
    assert not User.objects.filter(pk=sokha.pk).exists()
    authority.certified([before.cast.anan, before.cast.claire], certifying.state())
    assert User.objects.get(pk=sokha.pk).email == sokha.email


def test_a_link_of_before_opens_still(cast):
    token = invite(
        email="new@fanal.example",
        display_name="New",
        role=Role.ADMINISTRATOR,
        language="en",
        office=cast.bangkok.office,
        teams=[],
        by=None,
    )
    import hashlib

    plain = hashlib.sha256(b"invitation|" + token.encode()).hexdigest()
    as_before_this_version()
    update(Invitation, {"token": plain})
    authority.certified([cast.anan, cast.claire], certifying.state())
    assert invitation_for(token)


def test_a_key_file_of_another_organisation_says_so(cast):
    update(Head, {"seal": b"x" * 32}, id=1)
    with pytest.raises(Damaged):
        ledger.read()
    answer = Client().get("/sign-in/")
    assert answer.status_code == 503
    assert "another organisation" in answer.text


def test_a_state_of_before_is_found_by_the_second_place(cast):
    head = ledger.read()
    noted_head.note(noted_head.NotedLedgerHead(head.step + 3, head.number, head.mark))
    with pytest.raises(RolledBack):
        genuine_rows.run()
    assert "older than what was noted" in Client().get("/sign-in/").text


def test_after_a_restore_two_people_certify_what_came_back(cast, terminal):
    head = ledger.read()
    noted_head.note(noted_head.NotedLedgerHead(head.step + 9, head.number + 4, b"m" * 32))
    terminal += [PASSPHRASE, PASSPHRASE]
    run(*BOTH)
    again = ledger.read()
    assert (again.step, again.number) > (head.step + 9, head.number + 4)


@pytest.mark.parametrize("attack", ["deleted", "put aside"])
def test_the_command_that_every_page_names_helps_also_where_nothing_false_is_left(
    cast, terminal, attack
):
    found = keep_out(case=files.case(cast), user=cast.sokha, reason="His cousin.", by=cast.noi)
    if attack == "deleted":
        delete(ConflictOfInterest, id=found.pk)
        with pytest.raises(NotWhole):
            genuine_rows.run()
    else:
        insert(Membership, user_id=cast.duc.pk, team_id=cast.bangkok.pk, since="2026-03-01")
        genuine_rows.run()
    assert queries.unsettled()
    terminal += [PASSPHRASE, PASSPHRASE]
    run(*BOTH)
    genuine_rows.run()
    assert queries.unsettled() == []


def test_what_was_over_before_the_certificate_stays_over(cast, terminal):
    from fanal.keys.actions import grant

    case = files.case(cast)
    who = {"folder": case.id, "to": cast.mai, "by": cast.noi}
    (made,) = grant(compartments=["legal"], ring=cast.ring(cast.noi), **who)
    old = row_of(Grant, id=made.pk)
    revoke(**who)
    authority.certified([cast.anan, cast.claire], certifying.state())
    planting.put_back(Grant, old)
    assert not cast.ring(cast.mai).compartments(case.id)
    grant(compartments=["legal"], ring=cast.ring(cast.noi), **who)
    assert cast.ring(cast.mai).compartments(case.id) == {"legal"}


@pytest.mark.parametrize("cut", ["the last", "one inside", "all", "a mark"])
def test_a_ledger_that_was_cut_or_edited_is_refused(cast, cut):
    for one in (cast.noi, cast.sokha, cast.mai):
        one.display_name += " B"
        one.save()
    numbers = list(Ended.objects.order_by("number").values_list("number", flat=True))
    if cut == "a mark":
        update(Ended, {"version": 1, "row": "0" * 32}, number=numbers[-2])
    elif cut == "all":
        delete(Ended)
    else:
        delete(Ended, number=numbers[-1 if cut == "the last" else -2])
    memory.known.forget()
    with pytest.raises(Damaged):
        ledger.read()
    assert queries.faults()[0] == Damaged.SENTENCE


def test_a_head_of_before_is_refused_by_who_saw_the_one_after(transactional_db):
    from tests.cast import Cast

    cast = Cast.make()
    ledger.read()
    old, numbers = row_of(Head, id=1), Ended.objects.count()
    cast.noi.display_name += " B"
    cast.noi.save()
    ledger.read()
    planting.put_back(Head, old)
    planting.sql("DELETE FROM authority_ended WHERE number > %s", numbers)
    with pytest.raises(RolledBack):
        ledger.read()
    noted_head.path().unlink()
    with pytest.raises(RolledBack):
        ledger.read()
    assert not connection.in_atomic_block


def test_who_reads_while_others_write_is_never_told_of_a_rollback(transactional_db):
    """Threads of one process, each with a connection of its own."""
    from tests.cast import Cast

    cast, wrong, ended = Cast.make(), [], threading.Event()

    def reading():
        try:
            while not ended.is_set():
                genuine_rows.run()
        except Exception as failure:
            wrong.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=reading) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(25):
        cast.duc.display_name = f"Đức {n}"
        cast.duc.save()
    ended.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    genuine_rows.run()
    assert queries.faults() == []


def test_what_changed_by_right_before_the_certificate_is_known_to_the_journal(cast):
    """New keys after somebody left, a grant that ended, a colleague whose keys are of before."""
    case = files.case(cast)
    ring = cast.ring(cast.noi)
    grant(folder=case.pk, compartments=[LEGAL], to=cast.mai, by=cast.noi, ring=ring)
    revoke(folder=case.pk, compartments=[LEGAL], to=cast.mai, by=cast.noi)
    actions.record(act="rotation.team_began", by=cast.anan, about=cast.bangkok.pk)
    renew(case.pk)
    as_before_this_version()
    names = {name for name, _key in unknown()}
    assert "keys_folder" not in names
    assert "keys_grant" not in names


def test_a_member_whose_account_nobody_made_is_known_to_nobody(before):
    stranger = row_of(User, id=before.cast.sokha.pk) | {"id": uuid4(), "email": "nok@x.org"}
    insert(User, **stranger)
    insert(Membership, user_id=stranger["id"], team_id=before.cast.bangkok.pk, since="2026-01-01")
    assert {"accounts_user", "accounts_membership"} <= {table for table, _key in unknown()}


def test_what_a_pair_signed_after_it_was_retired_is_known_to_nobody(cast):
    case = files.case(cast)
    grant(folder=case.pk, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    UserKeys.objects.filter(user=cast.noi).update(retired="2020-01-01")
    as_before_this_version()
    row = Grant.objects.get(folder=case.pk, to_keys__user=cast.mai)
    assert ("keys_grant", row.pk.hex) in unknown()


def test_two_people_note_the_head_anew_where_its_file_is_gone(transactional_db, terminal):
    """As `fanal doctor` says: all else is in order, and an earlier state would not be noticed."""
    from tests.cast import Cast

    cast = Cast.make()
    cast.noi.save()
    noted_head.path().unlink()
    assert queries.faults() == [queries.NO_SECOND_PLACE]
    terminal += [PASSPHRASE, PASSPHRASE]
    run(*BOTH)
    assert noted_head.kept()
    assert queries.faults() == []


def test_tables_of_more_rows_than_fit_into_memory_at_once_are_certified_whole(before, monkeypatch):
    monkeypatch.setattr(batched_rows, "AT_ONCE", 2)
    n = authority.certified([before.cast.anan, before.cast.claire], certifying.state())
    assert n == sum(ledger.read().counts[table(model)] for model in attested_models())
    assert queries.faults() == [queries.NO_SECOND_PLACE]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a column of ids takes one spelling")
def test_a_folder_counts_the_grants_whose_folder_somebody_spelled_otherwise(before):
    case = before.case
    update(Grant, {"folder_id": str(case.pk).upper()}, folder_id=case.pk, to_keys_id=None)
    authority.certified([before.cast.anan, before.cast.claire], certifying.state())
    counted = groups.counts_in(Folder.objects.get(pk=case.pk).counts)["keys_grant"]
    assert counted == Grant.objects.filter(folder=case.pk).count()
    assert queries.faults() == [queries.NO_SECOND_PLACE]


def test_what_two_people_saw_does_not_depend_on_the_order_of_the_rows(before):
    seen = certifying.state()
    row = row_of(Membership, user_id=before.cast.sokha.pk)
    delete(Membership, id=row["id"])
    assert certifying.state() != seen
    planting.put_back(Membership, row)
    assert certifying.state() == seen


def test_the_journal_is_opened_only_for_a_row_that_is_not_genuine(cast, monkeypatch):
    opened = []
    monkeypatch.setattr("fanal.keys.certifying.Journalled", lambda: opened.append("the journal"))
    assert unknown() == [] == opened
