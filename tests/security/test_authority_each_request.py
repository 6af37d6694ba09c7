"""What each request looks at of who may read what: all that was changed, and nothing is written where
nothing was."""

from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fanal.accounts import actions
from fanal.accounts.actions import offboarding
from fanal.accounts.models import Invitation, TeamRemoval, User
from fanal.authority import genuine_rows, ledger, ledger_head, memory, noted_head, queries, reading
from fanal.authority.failures import Damaged, HeadAltered, NotCertified
from fanal.authority.findings import TWICE
from fanal.authority.models import Head, RowFinding
from fanal.authority.tables import deciding
from fanal.authority.values import as_text, writer
from fanal.authority.words import WHY
from fanal.cases.models import Case
from fanal.core.roles import Role
from fanal.core.sealing import attestations
from fanal.core.sealing.compartments import LEGAL, NARRATIVE
from fanal.keys.actions import grant, revoke
from fanal.keys.models import Grant
from fanal.keys.queries import folders_granted_to
from fanal.sealed.server_key import derived
from tests import files
from tests.cast import Cast
from tests.security.planting import delete, insert, row_of, update


def test_who_only_reads_writes_nothing_and_waits_for_nobody(cast):
    genuine_rows.forget()
    with CaptureQueriesContext(connection) as asked:
        genuine_rows.run()
    assert {one["sql"].split()[0] for one in asked} <= {"SELECT", "PRAGMA"}


def test_the_rows_are_read_again_once_anything_was_written(transactional_db):
    cast = Cast.make()
    for _verified_then_compared in range(2):
        genuine_rows.run()
    assert not reads_the_users()
    update(User, {"role": "director"}, id=cast.duc.pk)
    assert reads_the_users()
    assert RowFinding.objects.filter(table="accounts_user", why="altered").exists()


def reads_the_users():
    with CaptureQueriesContext(connection) as asked:
        genuine_rows.run()
    return any("accounts_user" in one["sql"] for one in asked)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time")
def test_while_keys_are_wrapped_nobody_changes_to_whom(transactional_db):
    cast = Cast.make()
    other = connection.copy()
    with transaction.atomic():
        genuine_rows.run_in_transaction()
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
            change = "UPDATE accounts_user SET role = 'director' WHERE id = %s"
            with pytest.raises(OperationalError):
                cursor.execute(change, [cast.duc.pk])
    other.close()


def test_a_row_that_was_deleted_here_and_put_back_at_once_counts_for_nothing(cast):
    row = offboarding.ask(user=cast.sokha, team=cast.bangkok, by=cast.anan)
    genuine_rows.run()
    old = row_of(TeamRemoval, id=row.pk)
    row.delete()
    insert(TeamRemoval, **old)  # the tables stand as when they were verified; the ledger does not
    genuine_rows.run()
    assert not TeamRemoval.objects.exists()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a column of numbers takes numbers")
def test_a_version_that_is_no_number_is_none(cast):
    update(User, {"attested_version": "one"}, id=cast.duc.pk)
    genuine_rows.run()
    assert RowFinding.objects.filter(table="accounts_user", why="altered").exists()


CHANGED = {
    "step": 10_000, "number": 10_000, "mark": b"m" * 32, "counts": '{"accounts_user": 1}',
    "seal": b"s" * 32,
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGED)
def test_no_part_of_the_head_is_changed_by_hand(cast, column):
    update(Head, {column: CHANGED[column]}, id=1)
    with pytest.raises(Damaged):
        ledger_head.read_head()


def test_without_a_ledger_the_rows_that_were_changed_are_named_and_no_others(cast):
    update(Head, {"seal": b"s" * 32}, id=1)
    assert queries.faults() == [HeadAltered.SENTENCE]
    update(User, {"role": "director"}, id=cast.duc.pk)
    head, changed = queries.faults()
    assert head == HeadAltered.SENTENCE
    assert cast.duc.pk.hex in str(changed)


def test_where_only_the_head_was_changed_the_records_are_not_said_to_be(cast):
    update(Head, {"seal": b"s" * 32}, id=1)
    (said,) = queries.faults()
    assert "The row that counts the records" in str(said)
    assert "The records may be as they were" in str(said)


