"""`fanal backup` and `fanal restore`, as they are typed."""

import errno
import io
import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pyrage
import pytest
from django.conf import settings

from fanal.audit.models import JournalHead
from fanal.cli import main
from fanal.commands import archive, backup_manifest, opened_backups
from fanal.commands.messages import in_words
from fanal.commands.scratch import scratch
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing import shares
from fanal.installation.backup_notes import last_backup, last_tried_restore, read_noted
from fanal.retention import erased_list
from fanal.retention.erased_list import ErasedLine
from tests.operations.installation import BAD_INPUT, DONE, REFUSED, backup, one_line

# What is not committed is in no backup.
committed = pytest.mark.django_db(transaction=True)
sqlite = pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="is of SQLite's file"
)


@committed
def test_a_backup_is_one_file_and_is_noted(cast, tmp_path, capsys):
    before = JournalHead.objects.get().number  # then comes that a backup was begun
    path = backup(tmp_path)
    assert f"journal up to entry {before + 1}" in capsys.readouterr().out
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o077 == 0
    noted = last_backup(settings.VAR)
    assert (noted.file, noted.size, noted.number) == (str(path), path.stat().st_size, before + 1)
    assert datetime.now(UTC) - noted.at < timedelta(minutes=10)


def test_nothing_of_it_can_be_read_without_the_sheets(made):
    text = made.path.read_bytes()
    assert b"SQLite format" not in text
    assert made.address.encode() not in text
    assert b"cases_case" not in text


def test_it_is_tried_with_two_sheets_and_twenty_records_open(made, elsewhere):
    answer = elsewhere.fanal("restore", "--try", made.path, lines=made.shares[:2])
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert "opens, and nothing in it was changed" in answer.stdout
    assert "sealed records opened with the recovery key: 20" in answer.stdout
    assert "nothing is left of it" in answer.stdout
    assert elsewhere.files() == {"backups.json"}
    assert last_tried_restore(elsewhere.var).opened == 20


def test_the_trial_says_who_was_erased_since(made, elsewhere, monkeypatch):
    elsewhere.var.mkdir(mode=0o700)
    monkeypatch.setattr(settings, "VAR", elsewhere.var)
    case = str(made.case)
    line = (str(uuid4()), "case", case, "", case, "she_asked", str(uuid4()), str(uuid4()))
    erased_list.add(ErasedLine(*line, "2026-03-01"))
    answer = elsewhere.fanal("restore", "--try", made.path, lines=made.shares[:2])
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert "erased since then, and in it: 1; they go again" in answer.stdout


