"""The tables of an empty database, made at once as the last migration leaves them.

To run two hundred migrations one after the other, Django renders the models of all apps some seven
hundred times: fifty seconds of a processor for every `fanal setup`. Where there is no row yet that
a migration could change, only what is left in the end counts. Is it the same? That is what
`tests/upgrading/test_first_tables.py` asks, on both databases.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor


def make(connection: BaseDatabaseWrapper) -> bool:
    """Make the tables and note every migration as done, all or nothing. False: it is not empty."""
    # Where there are tables there may be rows, and some migrations change rows.
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with connection.schema_editor(atomic=True) as editor:
        for model in executor.loader.project_state().apps.get_models():
            if model._meta.can_migrate(connection.alias):
                editor.create_model(model)  # and the tables of its fields that are many to many
        # Noted as Django's `migrate --fake` does: later upgrades go on from here.
        executor.recorder.ensure_schema()
        for migration, _backwards in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
    return True
