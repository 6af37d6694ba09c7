"""A file of a text is read before it is put on file: what says too much is named by its line."""

import pytest

from fanal.cli import main
from fanal.core.data_files.toml_tables import shipped_text

SEEN = '[version.act]\narticle = "Law 41/2022"'
UNREAD = '[version.act]\narticle = "Law 41/2022"\ncomplete = true'


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """What the command says of a text, and with which code it ends; the file stays as it is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")

    def run(text):
        (tmp_path / "mm-2022.toml").write_text(text)
        code = main(["law", "check", "mm-2022.toml"])
        assert (tmp_path / "mm-2022.toml").read_text() == text
        return code, "".join(capsys.readouterr())

    return run


def test_a_text_that_is_on_file_has_nothing_wrong(check):
    code, said = check(shipped_text("fanal.core.law", "instruments/mm-2022.toml"))
    assert code == 0
    assert said.startswith("mm-2022: ")
    assert "nothing is wrong" in said


def test_a_part_cannot_be_complete_and_unread(check):
    wrong = shipped_text("fanal.core.law", "instruments/mm-2022.toml").replace(SEEN, UNREAD)
    code, said = check(wrong)
    assert code == 2
    line = wrong[: wrong.index("complete = true")].count("\n") + 1
    assert f"mm-2022.toml:{line}" in said
    assert 'only a text that was seen (sure = "S") can be complete' in said


@pytest.mark.parametrize("text", ["", "[[version]\n", "id = 3\n", "\0"])
def test_what_is_no_text_at_all_is_refused_with_its_place(check, text):
    code, said = check(text)
    assert code == 2
    assert "mm-2022.toml" in said
    assert "Traceback" not in said
