"""An empty database gets at once what the migrations would make of it one after the other."""

import pytest
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from fanal.database import first_tables
from tests.upgrading import schemas

# What only stands in the state of the models: `make` finds it there.
OF_THE_STATE = {
    "AddConstraint", "AddField", "AddIndex", "AlterField", "AlterModelOptions", "AlterUniqueTogether",
    "CreateModel", "DeleteModel", "RemoveConstraint", "RemoveField", "RemoveIndex", "RenameField",
}  # fmt: skip
# These do more, of which nothing is left in an empty database: they change rows of before, or say
# that what is there already has a model. One more belongs here once the long test below passed on both
# databases with it; where it makes a row or a trigger, `first_tables.make` has to make that too.
MORE_THAN_STATE = {
    "account": "0006 0008", "accounts": "0003 0007 0009 0012 0013", "audit": "0002 0005 0008", "auth": "0011",
    "authority": "0002",
    "care": "0002 0005", "cases": "0004 0005 0012 0013 0016 0017 0018 0020 0022 0029 0033 0034 0036 0037", "coded_facts": "0002 0003 0004",
    "colleagues": "0008", "contenttypes": "0002", "figures": "0003 0005 0006", "intake": "0002 0004 0005",
    "journeys": "0005 0007 0008 0009 0012 0013 0022 0023", "keys": "0004 0005 0006 0010 0012 0013", "partners": "0003 0011",
    "people": "0002 0003 0006 0008 0009 0010 0012 0013 0014 0016 0017 0018 0019 0024 0028",
    "registers": "0008 0009 0012", "services": "0002 0003", "shelters": "0009", "sharing": "0007 0010 0011 0012 0013",
}  # fmt: skip


@pytest.fixture
def empty(tmp_path, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        schemas.empty_database(tmp_path) as address,
        schemas.connected(address, tmp_path) as connection,
    ):
        yield connection


def waiting(connection):
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def test_no_migration_does_what_the_models_do_not_say():
    found = {}
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if {type(operation).__name__ for operation in migration.operations} - OF_THE_STATE:
            found.setdefault(app, []).append(name[:4])
    assert {app: " ".join(numbers) for app, numbers in found.items()} == MORE_THAN_STATE


def test_nothing_waits_once_they_are_made(empty):
    assert len(waiting(empty)) > 150
    assert first_tables.make(empty)
    assert waiting(empty) == []


def test_a_database_with_a_table_is_left_to_the_migrations(empty):
    with empty.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody_else (id integer)")
    assert not first_tables.make(empty)
    assert empty.introspection.table_names() == ["of_somebody_else"]


def test_where_it_stops_half_way_nothing_was_made(empty, monkeypatch):
    def stop(*noted):
        raise KeyboardInterrupt

    monkeypatch.setattr(MigrationRecorder, "record_applied", stop)
    with pytest.raises(KeyboardInterrupt):
        first_tables.make(empty)
    assert empty.introspection.table_names() == []


@pytest.mark.long
def test_they_are_what_all_the_migrations_leave(tmp_path, django_db_blocker):
    found = {}
    for name, words in {"at_once": (), "in_turn": ("--one-by-one",)}.items():
        with schemas.empty_database(tmp_path, name) as address:
            schemas.migrate(address, *words)
            with django_db_blocker.unblock(), schemas.connected(address, tmp_path) as connection:
                found[name] = schemas.described(connection)
    assert len(found["at_once"]) > 2000
    assert found["at_once"] == found["in_turn"]
