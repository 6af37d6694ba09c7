"""A backup ends with the key of its day: then no sheet opens any copy of it, wherever it lies."""

import io
import json
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from fanal.cli import main
from fanal.commands import opened_backups, sealed_files
from fanal.commands.messages import in_words
from fanal.core.errors import BadInput
from fanal.core.sealing import server, shares
from fanal.core.sealing.day_keys import DayKeys
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.sealing.wraps import Opener
from fanal.database.failures import DatabaseDamaged
from fanal.health.checks import backups as checks
from fanal.health.checks import retention as retention_checks
from fanal.installation import backup_key, backup_notes
from fanal.installation.backup_notes import BackupNote, BackupsEndedNote, KeysExportNote, last_ended
from fanal.retention.actions.ended_backups import end_backups
from fanal.retention.models import Tombstone
from tests import case_with_a_story, files, ledger
from tests.journal import entries
from tests.operations.installation import BAD_INPUT, DONE, backup, one_line
from tests.retention import on_disk, scene

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)
DIES = Path(__file__).with_name("end_and_die.py")
LATER = timedelta(days=100)
DAMAGED = DatabaseDamaged("malformed")
BROKEN_DISK = OperationalError("disk I/O error")


@pytest.fixture(scope="session")
def ends(django_db_setup, django_db_blocker, tmp_path_factory):
    """An export of the key files and a backup made after it: `path`, `shares`, `export`, `key`."""
    from tests.cast import Cast

    folder = tmp_path_factory.mktemp("ends")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("FANAL_VAR", str(settings.VAR))
        cast = Cast.make()
        case_with_a_story.told(cast)
        assert main(["keys", "export", str(folder / "keys")]) == DONE
        path = backup(folder)
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        ledger.forget()
    key = (settings.VAR / "backup.key").read_bytes()
    (settings.VAR / "backup.key").unlink()
    return SimpleNamespace(path=path, shares=cast.shares, export=folder / "keys", key=key)


@pytest.fixture
def here(ends):
    """The machine that made it, a moment later."""
    backup_key.keep(settings.VAR, backup_key.decoded(ends.key, "kept"))
    now = datetime.now(UTC)
    backup_notes.note(settings.VAR, BackupNote(now, str(ends.path), 1, 1))
    backup_notes.note(settings.VAR, BackupsEndedNote(now, first().isoformat()))
    return ends


