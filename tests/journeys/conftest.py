"""What most tests of this folder begin with."""

import pytest

from tests.journeys.scene import scene


@pytest.fixture
def here(cast):
    return scene(cast, n=1)
