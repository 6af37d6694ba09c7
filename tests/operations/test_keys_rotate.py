"""`fanal keys rotate`, killed half way: nothing is lost, nothing is done twice, and it goes on."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F

from fanal.accounts.actions import end_account
from fanal.cases.actions.entries import add_note
from fanal.cases.models import CaseEntry
from fanal.cli import main
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.actions import create_folder
from fanal.keys.models import Folder, Grant, TeamKeyHolder
from fanal.rotation import batches, older_records
from fanal.rotation.models import FolderToReseal
from fanal.rotation.queries import folders_to_renew, under_way
from tests import files
from tests.operations.installation import DONE, Machine
from tests.rotation.thief import Thief
from tests.sharing.transfers import offer, told_case

FOLDERS, KILLS = 120, 2
SLOWLY = Path(__file__).with_name("seal_slowly.py")
ROTATES = Path(__file__).with_name("rotate_and_wait.py")
ACCEPTS = Path(__file__).with_name("accept_slowly.py")
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def machine(tmp_path):
    """The command in a process of its own, on the database of the tests."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        (tmp_path / "fanal.sqlite3").symlink_to(name)
        return Machine(tmp_path)
    host, port = connection.settings_dict["HOST"], connection.settings_dict["PORT"] or 5432
    url = f"postgresql://{connection.settings_dict['USER']}@/{name}?host={host}&port={port}"
    return Machine(tmp_path, DATABASE_URL=url)


def killed_half_way(machine):
    """`fanal keys rotate` in a process of its own, killed within its second transaction."""
    running = in_another_process(machine, ROTATES)
    for line in running.stdout:
        if line == "half way\n":
            break
    running.send_signal(signal.SIGKILL)
    said = running.communicate()[0]
    assert running.returncode == -signal.SIGKILL, said


def renewed():
    return Folder.objects.filter(generation=2).count()


def grants_by_folder():
    newest = Grant.objects.filter(generation=F("folder__generation"), revoked=None)
    return Counter(newest.values_list("folder", flat=True))


@committed
def test_killed_half_way_it_loses_nothing_and_goes_on(cast, machine, monkeypatch):
    made = [uuid4() for _ in range(FOLDERS)]
    for one in made:
        create_folder(folder=one, kind="signal", team=cast.bangkok, by=cast.noi)
    whole = grants_by_folder()
    end_account(user=cast.sokha, by=cast.anan)
    for kill in range(1, KILLS + 1):
        killed_half_way(machine)
        assert grants_by_folder() == whole, "each is as it was, or has all of its new keys"
        assert renewed() == kill * batches.AT_ONCE
        assert 0 < len(folders_to_renew(under_way().get(team=cast.bangkok))) < FOLDERS
    answer = machine.fanal("keys", "rotate")
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert "What was written before waits for a lead" in answer.stdout
    assert not folders_to_renew(under_way().get(team=cast.bangkok))
    assert set(Folder.objects.filter(id__in=made).values_list("generation", flat=True)) == {2}
    assert grants_by_folder() == whole
    assert whole_database()
    ring = cast.ring(cast.noi)
    ring.prepare(made)
    assert all(len(ring.all_keys(one, NARRATIVE)) == 2 for one in made)


@committed
def test_a_lead_who_was_stopped_half_way_goes_on(cast, monkeypatch):
    for _ in range(10):
        create_folder(folder=uuid4(), kind="signal", team=cast.bangkok, by=cast.noi)
    end_account(user=cast.sokha, by=cast.anan)
    batches.go_on()
    monkeypatch.setattr(older_records, "AT_ONCE", 3)
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=0)
    assert under_way().exists()
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
    assert not under_way().exists()
    assert not TeamKeyHolder.objects.exclude(team_key__retired=None).exists()


