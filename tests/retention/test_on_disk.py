"""Not one byte of hers is left on the disk, and a machine that dies half way goes on where it was."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from fanal.authority import completeness
from fanal.cases.actions import documents
from fanal.cases.models import CaseEntry, Document
from fanal.keys.models import Folder, Grant
from fanal.people.models import Person
from fanal.retention.actions import erasing, running
from fanal.retention.actions.vacuum import vacuum
from fanal.retention.models import Erasure, Tombstone
from fanal.retention.queries import chosen_records
from fanal.retention.queries.related_rows import ErasureReach
from tests import case_with_a_story, ledger
from tests.cast import Cast
from tests.journal import entries
from tests.retention import on_disk, scene
from tests.retention.test_chosen_records import Scene

SLOWLY = Path(__file__).with_name("erase_slowly.py")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    ledger.forget()
    yield Cast.make()
    ledger.forget()


@pytest.fixture
def her(cast, monkeypatch):
    """A girl of whom every line of her story is known, with a paper; a second case of her own."""
    here = case_with_a_story.told(cast)
    write = cast.acting(cast.sokha)
    documents.add_document(case=here.case, name="passport.txt", parts=[b"P" * 90_000], **write)
    scene.close_by_hand(*here.her.cases.values_list("pk", flat=True))
    scene.whatever_keeps_it(monkeypatch)
    return here.her


def test_no_sealed_byte_of_hers_is_left_in_the_database_or_beside_it(cast, her):
    plan = scene.of_person(her)
    pieces = on_disk.sealed_pieces(ErasureReach(plan.files, plan.cases).goes)
    before = on_disk.everything()
    seen = {place: piece for place, piece in pieces.items() if piece in before}
    assert {label for label, _column, _pk in seen} >= {
        "people.PersonName",
        "people.Birth",
        "people.SearchRow",
        "cases.CaseEntry",
        "cases.Consent",
        "cases.Document",
        "cases.DocumentPart",
        "cases.Task",
        "keys.Grant",
        "intake.Signal",
    }
    scene.erased(cast, plan)
    after = on_disk.everything()
    assert [place for place, piece in seen.items() if piece in after] == []


def test_no_sealed_byte_of_what_was_chosen_is_left_and_every_byte_of_the_others_is(cast):
    here = Scene(cast)
    row = here.asks(here.hers, here.passport, here.task)
    goes = ErasureReach(here.plan.files, (), (), chosen_records.parsed(row.chosen)).goes
    pieces = on_disk.sealed_pieces(goes)
    stays = on_disk.sealed_pieces(
        {CaseEntry: {here.both.pk, here.theirs.pk}, Document: {here.map.pk}}
    )
    before = on_disk.everything()
    seen = {place: piece for place, piece in pieces.items() if piece in before}
    assert {label for label, _column, _pk in seen} >= {
        "cases.CaseEntry",
        "cases.Document",
        "cases.DocumentPart",
        "cases.Task",
        "people.PersonName",
    }
    erasing.agree(row=row, by=cast.claire)
    running.begin(row.pk, 1000)
    after = on_disk.everything()
    assert [place for place, piece in seen.items() if piece in after] == []
    assert [place for place, piece in stays.items() if piece not in after] == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes over what it deletes")
def test_after_a_vacuum_no_byte_of_hers_is_in_a_dump_nor_in_the_files_of_the_tables(
    cast, her, tmp_path
):
    """In the log of PostgreSQL it stays until that goes round: THREAT_MODEL.md says so."""
    plan = scene.of_person(her)
    pieces = on_disk.sealed_pieces(ErasureReach(plan.files, plan.cases).goes)
    before, tables = on_disk.dump(tmp_path / "before"), on_disk.files_of_postgresql("base")
    seen = {place: piece for place, piece in pieces.items() if piece in tables}
    assert len(seen) > 50
    assert [place for place, piece in seen.items() if piece.hex().encode() not in before] == []
    scene.erased(cast, plan)
    assert any(piece in on_disk.files_of_postgresql("base") for piece in seen.values())
    log = on_disk.files_of_postgresql("pg_wal")  # before a checkpoint lets it go round
    assert any(piece in log for piece in seen.values())
    vacuum()
    after, tables = on_disk.dump(tmp_path / "after"), on_disk.files_of_postgresql("base")
    assert [place for place, piece in seen.items() if piece.hex().encode() in after] == []
    assert [place for place, piece in seen.items() if piece in tables] == []


def process(*words, **options):
    env = on_disk.of_a_process() | {"LANGUAGE": "en", "LANG": "C.UTF-8"}
    return subprocess.Popen(
        [sys.executable, *words],
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **options,
    )


def test_killed_half_way_it_goes_on_where_it_was(cast, her, monkeypatch):
    plan = scene.of_person(her)
    monkeypatch.setattr("fanal.retention.actions.running.begin", lambda *_: False)
    row = scene.asks(cast, plan)
    erasing.agree(row=row, by=cast.claire)
    monkeypatch.undo()
    left = len(ErasureReach(plan.files, plan.cases))
    connection.close()
    slow = process(SLOWLY)
    for _ in range(3):
        assert slow.stdout.readline() == "batch\n", slow.stdout.read()
    slow.send_signal(signal.SIGKILL)
    slow.wait()
    slow.stdout.close()
    ledger.forget()
    half = len(ErasureReach(plan.files, plan.cases))
    assert 0 < half < left
    assert not Folder.objects.filter(pk__in=plan.files | plan.cases).exists()
    assert not Grant.objects.filter(folder__in=plan.files | plan.cases).exists()
    assert not Tombstone.objects.exists()
    assert Erasure.objects.get().rows > 0
    connection.close()
    run = process("-m", "fanal.cli", "erasures", "run")
    said = run.communicate(timeout=300)[0]
    assert (run.returncode, said) == (0, "erasures that ended: 1\n"), said
    ledger.forget()
    assert len(ErasureReach(plan.files, plan.cases)) == 0
    assert not Person.objects.filter(pk=her.pk).exists()
    assert not CaseEntry.objects.filter(case__in=plan.cases).exists()
    assert {tombstone.pk for tombstone in Tombstone.objects.all()} == plan.files | plan.cases
    assert len(list(entries("erasure.ended"))) == 1
    for model in (Person, Tombstone, Erasure, Grant, Folder):
        assert completeness.is_whole(model), model
