"""`fanal upgrade`: nothing begins without a way back, and a half-done one says so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from fanal.authority import noted_head
from fanal.authority.ledger_head import read_head
from fanal.authority.memory import LATEST, known
from fanal.authority.noted_head import NotedLedgerHead
from fanal.authority.queries import faults
from fanal.cli import main
from fanal.commands import django_setup, serve, upgrade, upgrade_state
from fanal.core.errors import Refused
from fanal.database import pending_migrations
from fanal.installation import backup_notes
from fanal.installation.backup_notes import BackupNote
from fanal.matching.models.exchanges import Exchange
from tests.operations.installation import DONE, REFUSED

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def of(hours):
    return BackupNote(NOW - timedelta(hours=hours), "/backups/one.backup", 1, 1)


@pytest.fixture
def to_migrate(cast, monkeypatch):
    """As if a version with one migration more had been installed."""
    head = read_head()  # nothing commits in these tests, so nothing noted it
    noted_head.note(NotedLedgerHead(head.step, head.number, head.mark))
    left = ["cases 0099_more"]
    monkeypatch.setattr(pending_migrations, "pending", lambda: list(left))
    monkeypatch.setattr(django_setup, "migrate", left.clear)
    return left


@pytest.mark.parametrize("backup", [None, of(25), of(-2)])
def test_without_a_backup_of_the_last_day_it_is_refused(backup):
    with pytest.raises(Refused, match="--without-backup"):
        upgrade.must_be_fresh(backup, NOW)


@pytest.mark.parametrize("hours", [0, 23.9, -0.01])
def test_one_of_the_last_day_is_enough(hours):
    upgrade.must_be_fresh(of(hours), NOW)


def test_nothing_is_changed_before_the_backup_is_there(cast, to_migrate, capsys):
    assert main(["upgrade"]) == REFUSED
    assert "`fanal backup FOLDER` first" in capsys.readouterr().err
    assert to_migrate
    assert upgrade_state.begun(settings.VAR) is None


def test_it_migrates_looks_at_the_journal_and_reports(cast, to_migrate, capsys):
    now = datetime.now(UTC)
    backup_notes.note(settings.VAR, BackupNote(now, "/backups/one.backup", 1, 1))
    assert main(["upgrade"]) == DONE
    out = capsys.readouterr().out
    assert "upgraded: 1 migrations" in out
    assert "whole. Head for paper:" in out
    assert main(["upgrade"]) == DONE
    assert "nothing to migrate" in capsys.readouterr().out


@pytest.fixture
def of_before(monkeypatch):
    """A new process, on a database in which nobody certified the tables of the latest release."""
    monkeypatch.setattr(Exchange, "SINCE", LATEST + 1)
    monkeypatch.setattr(known, "level", LATEST + 1)  # not read yet: no table waits


def test_it_says_when_two_people_have_to_certify(cast, to_migrate, of_before, capsys):
    backup_notes.note(settings.VAR, BackupNote(datetime.now(UTC), "/backups/one.backup", 1, 1))
    assert main(["upgrade"]) == DONE
    assert "attested since this version: 1. Two people certify" in capsys.readouterr().out


def test_a_new_process_says_which_tables_wait_for_two_people(cast, to_migrate, of_before):
    assert ["attested since this version" in one.template for one in faults()] == [True]


def test_one_that_failed_says_so_and_how_to_go_on_or_back(cast, to_migrate, capsys, monkeypatch):
    def fails():
        raise RuntimeError("no room")

    backup_notes.note(settings.VAR, BackupNote(datetime.now(UTC), "/backups/one.backup", 1, 1))
    with monkeypatch.context() as patch:
        patch.setattr(django_setup, "migrate", fails)
        assert main(["upgrade"]) == REFUSED
    said = capsys.readouterr().err
    assert "cases 0099_more failed (RuntimeError: no room)" in said
    assert "`fanal restore /backups/one.backup`" in said
    with pytest.raises(Refused, match="did not come to its end"):
        serve.up_to_date()
    (settings.VAR / backup_notes.NAME).unlink()
    assert main(["upgrade"]) == DONE  # it goes on, and asks for no other backup
    assert upgrade_state.begun(settings.VAR) is None
