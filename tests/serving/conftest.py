import pytest

from tests.serving.house import served, set_up


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """A new house, served while these tests run."""
    var = tmp_path_factory.mktemp("house")
    set_up(var)
    with served(var) as house:
        yield house