def test_a_head_that_was_deleted_here_is_not_taken_for_a_version_of_before(cast):
    delete(Head)
    head = ledger_head.EMPTY
    assert queries.faults()[0] == NotCertified.SENTENCE  # nothing was ever noted of it
    noted_head.note(noted_head.NotedLedgerHead(head.step + 1, head.number + 1, b"m" * 32))
    assert queries.faults() == [HeadAltered.SENTENCE]


def test_a_refusal_to_serve_says_why():
    assert str(Damaged()) == str(Damaged.SENTENCE)


def test_a_row_that_was_read_once_is_told_though_it_was_taken_away_again(cast):
    case = files.case(cast)
    (mine,) = grant(folder=case.pk, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    theirs = row_of(Grant, id=mine.pk) | {"id": uuid4()}
    insert(Grant, **theirs)
    assert {UUID(one["id"]) for one in reading.genuine(Grant)} == all_of_grants() - {theirs["id"]}
    delete(Grant, id=theirs["id"])
    (told,) = queries.unsettled()
    assert told.row == theirs["id"].hex
    assert "a row counts for nothing since" in str(queries.said_of(told))


def all_of_grants():
    return set(Grant.objects.values_list("id", flat=True))


def test_a_report_names_ten_rows_of_a_table_and_says_where_there_are_more(cast):
    case = files.case(cast)
    put_in(case, range(10))
    (said,) = of_grants()
    assert said.count("abcdef") == 10
    assert "…" not in said
    put_in(case, [10])
    (said,) = of_grants()
    assert said.count("abcdef") == 10
    assert said.endswith(" …")


def put_in(case, numbers):
    for n in numbers:
        insert(
            Grant,
            id=UUID(f"{n:026x}abcdef"),
            folder_id=case.pk,
            generation=1,
            wrapped=b"w",
            compartments="legal",
            fingerprint=b"f" * 32,
            signature=b"s" * 64,
            since="2026-03-01",
            reason=b"",
        )


def of_grants():
    return [said for fault in queries.faults() if "abcdef" in (said := str(fault))]


def test_what_an_action_deletes_is_counted_once(cast):
    offboarding.ask(user=cast.sokha, team=cast.bangkok, by=cast.anan).delete()
    offboarding.ask(user=cast.kham, team=cast.vientiane, by=cast.anan)
    genuine_rows.run()
    assert queries.faults() == [queries.NO_SECOND_PLACE]


def test_an_update_says_how_many_rows_it_changed_and_leaves_what_was_put_in(cast):
    case = files.case(cast)
    put_in(case, [1])
    theirs = Grant.objects.filter(id=UUID(f"{1:026x}abcdef"))
    assert theirs.update(revoked="2026-03-01") == 0
    assert theirs.get().revoked is None
    assert User.objects.filter(pk=cast.duc.pk).update(told_to=3) == 1  # which decides nothing
    assert User.objects.filter(pk=cast.duc.pk).update(display_name="Đức N.") == 1


def test_before_anything_is_attested_the_house_is_served(db):
    memory.known.forget()
    assert ledger.read() == ledger_head.EMPTY


def test_a_row_is_attested_as_by_the_first_release_also_where_a_column_is_empty(cast):
    actions.invite(
        email="new@fanal.example",
        display_name="New",
        role=Role.DIRECTOR,
        teams=[],
        by=cast.anan,
        office=cast.bangkok.office,
        language="fr",
    )
    row = Invitation.objects.get()
    assert row.agreed_by is None
    columns = [one for one in deciding(Invitation) if one.name not in Invitation.LATER]
    texts = [
        (column.column, as_text(writer(column), getattr(row, column.attname))) for column in columns
    ]
    name, version = row.pk.hex, row.attested_version
    key = derived("attestation")
    ours = attestations.attestation(key, "accounts_invitation", name, version, texts)
    assert bytes(row.attestation) == ours


def test_a_row_that_was_put_in_makes_up_for_none_that_was_deleted_in_its_folder(cast):
    case = files.case(cast)
    delete(Grant, id=Grant.objects.filter(folder=case.pk).first().pk)
    put_in(case, [1])
    told = [str(fault) for fault in queries.faults()]
    assert any(
        "rows are gone or changed that belonged to" in one and case.pk.hex in one for one in told
    )


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a column of ids takes one spelling")
def test_a_row_that_is_there_in_two_spellings_is_told_as_there_twice(cast):
    case = files.case(cast)
    row = row_of(Grant, id=Grant.objects.filter(folder=case.pk).first().pk)
    insert(Grant, **row | {"id": str(UUID(row["id"])).upper()})
    (told,) = [str(fault) for fault in queries.faults() if row["id"] in str(fault)]
    assert str(WHY[TWICE]) in told


# What was verified once is not verified again at each request; what changed since is.
@pytest.fixture
def granted(cast):
    """The legal part of a case, granted to the lawyer, who asked for it before."""
    case = files.case(cast)
    ring = cast.ring(cast.noi)
    (row,) = grant(folder=case.id, compartments=[LEGAL], to=cast.mai, by=cast.noi, ring=ring)
    assert opens(cast, case)
    return case, row


def opens(cast, case, part=LEGAL):
    mai = User.objects.get(pk=cast.mai.pk)  # as the next request loads her
    return Case.objects.filter(id=case.id, pk__in=folders_granted_to(mai, part)).exists()


def test_the_next_request_computes_no_attestation_again(cast, granted, monkeypatch):
    computed = []
    attested = reading.computed_of_texts
    monkeypatch.setattr(
        reading, "computed_of_texts", lambda *of: computed.append(of) or attested(*of)
    )
    assert opens(cast, granted[0])
    assert computed == []
    reading._verified.clear()
    assert opens(cast, granted[0])
    assert len(computed) == 1


def test_a_grant_that_was_altered_since_opens_nothing(cast, granted):
    case, row = granted
    update(Grant, {"compartments": f"{LEGAL} {NARRATIVE}"}, id=row.pk)
    assert not opens(cast, case)
    assert not opens(cast, case, NARRATIVE)
    update(Grant, {"compartments": str(LEGAL)}, id=row.pk)
    assert opens(cast, case)


def test_a_grant_that_was_taken_back_and_put_back_opens_nothing(cast, granted):
    case, row = granted
    before = row_of(Grant, id=row.pk)
    revoke(folder=case.id, to=cast.mai, by=cast.noi)
    Grant.objects.filter(pk=row.pk).delete()
    insert(Grant, **before)
    assert not opens(cast, case)


def test_a_row_that_was_read_with_others_is_computed_once(cast, monkeypatch):
    case, computed = files.case(cast), []
    attested = reading.computed_of_texts
    monkeypatch.setattr(
        reading, "computed_of_texts", lambda *of: computed.append(of) or attested(*of)
    )
    for _ in range(3):
        assert reading.row_counts(Case.objects.get(pk=case.pk))
    assert len(computed) == 1


def test_a_row_that_was_altered_since_counts_no_more(cast):
    case = files.case(cast)
    before = row_of(Case, id=case.pk)
    assert reading.row_counts(Case.objects.get(pk=case.pk))
    update(Case, {"team_id": cast.vientiane.pk}, id=case.pk)
    assert not reading.row_counts(Case.objects.get(pk=case.pk))
    update(Case, {"team_id": before["team_id"]}, id=case.pk)
    assert reading.row_counts(Case.objects.get(pk=case.pk))


def test_a_row_of_an_earlier_version_counts_no_more_though_it_was_known(cast):
    case = files.case(cast)
    before = row_of(Case, id=case.pk)
    assert reading.row_counts(Case.objects.get(pk=case.pk))
    Case.objects.filter(pk=case.pk).update(team=cast.vientiane)
    update(Case, before, id=case.pk)
    ledger.read()  # as each request does
    assert not reading.row_counts(Case.objects.get(pk=case.pk))


def test_no_more_than_so_many_are_remembered(cast, granted, monkeypatch):
    monkeypatch.setattr(reading, "MOST_REMEMBERED", 1)
    reading._verified.clear()
    other = files.case(cast)
    ring = cast.ring(cast.noi)
    grant(folder=other.id, compartments=[LEGAL], to=cast.mai, by=cast.noi, ring=ring)
    assert opens(cast, granted[0])
    assert opens(cast, other)
    assert len(reading._verified) == 1
