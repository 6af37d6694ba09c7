"""No question finds wraps by who granted them: their index goes, and comes back on the way back."""

from importlib import import_module

from django.apps import apps
from django.db import connection

from fanal.keys.models import Grant, TeamKeyHolder

MIGRATION = import_module("fanal.keys.migrations.0013_no_index_of_granters")


def indexed():
    """Which of the two tables has an index of its granters."""
    names = editor()._constraint_names
    found = [one for one in (Grant, TeamKeyHolder) if names(one, ["granter_id"], index=True)]
    return {one._meta.db_table for one in found}


def editor():
    made = connection.schema_editor()
    made.deferred_sql = []  # as inside its `with`, which SQLite refuses inside a transaction
    return made


def test_the_index_goes_with_the_upgrade_and_comes_back_on_the_way_back(cast):
    n = Grant.objects.count()
    connection.check_constraints()  # PostgreSQL alters no table that has some left to check
    assert indexed() == set()
    MIGRATION.put_back(apps, editor())
    assert indexed() == {"keys_grant", "keys_teamkeyholder"}
    MIGRATION.drop(apps, editor())
    assert indexed() == set()
    assert Grant.objects.count() == n
