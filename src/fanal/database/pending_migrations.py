"""Which migrations this version knows, and which of them the database lacks."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

type MigrationName = tuple[str, str]  # the label of the app, and the module


def pending() -> list[str]:
    """The migrations that are still to be made, in the order of the plan: `cases 0002_initial`.

    Planning loads all two hundred, for nothing where each of them was made: the sweep asks every
    five minutes.
    """
    if names_on_disk() <= MigrationRecorder(connection).applied_migrations().keys():
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{one.app_label} {one.name}" for one, _backwards in plan]


def names_on_disk() -> set[MigrationName]:
    """Return the migrations on disk of every app that has some; none of them is loaded."""
    return {(app.label, name) for app in apps.get_app_configs() for name in _names_of(app.label)}


def _names_of(label: str) -> list[str]:
    module, _explicit = MigrationLoader.migrations_module(label)
    if module is None:
        return []
    try:
        package = import_module(module)
    except ModuleNotFoundError:
        return []
    found = [one.name for one in iter_modules(package.__path__) if not one.ispkg]
    return [name for name in found if name[0] not in "_~"]
