"""The commands as they are typed, in a house of their own."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from fanal import cli
from fanal.commands import setup
from fanal.commands.messages import spoken
from fanal.core.words import say
from tests import tables
from tests.shares import share

PATIENCE = 600  # seconds: how long a start takes says how busy the machine is
FANAL = Path(sys.executable).with_name("fanal")
FIRST = ["--email", "a@b.example", "--name", "Anan", "--office", "Bangkok", "--country", "TH"]
DONE, BAD_INPUT, REFUSED = 0, 2, 3


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house after `fanal setup`, and what was printed."""
    var = tmp_path_factory.mktemp("house")
    tables.copy_if_kept(var / "fanal.sqlite3")
    return var, fanal(var, "setup", *FIRST)


def fanal(var, *words, speaking="en"):
    kept = ("PATH", "HOME", "PYTHONPATH")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"FANAL_VAR": str(var), "LANG": "C.UTF-8", "LANGUAGE": speaking}
    return subprocess.run(
        [FANAL, *words], env=env, capture_output=True, text=True, timeout=PATIENCE
    )


@pytest.fixture
def here(capsys, monkeypatch):
    """As `fanal`, in this process: for what is refused before anything begins."""
    monkeypatch.setenv("LANGUAGE", "en")

    def typed(*words):
        try:
            code = cli.main(words)
        except SystemExit as end:
            code = end.code
        return subprocess.CompletedProcess(words, code, *capsys.readouterr())

    return typed


def one_line(answer, code):
    assert answer.returncode == code
    assert len(answer.stderr.strip().splitlines()) == 1
    assert "Traceback" not in answer.stderr
    return answer.stderr


@pytest.mark.asvs("V6.3.2", "V13.2.3")
def test_setup_prints_three_shares_and_the_way_in(house):
    said = house[1].stdout
    assert house[1].returncode == DONE, house[1].stderr
    assert re.findall(r"Sheet (\d) of 3", said) == ["1", "2", "3"]
    assert "/keys/invitation/" in said


@pytest.mark.long
def test_setup_makes_all_tables_of_an_empty_folder(tmp_path):
    """Of the house of these tests they were made before: it takes half a minute."""
    assert fanal(tmp_path, "setup", *FIRST).returncode == DONE
    assert fanal(tmp_path, "audit", "verify").returncode == DONE


def test_the_shares_are_kept_nowhere(house):
    var, printed = house
    words = re.findall(r"\d+\. (\w+)", printed.stdout)
    assert len(words) == 99
    database = (var / "fanal.sqlite3").read_bytes()
    assert " ".join(words[:4]).encode() not in database


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("fr", ["La clé de secours", "24 heures"]),
        pytest.param("vi", ["Khóa khôi phục", "24 giờ"], marks=pytest.mark.long),
    ],
)
def test_setup_speaks_the_language_of_the_terminal(house, monkeypatch, language, says):
    monkeypatch.setenv("LANGUAGE", language)
    told = spoken(setup.SHARES) + spoken(say(setup.INVITATION.template, host="h", path="/p/"))
    assert all(words in told for words in says)
    again = one_line(fanal(house[0], "setup", *FIRST, speaking=language), REFUSED)
    assert "already" not in again


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("fr", "alertes lancées\u202f: 0"),
        pytest.param("vi", "báo động đã phát: 0", marks=pytest.mark.long),
    ],
)
def test_the_sweep_says_what_it_did_in_the_language_of_the_terminal(house, language, says):
    swept = [fanal(house[0], "tick", speaking=one) for one in ("en", language)]
    assert [one.returncode for one in swept] == [DONE, DONE], swept[0].stderr
    english, other = (one.stdout.splitlines() for one in swept)
    assert english[0] == "alarms called: 0"
    assert other[0] == says
    assert len(english) == len(other)
    assert not set(english) & set(other)


@pytest.mark.long  # the second setup above is refused in French
def test_setup_happens_once(house):
    assert "already" in one_line(fanal(house[0], "setup", *FIRST), REFUSED)


def test_key_files_are_for_the_service_account_alone(house):
    modes = {path.name: path.stat().st_mode & 0o777 for path in (house[0] / "keys").iterdir()}
    assert set(modes.values()) == {0o600}


@pytest.mark.asvs("V13.3.1", "V13.3.2")
def test_a_key_file_that_others_may_read_stops_everything(house):
    key = house[0] / "keys" / "server.key"
    key.chmod(0o644)
    try:
        assert "chmod 600" in one_line(fanal(house[0], "audit", "verify"), BAD_INPUT)
    finally:
        key.chmod(0o600)


def test_the_database_is_for_the_service_account_alone(house):
    assert {house[0].stat().st_mode & 0o777} == {0o700}
    files = list(house[0].glob("fanal.sqlite3*"))
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    files[0].chmod(0o640)
    try:
        for words in share((["serve"], ["audit", "verify"], ["tick"], ["manage", "check"]), 2):
            assert "chmod 600" in one_line(fanal(house[0], *words), BAD_INPUT)
    finally:
        files[0].chmod(0o600)


def test_verify_says_where_the_journal_was_changed(house):
    assert fanal(house[0], "audit", "verify").returncode == DONE
    database = sqlite3.connect(house[0] / "fanal.sqlite3")
    with database:
        database.execute("update audit_entry set day = '2026-01-01' where number = 2")
    database.close()
    assert "entry 2 was changed" in one_line(fanal(house[0], "audit", "verify"), REFUSED)


def test_nothing_runs_before_setup(tmp_path):
    for words in share((["serve"], ["audit", "verify"]), 2):
        assert "fanal setup" in one_line(fanal(tmp_path, *words), BAD_INPUT)


@pytest.mark.parametrize(("host", "code"), [("0.0.0.0", REFUSED), ("192.168.1.4", REFUSED), ("::", REFUSED), ("here", BAD_INPUT)])  # fmt: skip
def test_the_demonstration_listens_on_this_machine_only(here, host, code):
    one_line(here("demo", "--host", host), code)
    assert not (settings.VAR / "demo").exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--email", "nobody"),
        ("--email", "é@b.example"),
        ("--email", "a@b.example, c@d.example"),
        ("--country", "Thailand"),
    ],
)
def test_setup_names_what_it_cannot_read(here, option, value):
    words = list(FIRST)
    words[words.index(option) + 1] = value
    assert option in one_line(here("setup", *words), BAD_INPUT)


@pytest.mark.parametrize("group", ["serve", "demo", "setup", "audit"])
def test_each_group_explains_itself(here, group):
    assert here(group, "--help").stdout.startswith("usage: fanal " + group)


def test_who_reads_only_the_beginning_is_shown_no_complaint():
    read_end, write_end = os.pipe()
    os.close(read_end)
    answer = subprocess.run([FANAL, "law", "list"], stdout=write_end, stderr=subprocess.PIPE)
    os.close(write_end)
    assert answer.stderr == b""
    assert answer.returncode == 141


@pytest.mark.parametrize("port", ["0", "-1", "99999"])
def test_a_port_that_is_none_is_said_in_one_line(here, port):
    assert "1 to 65535" in one_line(here("demo", f"--port={port}"), BAD_INPUT)