@committed
def test_a_lead_whose_server_is_killed_half_way_loses_nothing_and_goes_on(cast, machine):
    """The note opens under its old keys or under the new ones, and never under none."""
    here = [files.case(cast, by=cast.noi) for _ in range(6)]
    write = cast.acting(cast.noi)
    notes = {add_note(case=one, text=one.code_name, **write).pk for one in here}
    thief = Thief(cast, cast.sokha, [one.id for one in here])
    end_account(user=cast.sokha, by=cast.anan)
    batches.go_on()
    count = FolderToReseal.objects.count()
    connection.close()
    slow = in_another_process(machine, SLOWLY)
    slow.stdin.write(f"{cast.noi.pk} {private(cast, cast.noi)}\n")
    slow.stdin.flush()
    for _ in range(3):
        assert slow.stdout.readline() == "folder\n", slow.stdout.read()
    slow.send_signal(signal.SIGKILL)
    slow.communicate()
    assert 0 < FolderToReseal.objects.count() < count
    assert {one.code_name for one in here} == read(cast, notes)
    older_records.seal_anew(cast.bangkok, **cast.acting(cast.noi), seconds=60)
    assert not under_way().exists()
    assert {one.code_name for one in here} == read(cast, notes)
    assert not any(thief.opens(entry) for entry in CaseEntry.objects.filter(pk__in=notes))
    assert whole_database()


def in_another_process(machine, script):
    """Told by its input who acts, and with which keys."""
    env = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    env |= {"FANAL_VAR": str(machine.var), "FANAL_KEYS": str(machine.keys)} | machine.more
    return subprocess.Popen(
        [sys.executable, script],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.PIPE,
        text=True,
    )


def private(cast, user):
    return cast.private[user.pk][1].to_bytes().hex()


def read(cast, ids):
    ring = cast.ring(cast.noi)
    return {entry.unseal(ring)["text"] for entry in CaseEntry.objects.filter(pk__in=ids)}


@committed
def test_a_lead_whose_server_is_killed_after_her_yes_to_a_case_loses_nothing_and_goes_on(
    cast, machine
):
    """The case is hers with her yes; what she had not sealed anew yet is noted, and opens."""
    here = told_case(cast)
    write = cast.acting(cast.sokha)
    notes = {add_note(case=here.case, text=str(n), **write).pk for n in range(4)}
    transfer = offer(cast, here, near=[cast.somchit])
    folders = [here.case.id, here.person.id]
    thief = Thief(cast, cast.noi, folders)
    connection.close()
    slow = in_another_process(machine, ACCEPTS)
    slow.stdin.write(f"{cast.somchit.pk} {private(cast, cast.somchit)} {transfer.pk}\n")
    slow.stdin.flush()
    assert slow.stdout.readline() == "folder\n", slow.stdout.read()
    slow.send_signal(signal.SIGKILL)
    slow.communicate()
    here.case.refresh_from_db()
    assert here.case.team == cast.vientiane
    assert FolderToReseal.objects.count() == 1
    rows = CaseEntry.objects.filter(pk__in=notes)
    ring = cast.ring(cast.somchit)
    assert {row.unseal(ring)["text"] for row in rows} == {"0", "1", "2", "3"}
    older_records.seal_anew(cast.vientiane, **cast.acting(cast.somchit), seconds=60)
    assert not under_way().exists()
    for model in older_records.sealed_models():
        left = model._base_manager.filter(folder__in=folders)
        assert not [one for one in left if thief.opens(one)]
    ring = cast.ring(cast.kham)
    assert {entry.unseal(ring)["text"] for entry in CaseEntry.objects.filter(pk__in=notes)} == {
        "0",
        "1",
        "2",
        "3",
    }
    assert whole_database()


@committed
def test_the_timer_goes_on_with_it(cast, monkeypatch, capsys):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("FANAL_VAR", str(settings.VAR))
    create_folder(folder=uuid4(), kind="signal", team=cast.bangkok, by=cast.noi)
    end_account(user=cast.sokha, by=cast.anan)
    assert main(["tick"]) == DONE
    assert "files with new keys, after somebody left: 1" in capsys.readouterr().out
    assert not folders_to_renew(under_way().get(team=cast.bangkok))


@committed
def test_it_says_what_is_at_rest_and_waits_for_nothing(cast, monkeypatch, capsys):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("FANAL_VAR", str(settings.VAR))
    create_folder(folder=uuid4(), kind="person", team=cast.bangkok, by=cast.noi)
    end_account(user=cast.sokha, by=cast.anan)
    assert main(["keys", "rotate"]) == DONE
    said = capsys.readouterr().out
    assert "files with new keys: 0" in said
    assert "No keys wait to be replaced." in said
    assert "which get new keys with the next write in them: 1" in said


@committed
def test_it_says_that_there_is_nothing_to_do(cast, monkeypatch, capsys):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("FANAL_VAR", str(settings.VAR))
    assert main(["keys", "rotate"]) == DONE
    assert "No keys wait to be replaced." in capsys.readouterr().out


def whole_database():
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone() == ("ok",)