@sqlite
def test_it_is_put_back_into_an_empty_installation_and_two_people_accept_it_first(made, elsewhere):
    answer = elsewhere.fanal("restore", made.path, lines=made.shares[:2])
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert "fanal restore accept --present" in answer.stdout
    with closing(sqlite3.connect(elsewhere.var / "fanal.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM cases_case").fetchone() == (2,)
        assert database.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
    said = one_line(elsewhere.fanal("serve", "--bind", f"unix:{elsewhere.var}/s"), REFUSED)
    assert "two people do with `fanal restore accept`" in said
    assert "whole" in elsewhere.fanal("audit", "verify").stdout


def test_it_is_not_put_back_into_a_database_that_is_not_empty(cast, made, capsys):
    assert main(["restore", str(made.path)]) == REFUSED
    assert "the database is not empty" in capsys.readouterr().err


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """`opened(path, [sheet, sheet])`: what the first steps of a restore say, in this process."""

    def run(path, lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        (tmp_path / "scratch").mkdir(exist_ok=True)
        try:
            return opened_backups.unpacked(opened_backups.ask(path, None), tmp_path / "scratch")
        except BadInput as problem:
            return in_words(problem)

    return run


def altered(path, at, to):
    text = bytearray(path.read_bytes())
    text[at] ^= 1
    to.write_bytes(text)
    return to


def test_one_byte_that_was_changed_anywhere_is_noticed(made, opened, tmp_path):
    length = made.path.stat().st_size
    sealed = made.path.read_bytes().index(b"age-encryption.org")
    wrong = tmp_path / "wrong.backup"
    for at in (sealed + 40, sealed + 300, length // 2, length - 1):
        assert "is cut or was changed" in opened(altered(made.path, at, wrong), made.shares[:2])
    header = made.path.read_bytes().index(b'"wrapped"') + 30
    assert "sealed to another recovery key" in opened(
        altered(made.path, header, wrong), made.shares[:2]
    )
    number = made.path.read_bytes().index(b'"fanal": "') + 10
    assert "first lines were changed" in opened(altered(made.path, number, wrong), made.shares[:2])
    assert opened(made.path, made.shares[:2]).manifest.rows


def test_a_backup_that_is_cut_is_noticed(made, opened, tmp_path):
    text, cut = made.path.read_bytes(), tmp_path / "cut.backup"
    for length in (len(text) - 1, len(text) // 2, 65_536):
        cut.write_bytes(text[:length])
        assert "is cut or was changed" in opened(cut, made.shares[:2])
    for length in (5, 0):
        cut.write_bytes(text[:length])
        assert "is no file that `fanal backup` made" in opened(cut, made.shares[:2])


def test_a_newer_version_is_named(made, opened, tmp_path):
    newer = tmp_path / "newer.backup"
    newer.write_bytes(made.path.read_bytes().replace(b"fanal backup 1\n", b"fanal backup 9\n", 1))
    assert "was made by a newer version" in opened(newer, made.shares[:2])


def test_migrations_that_this_version_does_not_know_are_of_a_newer_one(made, opened):
    manifest = opened(made.path, made.shares[:2]).manifest
    known = {("cases", "0001_initial")}
    with pytest.raises(BadInput, match="newer version"):
        backup_manifest.must_be_known(manifest, known, "file")
    known = {(app, name) for app, name in manifest.migrations}
    backup_manifest.must_be_known(manifest, known, "file")


def test_sheets_of_two_organisations_and_a_typing_error_are_named(made, opened):
    other = shares.split(b"o" * 32)
    mistaken = made.shares[1].split()
    mistaken[6] = "lantarn"
    for lines, says in (
        ([made.shares[0], other[1]], "two different recovery keys"),
        (other[:2], "sheets of another organisation"),
        ([made.shares[0], made.shares[0]], "the same one twice"),
        ([made.shares[0], " ".join(mistaken)], "Second sheet: word 7, “lantarn”"),
        ([made.shares[0]], "input ended"),
    ):
        assert says in opened(made.path, lines)


def test_key_files_of_another_organisation_are_named(made, opened, monkeypatch):
    from fanal.sealed import server_key

    monkeypatch.setattr(server_key, "derived", lambda purpose: b"o" * 32)
    assert "was made with other key files" in opened(made.path, made.shares[:2])


def test_without_the_key_files_it_says_what_puts_them_back(made, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("FANAL_KEYS", str(tmp_path / "none"))
    assert main(["restore", str(made.path)]) == BAD_INPUT
    assert "`fanal keys import` puts it back" in capsys.readouterr().err


@committed
def test_an_age_key_of_ones_own_opens_it_too(cast, elsewhere, tmp_path, capsys):
    identity = pyrage.x25519.Identity.generate()
    key = tmp_path / "operator.key"
    key.write_text(f"# created: today\n{identity}\n")
    (tmp_path / "b").mkdir()
    path = backup(tmp_path / "b", "--to", str(identity.to_public()))
    answer = elsewhere.fanal("restore", "--try", path, "--identity", key)
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert "no sealed record was opened" in answer.stdout
    assert last_tried_restore(elsewhere.var) is None
    key.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    with pytest.raises(BadInput, match="was sealed to another key"):
        opened_backups.unpacked(opened_backups.ask(path, key), tmp_path)
    assert main(["backup", str(tmp_path / "c"), "--to", "age1nonsense"]) == BAD_INPUT
    assert "is no age key" in capsys.readouterr().err


@committed
def test_a_backup_is_never_written_over_another(cast, made, capsys):
    before = made.path.read_bytes()
    assert main(["backup", str(made.path)]) == REFUSED
    assert "exists already" in capsys.readouterr().err
    assert made.path.read_bytes() == before


@committed
@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EFBIG, "the disk takes no file of this size"),
    ],
    ids=["full", "quota", "FAT32"],
)
def test_a_full_disk_leaves_nothing_half_written(
    cast, tmp_path, capsys, monkeypatch, problem, says
):
    from fanal.commands import sealed_files

    write = sealed_files._Written.write

    def full(self, data):
        if self.size > 200_000:
            self.problem = OSError(problem, os.strerror(problem), "backup")
            raise self.problem
        return write(self, data)

    monkeypatch.setattr(sealed_files._Written, "write", full)
    new = tmp_path / "new.backup"
    assert main(["backup", str(new)]) == BAD_INPUT
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"fanal: {new}: {says}")
    assert list(tmp_path.iterdir()) == []
    assert last_backup(settings.VAR) is None
    assert not list(settings.VAR.glob("scratch-*"))


def test_what_a_killed_command_left_is_taken_away_and_two_at_once_are_refused(tmp_path):
    left = tmp_path / "scratch-left"
    left.mkdir()
    with scratch(tmp_path) as folder:
        assert not left.exists()
        with pytest.raises(Refused, match="another backup or restore"), scratch(tmp_path):
            pass
        assert folder.is_dir()
    assert not folder.exists()


def test_spoilt_notes_count_as_none(tmp_path):
    (tmp_path / "backups.json").write_text("{")
    assert last_backup(tmp_path) is None
    (tmp_path / "backups.json").write_text(json.dumps([]))
    assert last_backup(tmp_path) is None


def test_notes_that_are_there_and_cannot_be_read_are_not_taken_for_none(tmp_path):
    assert read_noted(tmp_path / "backups.json") == {}
    # Even root cannot read a folder as a file.
    (tmp_path / "backups.json").mkdir()
    with pytest.raises(IsADirectoryError):
        read_noted(tmp_path / "backups.json")


@pytest.mark.parametrize("content", [b"", b"no archive at all" * 200])
def test_what_is_no_archive_holds_nothing(content, tmp_path):
    (tmp_path / "a.tar").write_bytes(content)
    assert archive.unpack(tmp_path / "a.tar", tmp_path, ["a.tar"]) == set()
