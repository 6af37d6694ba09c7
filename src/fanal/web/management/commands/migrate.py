"""Django's `migrate`, but the tables of an empty database are made at once (see first_tables)."""

from __future__ import annotations

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from fanal import first_tables

ASKS_FOR_SOMETHING_ELSE = ("app_label", "plan", "check_unapplied", "prune", "fake", "fake_initial")


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--one-by-one", action="store_true")  # for the test that compares

    def handle(self, *args: object, one_by_one: bool = False, **options: object) -> None:
        if not one_by_one and not any(options[one] for one in ASKS_FOR_SOMETHING_ELSE):
            first_tables.make(connections[str(options["database"])])
        super().handle(*args, **options)
