"""What several tests of the walls ask for."""

import pytest
from django.core.management import call_command

from fanal.keys import session
from tests import files
from tests.security.menu import counted_once
from tests.security.world import again


@pytest.fixture(scope="module")
def world(estimated_once, django_db_setup, django_db_blocker):
    """The house, put back for the tests of a file; each test is undone, the house at the end."""
    with django_db_blocker.unblock():
        try:
            yield again()
        finally:
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def menu(db, monkeypatch):
    with counted_once(monkeypatch):
        yield


@pytest.fixture
def browser(world, menu, monkeypatch):
    # On a slow machine the session would be written again in the middle of a test, with a cookie.
    monkeypatch.setattr(session, "NOTED_EVERY", 3600)

    def opened(who):
        client = files.browser(world.cast, getattr(world.cast, who))
        client.raise_request_exception = False
        return client

    return opened


@pytest.fixture
def terminal(monkeypatch):
    """What is typed at the terminal, one answer after the other."""
    typed = []
    monkeypatch.setattr("fanal.commands.django_setup.ready", lambda **options: None)
    monkeypatch.setattr("fanal.commands.prompts.hidden", lambda label: typed.pop(0))
    return typed
