"""Somebody with a case, for the tests of this folder."""

import pytest

from tests import files


@pytest.fixture
def person(cast):
    return files.person(cast)


@pytest.fixture
def case(cast, person):
    return files.case(cast, people=[person])
