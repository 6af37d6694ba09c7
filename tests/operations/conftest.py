from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command

from tests import case_with_a_story, ledger
from tests.operations.installation import Machine, backup


@pytest.fixture(autouse=True)
def _nothing_noted():
    """Notes of an earlier test, and that a backup waits to be accepted."""
    for name in ("backups.json", "restored.json", "upgrade.json", "backup.key"):
        (settings.VAR / name).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("FANAL_VAR", str(settings.VAR))


@pytest.fixture(scope="session")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A backup of a case with everything that is written into one: `path`, `shares`, `address`,
    the id of the `case`.

    Made once: no test changes it. What is not committed is in no backup.
    """
    from tests.cast import Cast

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("FANAL_VAR", str(settings.VAR))
        (settings.VAR / "backup.key").unlink(missing_ok=True)  # of an earlier test
        cast = Cast.make()
        case = case_with_a_story.told(cast).case.pk
        path = backup(tmp_path_factory.mktemp("backups"))
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        ledger.forget()
    return SimpleNamespace(path=path, shares=cast.shares, address=cast.noi.email, case=case)


@pytest.fixture
def elsewhere(tmp_path):
    """An empty machine that has the key files."""
    return Machine(tmp_path / "elsewhere")
