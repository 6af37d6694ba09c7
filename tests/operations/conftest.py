import pytest
from django.conf import settings

from tests import case_with_a_story
from tests.operations.installation import Machine, backup


@pytest.fixture(autouse=True)
def _nothing_noted():
    """Notes of an earlier test, and that a backup waits to be accepted."""
    for name in ("backups.json", "restored.json", "upgrade.json"):
        (settings.VAR / name).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("FANAL_VAR", str(settings.VAR))


@pytest.fixture
def story(cast):
    """A case with everything that is written into one."""
    return case_with_a_story.told(cast)


@pytest.fixture
def made(cast, story, tmp_path, capsys):
    """A backup of it."""
    (tmp_path / "backups").mkdir()
    path = backup(tmp_path / "backups")
    capsys.readouterr()
    return path


@pytest.fixture
def elsewhere(tmp_path):
    """An empty machine that has the key files."""
    return Machine(tmp_path / "elsewhere")
