"""What the tests of estimates share."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def _estimated_once(estimated_once):
    """Most of them look at the same study."""
