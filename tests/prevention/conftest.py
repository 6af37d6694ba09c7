"""What most tests of this folder begin with."""

import pytest

from tests.prevention.scene import village


@pytest.fixture
def place(cast):
    return village(cast)
