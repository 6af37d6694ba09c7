"""A line of `fanal doctor` is made red, its remedy done as it is printed, and the line is fine.

The remedies that take two recovery sheets, another machine or a page are in test_remedies.py,
test_backup.py, test_accepting.py and tests/retention/test_operating.py.
"""

import io
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from fanal.accounts.models import Office, Team, User
from fanal.authority import noted_head
from fanal.authority.ledger_head import read_head
from fanal.authority.noted_head import NotedLedgerHead
from fanal.cli import main
from fanal.core.roles import Role
from fanal.health.checks import database
from fanal.health.checks.base import CHECKS, Outcome, result_of
from fanal.installation import key_file_marks, key_files
from fanal.retention.actions import erasing, running
from fanal.retention.models import Erasure, Tombstone
from fanal.web.models import LastSweep
from tests.cast import PASSPHRASE
from tests.operations.installation import DONE
from tests.retention import scene

# What is noted beside the database waits for the end of a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


def is_fine(name):
    return result_of(CHECKS[name]).outcome is Outcome.FINE


def is_red(name):
    return result_of(CHECKS[name]).outcome is CHECKS[name].severity


@pytest.fixture
def typed(cast, monkeypatch):
    """A command as two people type it, each with the pass-phrase."""

    def run(*words):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n" * 2))
        return main(list(map(str, words)))

    head = read_head()  # the cast was written without a command that notes it
    noted_head.note(NotedLedgerHead(head.step, head.number, head.mark))
    return run


@pytest.fixture
def keys(settings, tmp_path):
    """Key files of their own."""
    folder = tmp_path / "keys"
    shutil.copytree(settings.KEY_FOLDER, folder)
    folder.chmod(0o700)
    settings.KEY_FOLDER, settings.VAR = folder, tmp_path / "var"
    settings.VAR.mkdir(mode=0o700)
    yield folder
    key_files.read.cache_clear()


@pytest.mark.parametrize(
    ("name", "where", "closed"),
    [
        ("key_files_private", "keys/pepper.key", 0o600),
        ("key_folder_private", "keys", 0o700),
        ("var_private", "var", 0o700),
    ],
)
def test_what_is_open_to_others_is_closed(keys, tmp_path, name, where, closed):
    (tmp_path / where).chmod(0o755)
    said = str(result_of(CHECKS[name]).said)
    assert is_red(name)
    assert Path(where).name in said  # which one, for whoever types it
    (tmp_path / where).chmod(closed)
    assert is_fine(name)


def test_of_key_files_that_were_changed_on_purpose_the_marks_are_deleted(keys):
    key_file_marks.note(settings.VAR, keys)
    (keys / key_files.DJANGO).write_bytes(b"x" * 32)
    key_files.read.cache_clear()
    assert is_red("key_files_match")
    (settings.VAR / "keys.marks").unlink()
    assert is_fine("key_files_match")


def test_the_table_of_the_counters_is_made_again(cast, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE counters")
    # As on a server: in the tests the counters lie in memory.
    monkeypatch.setattr(
        database.cache, "get", lambda _name: database.asked("SELECT 1 FROM counters")
    )
    assert is_red("counters_there")
    call_command("createcachetable", verbosity=0)
    assert is_fine("counters_there")


def test_a_backup_is_made(typed, tmp_path):
    assert is_red("backup_within_a_week")
    assert typed("backup", tmp_path) == DONE
    assert is_fine("backup_within_a_week")
    assert is_fine("backup_last_night")


def test_the_timer_runs(typed):
    LastSweep.objects.all().delete()
    assert is_red("timer_runs")
    assert typed("tick") == DONE
    assert is_fine("timer_runs")


def test_the_head_of_the_journal_is_noted_anew_and_two_people_acknowledge_that_it_was_gone(typed):
    Path(settings.JOURNAL_HEAD).unlink()
    assert is_red("journal_head_noted")
    assert typed("tick") == DONE
    assert is_fine("journal_head_noted")
    assert is_red("journal_alarm")
    assert is_red("journal_whole")
    two = ["--by", "vera@fanal.example", "--by", "anan@fanal.example"]
    assert typed("audit", "acknowledge", *two, "--reason", "We moved it away by mistake") == DONE
    assert is_fine("journal_alarm")
    assert is_fine("journal_whole")


def certify(typed):
    two = ["--present", "anan@fanal.example", "--present", "claire@fanal.example"]
    return typed("authority", "certify", *two)


def test_two_people_note_the_head_of_the_attested_records_anew(typed):
    noted_head.path().unlink()
    assert is_red("ledger_head_noted")
    assert certify(typed) == DONE
    assert is_fine("ledger_head_noted")


def test_rows_that_none_of_our_actions_made_are_settled_by_two_people(cast, typed):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_user SET role = 'director' WHERE email = %s", [cast.sokha.email]
        )
    assert is_red("rows_as_written")  # before the timer has taken the row out
    assert typed("tick") == DONE
    assert is_red("rows_genuine")
    assert certify(typed) == DONE
    assert is_fine("rows_genuine")
    assert is_fine("rows_as_written")


def test_an_erasure_that_stands_unfinished_is_gone_on_with(cast, typed, monkeypatch):
    row = scene.asks(cast, scene.of_case(scene.closed(cast)))
    with monkeypatch.context() as power_cut:  # after the second yes, before the first row goes
        power_cut.setattr(running, "begin", lambda _row: None)
        erasing.agree(row=row, by=cast.claire)
    Erasure.objects.filter(pk=row.pk).update(agreed_on=timezone.localdate() - timedelta(days=2))
    assert is_red("erasure_unfinished")
    assert typed("erasures", "run") == DONE
    assert is_fine("erasure_unfinished")
    assert Tombstone.objects.exists()


def test_a_lead_who_comes_in_makes_the_key_of_a_new_team(cast):
    office = Office(name="Huế", country="VN", time_zone="Asia/Ho_Chi_Minh")
    Office.objects.bulk_create([office])
    Team.objects.bulk_create([Team(name="Huế", office=office)])
    assert is_red("team_without_lead")
    assert is_red("teams_have_keys")
    cast.join("dara", "Dara", Role.TEAM_LEAD, "Huế")
    assert is_fine("team_without_lead")
    assert is_fine("teams_have_keys")


@pytest.mark.parametrize(
    ("name", "role", "left"),
    [
        ("two_directors", Role.DIRECTOR, "claire"),
        ("two_administrators", Role.ADMINISTRATOR, "anan"),
        ("auditor", Role.AUDITOR, None),
    ],
)
def test_who_is_missing_is_invited(cast, name, role, left):
    others = User.objects.filter(role=role)
    (others.exclude(pk=getattr(cast, left).pk) if left else others).update(is_active=False)
    assert is_red(name)
    cast.join("dara", "Dara", role, "Bangkok")
    assert is_fine(name)
