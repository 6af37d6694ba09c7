"""Django's `migrate`, but the tables of an empty database are made at once (see first_tables), and
none that holds something is taken back (see way_back)."""

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.models.signals import pre_migrate

from fanal import first_tables, way_back

ASKS_FOR_SOMETHING_ELSE = ("app_label", "plan", "check_unapplied", "prune", "fake", "fake_initial")


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--one-by-one", action="store_true")  # for the test that compares

    def handle(self, *args: object, one_by_one: bool = False, **options: object) -> None:
        if not one_by_one and not any(options[one] for one in ASKS_FOR_SOMETHING_ELSE):
            first_tables.make(connections[str(options["database"])])
        pre_migrate.connect(lose_nothing, dispatch_uid="way back")
        super().handle(*args, **options)


def lose_nothing(plan: way_back.Plan = (), **_more: object) -> None:
    """Before anything is changed. Raises Refused."""
    way_back.must_lose_nothing(plan)
