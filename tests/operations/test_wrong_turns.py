"""What somebody in a hurry does wrong on the server: each is refused in one line that leads on."""

import os
import shutil
import smtplib
import socket
import socketserver
import sqlite3
import ssl
from contextlib import closing
from threading import Thread

import pytest
from django.db import OperationalError
from django.db.migrations import recorder

from fanal.commands import database_files, listening, sealed_files
from fanal.core.errors import BadInput
from fanal.health.checks import mail
from fanal.settings import kinds
from tests import tables
from tests.operations.installation import BAD_INPUT, REFUSED, Machine, one_line

ANAN = ("--email", "a@b.example", "--name", "A", "--office", "Paris", "--country", "FR")


@pytest.fixture(scope="module")
def organisation(tmp_path_factory):
    """An organisation on a machine with SQLite, as `fanal setup` leaves it."""
    var = tmp_path_factory.mktemp("organisation") / "var"
    var.mkdir(mode=0o700)
    tables.copy_if_kept(var / "fanal.sqlite3")
    here = Machine(var, var / "keys", DATABASE_URL="", FANAL_CONFIG="")
    assert here.fanal("setup", *ANAN).returncode == 0
    return here


@pytest.fixture
def here(organisation, tmp_path):
    var = tmp_path / "var"
    shutil.copytree(organisation.var, var)
    return Machine(var, var / "keys", **organisation.more)


def moved_aside(here):
    (here.var / "fanal.sqlite3").rename(here.var / "before")


def emptied(here):
    moved_aside(here)
    (here.var / "fanal.sqlite3").touch(mode=0o600)


def tables_of(path):
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT name FROM sqlite_master").fetchall()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (moved_aside, ["upgrade", "--without-backup"]),
        (emptied, ["upgrade", "--without-backup"]),
        (emptied, ["serve"]),
    ],
)
def test_nothing_is_made_in_place_of_a_database_that_waits_to_be_put_back(here, how, words):
    how(here)
    said = one_line(here.fanal(*words), BAD_INPUT)
    assert "`fanal restore FILE`" in said
    assert not tables_of(here.var / "fanal.sqlite3")


def test_the_doctor_does_not_send_an_empty_database_to_the_upgrade(here):
    emptied(here)
    answer = here.fanal("doctor")
    assert answer.returncode == 20
    assert "`fanal restore FILE`" in answer.stdout
    assert "fanal upgrade" not in answer.stdout
    assert len(answer.stdout.splitlines()) == 2


def test_no_second_organisation_is_set_up_where_one_waits_for_its_backup(here):
    moved_aside(here)
    (here.keys / "pepper.key").unlink()
    assert "`fanal restore FILE`" in one_line(here.fanal("setup", *ANAN), REFUSED)
    assert not (here.keys / "pepper.key").exists()
    assert not (here.var / "fanal.sqlite3").exists()


def test_where_people_work_a_lost_recovery_key_is_put_back_with_the_backup(here):
    """`fanal setup` would be refused there, and its key would open nothing of theirs."""
    with closing(sqlite3.connect(here.var / "fanal.sqlite3")) as file, file:
        file.execute("DELETE FROM keys_organisationkeys")
    said = one_line(here.fanal("backup", here.var), REFUSED)
    assert "put the last backup back" in said
    assert "fanal setup" not in said
    assert "its recovery key is missing in it" in one_line(here.fanal("setup", *ANAN), REFUSED)


@pytest.mark.parametrize("name", ["stick", "stick.backup/fanal.backup"])
def test_a_folder_that_is_not_there_is_taken_for_no_name_of_a_file(here, name):
    """The disk for it is not mounted: a backup beside it would be found by nobody."""
    there = here.var.parent / name
    assert "there is no such folder" in one_line(here.fanal("backup", there), BAD_INPUT)
    assert not there.exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pepper.key", ["serve"]),
        ("server.key", ["tick"]),
        ("server.key", ["backup", "BACKUP"]),
        ("pepper.key", ["keys", "export", "EXPORT"]),
    ],
)
def test_with_another_key_file_no_command_does_anything(here, name, words):
    """An entry of the journal would look forged, and an export would hold what opens nothing."""
    (here.keys / name).write_bytes(os.urandom(32))
    files = {"BACKUP": here.var / "new.backup", "EXPORT": here.var / "export"}
    said = one_line(here.fanal(*[files.get(word, word) for word in words]), BAD_INPUT)
    assert name in said
    assert "`fanal keys import FILE`" in said
    assert not any(file.exists() for file in files.values())


def test_the_doctor_says_of_another_key_file_that_alone(here):
    """With it the journal looks forged: nobody shall certify anything by it."""
    (here.keys / "server.key").write_bytes(os.urandom(32))
    answer = here.fanal("doctor")
    assert answer.returncode == 20
    assert "server.key" in answer.stdout
    assert "certify" not in answer.stdout


def test_another_key_file_of_which_no_mark_is_kept_is_said_in_one_line(here):
    (here.keys / "server.key").write_bytes(os.urandom(32))
    (here.var / "keys.marks").unlink()
    said = one_line(here.fanal("backup", here.var / "new.backup"), REFUSED)
    assert "another key file" in said


def test_a_server_that_finds_its_place_taken_notes_nothing(here):
    with socket.create_server(("127.0.0.1", 0)) as other:
        bind = f"127.0.0.1:{other.getsockname()[1]}"
        said = one_line(here.fanal("serve", "--bind", bind), BAD_INPUT)
    assert said == f"fanal: {bind}: something else listens there"
    assert not (here.var / "server.json").exists()


