"""What every test may ask for."""

import pytest


@pytest.fixture
def cast(db):
    """The organisation with its people (see tests/cast.py)."""
    from tests.cast import Cast

    return Cast.make()
