"""What several tests of the walls ask for."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command

from tests.cast import Cast
from tests.security.house import build
from tests.security.world import ids_of


@pytest.fixture(scope="module")
def world(estimated_once, django_db_setup, django_db_blocker):
    """The house, built once for the tests of a file; each test is undone, the house at the end."""
    with django_db_blocker.unblock():
        try:
            cast = Cast.make()
            yield SimpleNamespace(cast=cast, ids=ids_of(cast, build(cast)))
        finally:
            call_command("flush", interactive=False, verbosity=0)
