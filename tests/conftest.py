"""What every test may ask for."""

import pytest
from hypothesis import settings

# How long one example takes says how busy the machine is, not whether the rule holds.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def cast(db):
    """The organisation with its people (see tests/cast.py)."""
    from tests.cast import Cast

    return Cast.make()
