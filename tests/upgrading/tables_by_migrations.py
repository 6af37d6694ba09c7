"""Run as a program: the tables of version 0.1.0, as its own migrations make them in an empty database.

python -m tests.upgrading.tables_by_migrations OLDER.sqlite3      into what DATABASE_URL names
"""

import sys

from fanal.commands import django_setup
from tests.upgrading.tables_of_before import known_to


def main(older):
    django_setup.ready()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.migrate(known_to(older, executor.loader.graph))
    call_command("createcachetable", verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1])
