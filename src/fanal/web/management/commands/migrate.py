"""Django's `migrate`, but the tables of an empty database are made at once (see first_tables), and
none that holds something is taken back (see way_back)."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial

from django.apps import apps
from django.apps.registry import Apps
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.models.signals import pre_migrate

from fanal.database import first_tables, way_back

ASKS_FOR_SOMETHING_ELSE = ("app_label", "plan", "check_unapplied", "prune", "fake", "fake_initial")


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--one-by-one", action="store_true")  # for the test that compares

    def handle(self, *args: object, one_by_one: bool = False, **options: object) -> None:
        if not one_by_one and not any(options[one] for one in ASKS_FOR_SOMETHING_ELSE):
            first_tables.make(connections[str(options["database"])])
        # Sent with the plan before anything is migrated: a way back that would lose rows is refused
        # while they are still there.
        pre_migrate.connect(lose_nothing, dispatch_uid="way back")
        with swappable_names_kept():
            super().handle(*args, **options)


@contextmanager
def swappable_names_kept() -> Iterator[None]:
    """Keep which models may be swapped: Django forgets it for every registry whenever a migration
    draws one anew, and asks it for each relation: a sixth of an upgrade. Of installed apps it stays
    the same."""
    name = "get_swappable_settings_name"
    vars(apps)[name] = cache(partial(vars(Apps)[name].__wrapped__, apps))
    try:
        yield
    finally:
        del vars(apps)[name]


def lose_nothing(plan: way_back.Plan = (), **_more: object) -> None:
    """Refuse to go back before anything is changed. Raises Refused."""
    way_back.must_lose_nothing(plan)
