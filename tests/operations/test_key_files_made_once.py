"""A key file that was lost is noticed and never replaced: a new one would open nothing."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from fanal.commands import key_file_creation
from fanal.core.errors import BadInput
from fanal.installation import key_files
from tests import tables

FANAL = Path(sys.executable).with_name("fanal")
FIRST = ["--email", "a@b.example", "--name", "Anan", "--office", "Bangkok", "--country", "TH"]


def fanal(var, *words):
    kept = ("PATH", "HOME", "PYTHONPATH")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"FANAL_VAR": str(var), "LANGUAGE": "en"}
    return subprocess.run([FANAL, *words], env=env, capture_output=True, text=True, timeout=600)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    var = tmp_path_factory.mktemp("house")
    tables.copy_if_kept(var / "fanal.sqlite3")
    assert fanal(var, "setup", *FIRST).returncode == 0
    return var


@pytest.fixture
def _no_other_keys(monkeypatch):
    for name in ("FANAL_KEYS", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", key_files.NAMES)
@pytest.mark.usefixtures("_no_other_keys")
def test_one_that_is_missing_is_not_made_anew(house, name):
    path = house / "keys" / name
    aside = path.rename(house / f"{name}.aside")
    try:
        with pytest.raises(BadInput, match="backup of the key files") as problem:
            key_file_creation.make_key_files(house)
        assert problem.value.where == str(path)
        key_files.read.cache_clear()
        with pytest.raises(BadInput, match="is missing"):
            key_files.check(house / "keys")
        assert not path.exists()
    finally:
        aside.rename(path)


def test_the_server_and_the_timer_say_so_in_one_line(house):
    path = house / "keys" / key_files.PEPPER
    aside = path.rename(house / "aside.key")
    try:
        for words in (["tick"], ["setup", *FIRST]):
            answer = fanal(house, *words)
            assert answer.returncode == 2, words
            assert len(answer.stderr.splitlines()) == 1
            assert f"{path}: is missing" in answer.stderr
    finally:
        aside.rename(path)


@pytest.mark.usefixtures("_no_other_keys")
def test_nor_is_the_whole_folder(house):
    aside = (house / "keys").rename(house / "aside")
    try:
        with pytest.raises(BadInput):
            key_file_creation.make_key_files(house)
        assert not (house / "keys").exists()
    finally:
        aside.rename(house / "keys")


@pytest.mark.usefixtures("_no_other_keys")
def test_a_set_up_that_broke_off_between_two_files_goes_on(tmp_path):
    (tmp_path / "keys").mkdir(mode=0o700)
    key_files._write_new(tmp_path / "keys" / key_files.SERVER, b"a" * 32)
    key_file_creation.make_key_files(tmp_path)
    assert key_files.missing(tmp_path / "keys") == []
    assert (tmp_path / "keys" / key_files.SERVER).read_bytes() == b"a" * 32


def test_a_file_that_is_no_database_makes_no_keys(tmp_path):
    (tmp_path / "fanal.sqlite3").write_bytes(b"no database at all, whatever its name says " * 99)
    with pytest.raises(BadInput, match="damaged"):
        key_file_creation.make_key_files(tmp_path)
    assert not (tmp_path / "keys").exists()


def test_an_empty_database_has_no_organisation(tmp_path):
    sqlite3.connect(tmp_path / "fanal.sqlite3").close()
    assert not key_file_creation.has_organisation(tmp_path)