def test_a_socket_at_which_somebody_answers_is_not_taken_over(tmp_path):
    path = tmp_path / "here.sock"
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(path))
        other.listen()
        with pytest.raises(OSError, match="in use"):
            listening.must_be_free(f"unix:{path}")
    listening.must_be_free(f"unix:{path}")  # its file was left behind
    with pytest.raises(FileNotFoundError):
        listening.must_be_free("unix:/nowhere/here.sock")


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone may give files away")
@pytest.mark.parametrize("words", [["backup", "BACKUP"], ["tick"], ["doctor"]])
def test_root_writes_nothing_where_the_data_are_of_the_account_of_the_service(here, words):
    """Its notes of backups would be lost: the service could not read them."""
    there = here.files()
    os.chown(here.var, 54321, 54321)
    answer = here.fanal(*[here.var / "new.backup" if word == "BACKUP" else word for word in words])
    assert "this account has no right to it" in answer.stdout + answer.stderr
    assert answer.returncode == (20 if words == ["doctor"] else BAD_INPUT)
    assert ("sudo -u fanal fanal doctor" in answer.stdout) == (words == ["doctor"])
    assert here.files() == there


@pytest.mark.parametrize(
    "bind", ["8000", "127.0.0.1", "127.0.0.1:99999", "unix:here.sock", "", "a..org:8000"]
)
def test_a_place_to_listen_at_that_is_none_is_refused(bind):
    with pytest.raises(BadInput, match="alike"):
        listening.must_be_free(bind)


@pytest.mark.parametrize(
    "host",
    [
        "https://notes.example.org",
        "notes.example.org/",
        "notes.example.org:443",
        "",
        "a b",
        "a..org",
    ],
)
def test_the_name_under_which_browsers_come_is_a_name_alone(host):
    with pytest.raises(BadInput, match="name alone"):
        kinds.host(host)


@pytest.mark.parametrize("host", ["notes.example.org", "localhost", "10.0.0.7", "[::1]", "fe80::1"])
def test_a_name_or_an_address_is_taken_as_it_stands(host):
    assert kinds.host(host) == host


@pytest.mark.parametrize("address", ["nobody", "a@", "@b.org", "Fanal <nobody>", "a@b..org"])
def test_mails_come_from_an_address_that_is_one(address):
    with pytest.raises(BadInput, match="no address"):
        kinds.mail_address(address)


def test_a_folder_for_an_export_that_is_not_there_is_named(tmp_path):
    with (
        pytest.raises(BadInput, match="no such folder"),
        sealed_files.whole_file(tmp_path / "stick" / "keys"),
    ):
        pass


def test_the_doctor_looks_at_the_disk_where_the_database_gives_no_answer(monkeypatch):
    """A full disk keeps SQLite from being read: every other command says so, and the doctor why."""

    class Silent:
        def has_table(self):
            raise OperationalError("disk I/O error")

    monkeypatch.setattr(recorder, "MigrationRecorder", lambda _connection: Silent())
    database_files.must_hold_something({"NAME": "fanal.sqlite3"})


def test_a_folder_into_which_nothing_may_be_written_is_named(tmp_path, monkeypatch):
    def refuses(*_):
        raise PermissionError(13, "Permission denied", str(tmp_path / ".keys.half"))

    monkeypatch.setattr(sealed_files.os, "open", refuses)
    with (
        pytest.raises(PermissionError) as refused,
        sealed_files.whole_file(tmp_path / "keys"),
    ):
        pass
    assert refused.value.filename == str(tmp_path)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (socket.gaierror(-2, "Name or service not known"), "no machine of this name is known"),
        (ConnectionRefusedError(111, "Connection refused"), "nothing listens there"),
        (TimeoutError("timed out"), "it does not answer in time"),
        (ssl.SSLCertVerificationError(1, "self-signed"), "its certificate is not trusted"),
        (ssl.SSLError(1, "WRONG_VERSION_NUMBER"), "TLS from the first byte"),
        (smtplib.SMTPNotSupportedError("STARTTLS extension"), "no TLS on this port"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "does not take this user and password"),
        (smtplib.SMTPServerDisconnected("closed"), "closed the connection"),
        (UnicodeEncodeError("ascii", "été", 0, 1, "…"), "without accents"),
    ],
)
def test_a_mail_server_that_is_not_reached_is_told_in_words(monkeypatch, problem, said):
    def refuses(*_):
        raise problem

    monkeypatch.setattr(type(mail.mailers), "__getitem__", refuses)
    assert said in str(mail.mail_server_reached())


class MailServer(socketserver.StreamRequestHandler):
    """A mail server that lets anybody in, wants to be greeted, and answers `sender` to a mail."""

    sender = b""

    def handle(self):
        greeted = False
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            greeted = greeted or line.upper().startswith((b"EHLO", b"HELO"))
            asked = line.upper().startswith(b"MAIL")
            first = self.sender if greeted else b"503 Send HELO first"
            self.wfile.write((first if asked else b"250 fine") + b"\r\n")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"250 fine", None),
        (
            b"530 5.7.0 Sign in first",
            "it takes no mail from bureau@example.org: 530 5.7.0 Sign in first",
        ),
    ],
)
def test_whether_a_mail_server_takes_mail_from_us_is_known_before_an_alarm_is_to_go(
    settings, monkeypatch, answer, said
):
    monkeypatch.setattr(MailServer, "sender", answer)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        options = {"host": "127.0.0.1", "port": server.server_address[1], "timeout": 60}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        settings.DEFAULT_FROM_EMAIL = "Bureau <bureau@example.org>"
        found = mail.mail_server_reached()
        server.shutdown()
    assert (str(found) if found else None) == said
