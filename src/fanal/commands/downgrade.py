"""`fanal upgrade --back-to`: the tables as an earlier release left them, before it is put back."""

from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fanal.commands import upgrade_state
from fanal.commands.messages import spoken
from fanal.core.words import say
from fanal.database import way_back

BACK = say(
    "went back: {n} migrations. Install {release} before anything else is typed; its `fanal audit "
    "verify` says that all is there"
)


def go_back(var: Path, release: str, backup: str) -> None:
    """Go back to the tables of an earlier release. Raises Refused where something would be lost:
    nothing is changed then. Killed half way, the same goes on, or `fanal upgrade` goes forward
    again."""
    executor = MigrationExecutor(connection)
    plan = way_back.plan_to(release, executor)
    way_back.must_lose_nothing(plan)
    way_back.must_hold_nothing_later(release)
    upgrade_state.begin(var, backup)
    executor.migrate([], plan=plan)
    upgrade_state.end(var)
    print(spoken(say(BACK.template, n=len(plan), release=release)))
