"""`fanal keys export` and `import`, as they are typed."""

import io

import pytest
from django.conf import settings

from fanal.cli import main
from fanal.installation import key_files
from fanal.installation.backup_notes import last_keys_export
from tests.journal import the_entry
from tests.operations.installation import BAD_INPUT, DONE, REFUSED

PHRASE = "seven lamps over the still water"


@pytest.fixture
def typed(monkeypatch, capsys):
    """`typed([line, line], *words)`: the exit code, and what was printed on either channel."""

    def run(lines, *words):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out + err

    return run


@pytest.fixture
def empty(monkeypatch, tmp_path):
    """A machine without key files."""
    folder = tmp_path / "keys"
    monkeypatch.setenv("FANAL_KEYS", str(folder))
    return folder


def same(folder):
    names = key_files.NAMES
    return [
        (folder / name).read_bytes() == (settings.KEY_FOLDER / name).read_bytes() for name in names
    ]


@pytest.mark.asvs("V13.3.1")
def test_the_sheets_bring_the_key_files_back(cast, typed, tmp_path, empty):
    file = tmp_path / "apart"
    code, said = typed([], "keys", "export", file)
    assert code == DONE
    assert "Keep this file in another place than the backups" in said
    assert the_entry("keys.exported")
    assert last_keys_export(settings.VAR).marks == key_files.marks(settings.KEY_FOLDER)
    assert (settings.KEY_FOLDER / "pepper.key").read_bytes().hex().encode() not in file.read_bytes()
    assert typed(cast.shares[1:], "keys", "import", file)[0] == DONE
    assert same(empty) == [True] * 3
    assert [one.stat().st_mode & 0o077 for one in empty.iterdir()] == [0] * 3
    assert typed(cast.shares[1:], "keys", "import", file)[0] == DONE  # once more is no harm


def test_other_key_files_are_never_written_over(cast, typed, tmp_path, empty):
    typed([], "keys", "export", tmp_path / "apart")
    key_files.make(empty)
    before = [one.read_bytes() for one in sorted(empty.iterdir())]
    code, said = typed(cast.shares[:2], "keys", "import", tmp_path / "apart")
    assert (code, "is another key file" in said) == (BAD_INPUT, True)
    assert [one.read_bytes() for one in sorted(empty.iterdir())] == before
    code, said = typed([], "keys", "export", tmp_path / "apart")
    assert (code, "exists already" in said) == (REFUSED, True)


def test_a_pass_phrase_that_is_short_or_typed_in_two_ways_is_refused(cast, typed, tmp_path):
    export = ["keys", "export", "--passphrase", tmp_path / "apart"]
    assert "at least 15" in typed(["short", "short"], *export)[1]
    assert "are not the same" in typed([PHRASE, PHRASE + "s"], *export)[1]
    assert not (tmp_path / "apart").exists()


@pytest.mark.long  # age makes each try six seconds of work
def test_a_pass_phrase_in_place_of_the_sheets(cast, typed, tmp_path, empty):
    file = tmp_path / "apart"
    assert typed([PHRASE, PHRASE], "keys", "export", "--passphrase", file)[0] == DONE
    code, said = typed([PHRASE + "s"], "keys", "import", file)
    assert (code, "does not open" in said) == (BAD_INPUT, True)
    assert not empty.exists()
    assert typed([PHRASE], "keys", "import", file)[0] == DONE
    assert same(empty) == [True] * 3


def test_a_file_that_was_changed_or_is_something_else_is_named(cast, typed, tmp_path, empty):
    file = tmp_path / "apart"
    typed([], "keys", "export", file)
    text = bytearray(file.read_bytes())
    text[-5] ^= 1
    (tmp_path / "wrong").write_bytes(text)
    assert (
        "is cut or was changed" in typed(cast.shares[:2], "keys", "import", tmp_path / "wrong")[1]
    )
    (tmp_path / "wrong").write_text("shopping list\n")
    said = typed([], "keys", "import", tmp_path / "wrong")[1]
    assert "is no file that `fanal keys` made" in said
    assert not empty.exists()
