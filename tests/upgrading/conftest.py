"""What the tests of an upgrade begin with."""

import os

import pytest
from django.conf import settings

from tests.upgrading.older_installation import on_postgresql, unpacked


@pytest.fixture
def older(tmp_path):
    """The installation of 0.1.0, on the database of these tests."""
    (tmp_path / "var").mkdir()
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield unpacked(tmp_path / "var")
    else:
        with on_postgresql(tmp_path / "var", os.environ["DATABASE_URL"]) as machine:
            yield machine
