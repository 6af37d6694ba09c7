import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def _nothing_noted():
    """What an earlier test erased: the people of each test have the same ids."""
    for name in ("erased.list", "backups.list", "retention.toml", "backup.key"):
        (settings.VAR / name).unlink(missing_ok=True)