@pytest.fixture
def asked(monkeypatch):
    """What the first step of a restore says when two sheets are typed, in this process."""

    def run(path, lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        try:
            return opened_backups.ask(path, None)
        except BadInput as problem:
            return in_words(problem)

    return run


def made_later(days=100):
    """A backup of then: the last, of which the key is never destroyed."""
    at = datetime.now(UTC) + timedelta(days=days)
    backup_notes.note(settings.VAR, BackupNote(at, "later.backup", 1, 1))
    return at


def first():
    return backup_key.read(settings.VAR).first


def test_it_takes_the_sheets_and_the_key_of_its_day(here, asked):
    closed = asked(here.path, here.shares[:2])
    assert closed.header.day == first().isoformat()
    assert here.path.read_bytes().startswith(b"fanal backup 2\n")
    backup_key.keep(settings.VAR, DayKeys.new(first()))
    assert "another backup.key" in asked(here.path, here.shares[:2])
    (settings.VAR / "backup.key").unlink()
    assert "opens only with backup.key, which is not here" in asked(here.path, here.shares[:2])


def test_after_the_server_is_lost_the_export_and_two_sheets_open_it(ends, elsewhere):
    said = one_line(elsewhere.fanal("restore", "--try", ends.path), BAD_INPUT)
    assert "`fanal keys import` puts it back" in said
    answer = elsewhere.fanal("keys", "import", ends.export, lines=ends.shares[:2])
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert (elsewhere.var / "backup.key").stat().st_mode & 0o077 == 0
    answer = elsewhere.fanal("restore", "--try", ends.path, lines=ends.shares[:2])
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert "sealed records opened with the recovery key: 20" in answer.stdout
    if connection.vendor == "sqlite":
        answer = elsewhere.fanal("restore", ends.path, lines=ends.shares[:2])
        assert (answer.returncode, answer.stderr) == (DONE, "")
        assert "fanal restore accept --present" in answer.stdout


def test_when_its_time_is_over_no_sheet_opens_any_copy_of_it(cast, here, elsewhere):
    day, now = first(), made_later()
    assert end_backups(now) == (now - timedelta(days=90)).date()
    elsewhere.var.mkdir()
    copy = elsewhere.var / "copy.backup"
    copy.write_bytes(here.path.read_bytes())
    (elsewhere.var / "backup.key").write_bytes((settings.VAR / "backup.key").read_bytes())
    (elsewhere.var / "backup.key").chmod(0o600)
    for words in (["restore", copy], ["restore", "--try", copy]):
        if connection.vendor != "sqlite" and "--try" not in words:
            continue  # into an empty database, and none is there
        said = one_line(elsewhere.fanal(*words, lines=here.shares), BAD_INPUT)
        assert f"is of {day.isoformat()}: its time is over, and its key was destroyed" in said
        assert "no sheet either" in said
    assert elsewhere.files() == {"copy.backup", "backup.key"}


def test_with_all_sheets_and_all_that_is_left_on_the_server_it_stays_closed(cast, here):
    """By hand, past what the command says: the recovery key, and each key that is still there."""
    header, _begins = sealed_files.read_header(here.path, "backup")
    sealed = sealed_files.under_shares(here.path, header)
    secret = shares.join(here.shares[:2])
    recovery = PrivateKeys.from_bytes(server.unseal(secret, "organisation keys", sealed))
    wrapped = sealed_files._bytes(header.wrapped)
    inner = Opener(recovery.reading).unwrap(wrapped, header.context())
    assert b"AGE-SECRET-KEY" not in inner
    keys = backup_key.read(settings.VAR)
    opened = server.unseal(keys.of(keys.first).secret, header.context(), inner)
    assert opened.startswith(b"AGE-SECRET-KEY")
    seed = keys.seed
    end_backups(made_later())
    left = backup_key.read(settings.VAR)
    for n in range(200):
        key = left.of(left.first + timedelta(days=n)).secret
        with pytest.raises(BrokenSeal):
            server.unseal(key, header.context(), inner)
    beside = [one for one in settings.VAR.rglob("*") if one.is_file()]
    for one in beside:
        if "sqlite3" not in one.name:
            assert seed.hex().encode() not in one.read_bytes(), one


def test_what_was_replaced_is_written_over(here, tmp_path):
    with (settings.VAR / "backup.key").open("rb") as old:
        backup_key.keep(settings.VAR, backup_key.decoded(here.key, "kept"))
        assert set(old.read()) == {0}


def test_the_last_backup_never_ends(cast, here):
    """Where none was made for a year, it is all that there is."""
    assert end_backups(datetime.now(UTC) + timedelta(days=365)) is None
    (settings.VAR / "backups.json").unlink()  # a machine that made none
    day = first()
    end_backups(datetime.now(UTC) + timedelta(days=365))
    assert first() == day


def test_the_timer_ends_them_and_the_journal_says_so_once(cast, here, capsys):
    assert end_backups(made_later(10)) is None, "their time is not over"
    old = first() - timedelta(days=200)
    backup_key.keep(settings.VAR, DayKeys(old, b"s" * 32))
    assert main(["keys", "expire"]) == DONE
    day = (datetime.now(UTC) - timedelta(days=90)).date().isoformat()
    assert capsys.readouterr().out == f"backups of before {day} open no more\n"
    assert main(["keys", "expire"]) == DONE
    assert capsys.readouterr().out == "no backup ended\n"
    (entry,) = entries("backup.ended")
    assert json.loads(entry.detail)["day"] == day
    assert retention_checks.backups_ended() is None


def test_the_tick_does_it(cast, here, capsys):
    backup_key.keep(settings.VAR, DayKeys(first() - timedelta(days=200), b"s" * 32))
    assert main(["tick"]) == DONE
    assert "open no more" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("problem", "ended"), [(BrokenSeal("coded"), True), (DAMAGED, False), (BROKEN_DISK, False)]
)
def test_the_tick_does_it_also_where_a_part_of_the_sweep_fails(
    cast, here, capsys, monkeypatch, problem, ended
):
    def fails(*_):
        raise problem

    monkeypatch.setattr("fanal.commands.sweep.forget_old", fails)
    backup_key.keep(settings.VAR, DayKeys(first() - timedelta(days=200), b"s" * 32))
    with suppress(BrokenSeal):
        assert main(["tick"]) != DONE
    assert ("open no more" in capsys.readouterr().out) is ended


