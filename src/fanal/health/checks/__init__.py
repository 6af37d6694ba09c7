"""All checks, by what they look at. Each module adds its own to `base.CHECKS`."""

from fanal.health.checks import backups as backups
from fanal.health.checks import database as database
from fanal.health.checks import journal as journal
from fanal.health.checks import key_files as key_files
from fanal.health.checks import machine as machine
from fanal.health.checks import mail as mail
from fanal.health.checks import people as people
from fanal.health.checks import recovery as recovery
from fanal.health.checks import retention as retention
from fanal.health.checks import server as server
from fanal.health.checks.base import CHECKS, GROUPS, CheckResult, result_of


def run(*, slow: bool) -> list[CheckResult]:
    """Run every check, in the order of the groups; those that read all of something if `slow`."""
    order = list(GROUPS)
    chosen = [one for one in CHECKS.values() if slow or not one.slow]
    results = [result_of(one) for one in sorted(chosen, key=lambda one: order.index(one.group))]
    if not any(_says_why_others_cannot_look(one) for one in results):
        return results
    # One line says that the tables are of an earlier version, or the file is damaged, and what to
    # do: that others cannot be read follows from it.
    return [one for one in results if not one.refused_by_database]


def _says_why_others_cannot_look(one: CheckResult) -> bool:
    """Whether it said so: one that could not look itself has said nothing."""
    asked = one.check.look in {database.migrations_done, database.sqlite_whole}
    return asked and one.said is not None and not one.refused_by_database
