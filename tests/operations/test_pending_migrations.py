"""Which migrations the database lacks: asked by names, without loading any where it lacks none."""

import sys

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from fanal.database import pending_migrations

pytestmark = pytest.mark.django_db


def newest(app):
    return max(name for label, name in pending_migrations.names_on_disk() if label == app)


def test_a_database_of_this_version_lacks_none_and_loads_none(monkeypatch):
    monkeypatch.delitem(sys.modules, f"fanal.cases.migrations.{newest('cases')}", raising=False)
    assert pending_migrations.pending() == []
    assert f"fanal.cases.migrations.{newest('cases')}" not in sys.modules


def test_one_that_was_not_made_is_named():
    MigrationRecorder(connection).record_unapplied("cases", newest("cases"))
    assert pending_migrations.pending() == [f"cases {newest('cases')}"]


def test_the_names_are_those_that_django_would_load():
    assert pending_migrations.names_on_disk() == set(
        MigrationExecutor(connection).loader.disk_migrations
    )