@committed
@pytest.mark.parametrize("at", ["replace", "record"])
def test_killed_half_way_nothing_is_lost_and_the_next_run_says_it_once(cast, here, at):
    old = first() - timedelta(days=200)
    backup_key.keep(settings.VAR, DayKeys(old, b"s" * 32))
    now = datetime.now(UTC)
    ended = (now - timedelta(days=90)).date()
    connection.close()
    died = subprocess.run(
        [sys.executable, DIES, at, now.isoformat()],
        env=on_disk.of_a_process(),
        check=False,
        capture_output=True,
        text=True,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert first() == (old if at == "replace" else ended)
    assert not list(entries("backup.ended"))
    assert end_backups(now) == ended
    assert end_backups(now) is None
    assert first() == ended
    assert len(list(entries("backup.ended"))) == 1


def test_without_an_export_backups_are_as_before_and_doctor_says_so(made, asked, here):
    """One that was made before there was such a key opens with the sheets alone, for good."""
    assert made.path.read_bytes().startswith(b"fanal backup 1\n")
    closed = asked(made.path, made.shares[:2])
    assert closed.header.day == ""
    assert closed.header.context().split("|")[:2] == ["fanal backup", "1"]
    assert checks.backups_end() is None
    (settings.VAR / "backup.key").unlink()
    assert "until its file is deleted" in str(checks.backups_end())


def test_a_header_that_was_made_to_name_another_day_or_none_is_noticed(here, asked, tmp_path):
    text, day = here.path.read_bytes(), first()
    other = (day + timedelta(days=1)).isoformat().encode()
    for old, new, said in (
        (day.isoformat().encode() + b'", "eng', other + b'", "eng', "another recovery key"),
        (b'"day": "' + day.isoformat().encode(), b'"day": "yesterday!', "first lines were changed"),
        (b'"day": "' + day.isoformat().encode() + b'", ', b"", "is no file that"),
        (b"fanal backup 2", b"fanal backup 1", "is no file that"),
    ):
        assert old in text
        wrong = tmp_path / "wrong.backup"
        wrong.write_bytes(text.replace(old, new, 1))
        assert said in asked(wrong, here.shares[:2])


def test_a_clock_that_went_back_makes_a_backup_that_opens(here):
    from fanal.commands.backup import day_key

    keys = backup_key.read(settings.VAR)
    made = datetime.now(UTC) - timedelta(days=400)
    assert day_key(made).secret == keys.of(keys.first).secret


def test_a_spoilt_key_or_one_that_is_open_to_others_is_named(here, asked):
    path = settings.VAR / "backup.key"
    for text in ("{", "[]", '{"first": "2026-11-28", "seed": "00"}', '{"first": "x", "seed": ""}'):
        path.write_text(text)
        assert "backup.key: is spoilt" in asked(here.path, here.shares[:2])
    path.chmod(0o644)
    assert "backup.key: may be read by others" in asked(here.path, here.shares[:2])


def imported(monkeypatch, export, lines):
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return main(["keys", "import", str(export)])


def test_an_export_is_put_back_over_nothing_that_went_on_and_over_nothing_of_others(
    here, monkeypatch, capsys
):
    monkeypatch.setenv("FANAL_KEYS", str(settings.KEY_FOLDER))
    later = backup_key.read(settings.VAR).beginning(first() + timedelta(days=5))
    backup_key.keep(settings.VAR, later)
    assert imported(monkeypatch, here.export, here.shares[:2]) == DONE
    assert first() == later.first, "what was destroyed stays so"
    backup_key.keep(settings.VAR, DayKeys.new(later.first))
    assert imported(monkeypatch, here.export, here.shares[:2]) == BAD_INPUT
    assert "another key file than the one that was exported" in capsys.readouterr().err


def test_an_export_of_before_is_put_back_as_it_was(monkeypatch, tmp_path):
    from fanal.commands import keys
    from fanal.installation import key_files

    held = {name: key_files.read(settings.KEY_FOLDER, name) for name in key_files.NAMES}
    monkeypatch.setattr(keys, "_opened", lambda path: dict(held))
    monkeypatch.setenv("FANAL_KEYS", str(tmp_path / "keys"))
    assert imported(monkeypatch, tmp_path / "export", []) == DONE
    assert sorted(one.name for one in (tmp_path / "keys").iterdir()) == sorted(held)
    assert not (settings.VAR / "backup.key").exists()


def test_doctor_names_an_export_that_opens_a_backup_of_somebody_erased(cast, here):
    """What she wants is true at the latest when the export of before is destroyed."""
    scene.erased(cast, scene.of_case(scene.closed(cast)))
    note = KeysExportNote(timezone.now(), "stick", "")
    backup_notes.note(settings.VAR, note)
    assert retention_checks.exports_too_old() is None
    long_ago = timezone.localdate() - LATER
    Tombstone.objects.update(ended_on=long_ago)
    assert retention_checks.exports_too_old() is None, "it was made after her backups ended"
    backup_notes.note(settings.VAR, KeysExportNote(timezone.now() - LATER, "stick", ""))
    said = retention_checks.exports_too_old()
    assert str(said) == f"the last is of {long_ago.isoformat()}"


def test_the_page_says_which_backups_open(cast, here):
    client = files.browser(cast, cast.claire)
    assert "for 90 days more" in client.get("/retention/").text
    (settings.VAR / "backup.key").unlink()
    assert "until each file is deleted" in client.get("/retention/").text
    assert "In backups" not in files.browser(cast, cast.sokha).get("/retention/").text


def test_the_note_says_nothing_but_a_day(here, cast):
    end_backups(made_later())
    held = json.loads((settings.VAR / "backups.json").read_text())["last_ended"]
    assert set(held) == {"at", "first"}
    assert last_ended(settings.VAR).first == first().isoformat()


def test_doctor_says_where_keys_stay_longer_than_they_should(cast, here):
    assert retention_checks.backups_ended() is None
    old = first() - LATER
    backup_key.keep(settings.VAR, DayKeys(old, b"s" * 32))
    said = f"those since {old.isoformat()} open, with 90 days set"
    assert str(retention_checks.backups_ended()) == said
